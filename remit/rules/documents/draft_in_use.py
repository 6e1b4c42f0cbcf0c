"""A draft on which documents in force rest, or a company all of whose policies are drafts.

Judged are policies, processes, KPIs and authorities that were never approved and are marked as drafts or as in consultation;
a draft of the next version beside an approved one is right. Job descriptions are not judged: a post exists without one.

Why: what nobody has approved binds nobody, and what builds upon it stands on nothing (ISO 9001:2015, 7.5.2 c).

Instead: have it approved (and strike the status), or take the references out until it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_uses import relying
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.evidence.naming import called
from remit.labels import labels
from remit.model.entities import Policy, Post, Process
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation, Use
from remit.model.values import Entity


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Drafts that are cited; drafts beside which there is no other policy while work goes on by them."""
    register = states(organisation)
    policies = [state for state in register.values() if isinstance(state.entity, Policy)]
    alone = bool(policies) and all(map(_is_draft, policies)) and _works(organisation)
    for state in register.values():
        if _is_draft(state) and not isinstance(state.entity, Post):
            uses = relying(organisation, state)
            if uses:
                yield _finding(organisation, state, uses)
            elif alone and isinstance(state.entity, Policy):
                yield _finding(organisation, state, ())


def _is_draft(state: DocumentState) -> bool:
    return state.state in ("draft", "consultation") and state.approval is None


def _works(organisation: Organisation) -> bool:
    return bool(organisation.all(Process) or organisation.all(Post))


def _finding(organisation: Organisation, state: DocumentState, uses: Sequence[Use]) -> Diagnostic:
    sources: list[Entity] = [organisation.owner_of(use.source) for use in uses]
    sources = sources or [*organisation.all(Process)] or [*organisation.all(Post)]
    params = {
        "kind": kind_words(state.entity),
        "name": called(organisation, state.entity),
        "status": {lang: labels(lang)(f"state.{state.state}") for lang in ("zh", "en")},
        "sources": names_of(organisation, sources),
    }
    span = state.control.span("status") if state.control is not None else state.entity.span()
    related = tuple(Related(use.span, "other-place") for use in uses[:5])
    return Diagnostic("draft-in-use", span, state.entity.ref, params, related)
