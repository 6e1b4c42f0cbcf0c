"""Policies, procedures and work instructions: one Word file each, with cover, approval page, contents, text and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from remit.backends import Edition
from remit.backends import policy_sheets as sheets
from remit.backends.company_templates import company_template
from remit.backends.paper import (
    approvals_by_document,
    company,
    control_block,
    design,
    footer,
    office_language,
    properties,
    watermark,
    words,
)
from remit.backends.policy_articles import body
from remit.backends.policy_text import Scope
from remit.backends.template_data import policy_data
from remit.cache.standing import made
from remit.model.entities import Approval, Policy
from remit.model.ledger import DocumentState
from remit.office.blocks import Block, Contents, PageBreak, WordDocument
from remit.office.docx import write_docx
from remit.views.outline import Outline
from remit.views.wording import name_of


def render(edition: Edition, lang: str, only: str = "") -> dict[str, bytes]:
    """downloads/<lang>/policies/<policy>.docx for every policy, or for the `only` one by its reference.

    Raises FontMissingError where no installed font has the characters of its charts, BrokenTemplateError for a template of
    the company that cannot be filled in.
    """
    ledger = approvals_by_document(edition.organisation)
    template = company_template(edition, "policy", lang)

    def written(policy: Policy) -> bytes:
        approvals = ledger.get(policy.ref, ())
        document = policy_document(edition, policy, approvals, lang)
        if template is None:
            return write_docx(document)
        state = edition.states[policy.ref]
        text = replace(document, body=(PageBreak(), *_bound(edition, policy, lang)))
        return template.fill(document, policy_data(document, policy, state, approvals, lang), {"body": text})

    wanted = [policy for policy in edition.organisation.all(Policy) if not only or policy.ref == only]
    paths = {f"downloads/{lang}/policies/{policy.id}.docx": policy for policy in wanted}
    return {path: made(path, partial(written, policy)) for path, policy in paths.items()}


def policy_document(edition: Edition, policy: Policy, approvals: tuple[Approval, ...], lang: str) -> WordDocument:
    """A policy as a document; `approvals` are those of this policy, oldest first."""
    state, say = edition.states[policy.ref], words(lang)
    title = name_of(policy, lang)
    control = control_block(edition, state, title, lang)
    formal = Outline(policy, lang).formal
    return WordDocument(
        lang=office_language(lang),
        title=title,
        subject=say(f"policy.kind.{policy.outline or 'system'}"),
        company=company(edition, lang),
        control=control,
        body=tuple(_document(edition, policy, state, approvals, lang)),
        layout="text",
        design=design(edition.organisation),
        scheme="articles" if formal else "clauses",
        watermark=watermark(state, lang),
        footer=footer(edition, state, lang),
        properties=properties(state, lang),
    )


def _document(
    edition: Edition, policy: Policy, state: DocumentState, approvals: tuple[Approval, ...], lang: str
) -> Iterator[Block]:
    """Everything from the cover to the sheets that are signed by hand."""
    scope = Scope(edition.organisation, policy, lang)
    yield sheets.cover(scope, state, company(edition, lang))
    yield from sheets.approval_page(scope, state)
    yield from sheets.revisions(scope, state, approvals)
    yield PageBreak()
    yield Contents(words(lang)("policy.contents"), levels=2 if not Outline(policy, lang).formal else 1)
    yield PageBreak()
    yield from _bound(edition, policy, lang)
    yield from sheets.distribution(scope, state.control)
    yield from sheets.acknowledgement(scope)


def _bound(edition: Edition, policy: Policy, lang: str) -> tuple[Block, ...]:
    """The text of a policy, and of those under its cover, each on a new page."""
    found = [*policy_body(edition, policy, edition.states[policy.ref], lang)]
    for part in _parts(policy):
        found += [PageBreak(), *policy_body(edition, part, edition.states[part.ref], lang)]
    return tuple(found)


def _parts(policy: Policy) -> list[Policy]:
    """The policies under the cover of this one, those within them too, each once."""
    found: dict[str, Policy] = {policy.ref: policy}
    todo = [ref.target for ref in policy.parts]
    while todo:
        part = todo.pop(0)
        if part is not None and part.ref not in found:
            found[part.ref] = part
            todo = [*(ref.target for ref in part.parts), *todo]
    return list(found.values())[1:]


def policy_body(edition: Edition, policy: Policy, state: DocumentState, lang: str) -> tuple[Block, ...]:
    """The text of a policy with its annexes, without cover, sheets and parts: the handbook binds these together.

    It begins with `Heading(0, title, bookmark=policy.ref)`. Bookmarks are references (policy:purchasing/approval), annexes
    policy:purchasing/annex/<record>, so that no two policies share one; a Run may jump to any of them.
    """
    return tuple(body(edition.organisation, policy, state, lang))
