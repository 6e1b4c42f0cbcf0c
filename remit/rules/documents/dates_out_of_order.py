"""Dates of a document that contradict each other: signed before it was written, approved before it was reviewed, effective before it was approved.

Judged are the ledger (prepared ≤ reviewed and countersigned ≤ approved ≤ effective), the control data (effective before valid
until), the consultation on a policy (before the approval) and its publication (after the approval, not after it takes effect),
and delegations of authority (from ≤ until). In which order reviewers and countersigners sign is the company's own.

Of each document the last entry is judged: a later approval puts right what was wrong with an earlier one.

Why: a rule that took effect before anybody approved it, or that staff were heard about afterwards, does not hold when it is
contested (PRC Labour Contract Law, article 4; ISO 9001:2015, 7.5.3).

Instead: correct the date that is wrong; where the dates are true, approve anew with a later effective date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.ledger_entries import sign_offs
from remit.evidence.naming import called
from remit.lexicon import lexicon
from remit.model.entities import Approval, Authority, Policy
from remit.model.ledger import DocumentState, entries, standing, states
from remit.model.organisation import Organisation
from remit.model.values import Element


@dataclass(frozen=True, slots=True)
class _Day:
    """A date: what happened, on what day and where that is written."""

    what: str
    on: str
    span: Span


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for each day that lies before one that it must follow."""
    for approval in standing(organisation):
        yield from _of_approval(organisation, approval)
    for state in states(organisation).values():
        yield from _of_document(organisation, state)
    for authority in organisation.all(Authority):
        for given in authority.delegations:
            if given.from_ and given.until and given.until < given.from_:
                first = _Day("begun", given.from_, given.span("from"))
                second = _Day("ended", given.until, given.span("until"))
                yield _finding(organisation, given, authority, first, second)


def _of_approval(organisation: Organisation, approval: Approval) -> Iterator[Diagnostic]:
    document = approval.document.target or approval
    days = [_Day(str(path[0]), sign.on, approval.span(*path, "on")) for path, sign in sign_offs(approval) if sign.on]
    prepared = [day for day in days if day.what == "prepared"]
    checked = [day for day in days if day.what in ("reviewed", "countersigned")]
    approved = [day for day in days if day.what == "approved"]
    for early, late in ((prepared, checked), (checked or prepared, approved)):
        yield from _pairs(organisation, approval, document, early, late)
    if approval.effective is not None:
        effective = [_Day("effective", approval.effective, approval.span("effective"))]
        yield from _pairs(organisation, approval, document, approved, effective)


def _pairs(
    organisation: Organisation, subject: Element, document: Element, early: list[_Day], late: list[_Day]
) -> Iterator[Diagnostic]:
    """The first of the later days that lies before the last of the earlier ones."""
    if early and late:
        last = max(early, key=lambda day: day.on)
        first = min(late, key=lambda day: day.on)
        if first.on < last.on:
            yield _finding(organisation, subject, document, last, first)


def _of_document(organisation: Organisation, state: DocumentState) -> Iterator[Diagnostic]:
    control, entity, approval = state.control, state.entity, _first_of_version(organisation, state)
    effective = (
        _Day("effective", control.effective, control.span("effective")) if control and control.effective else None
    )
    approved = _Day("approved", approval.approved.on, approval.span("approved", "on")) if approval else None
    if control and control.expires and effective and control.expires < effective.on:
        yield _finding(organisation, entity, entity, effective, _Day("ended", control.expires, control.span("expires")))
    if effective and approved and approval and approval.effective is None and effective.on < approved.on:
        yield _finding(organisation, entity, entity, approved, effective)
    if isinstance(entity, Policy):
        yield from _of_policy(organisation, entity, approved, effective)


def _of_policy(
    organisation: Organisation, policy: Policy, approved: _Day | None, effective: _Day | None
) -> Iterator[Diagnostic]:
    heard, told = policy.consultation, policy.publication
    settled = approved or effective
    if heard is not None and heard.on and settled and settled.on < heard.on:
        yield _finding(
            organisation, policy, policy, _Day("consulted", heard.on, heard.span("on")), settled, heard.span("on")
        )
    if told is not None and told.on:
        published = _Day("published", told.on, told.span("on"))
        if approved and told.on < approved.on:
            yield _finding(organisation, policy, policy, approved, published)
        elif effective and effective.on < told.on:
            yield _finding(organisation, policy, policy, published, effective, told.span("on"))


def _first_of_version(organisation: Organisation, state: DocumentState) -> Approval | None:
    """The approval that put the present content, or the version last approved, into force: a later one only confirms it."""
    if state.approval is None or state.state not in ("approved", "changed"):
        return None
    same = [item for item in entries(organisation).get(state.entity.ref, ()) if item.digest == state.approval.digest]
    return same[0] if same else state.approval


def _finding(
    organisation: Organisation, subject: Element, document: Element, early: _Day, late: _Day, span: Span | None = None
) -> Diagnostic:
    """`late` should not lie before `early`; reported where `late` is written, or at `span`."""
    where = span or late.span
    other = early.span if where == late.span else late.span
    params = {
        "document": called(organisation, document),
        "late": _event(late.what),
        "late_on": late.on,
        "early": _event(early.what),
        "early_on": early.on,
    }
    return Diagnostic("dates-out-of-order", where, subject.ref, params, (Related(other, "other-place"),))


def _event(what: str) -> dict[str, str]:
    return {lang: lexicon(f"documents.{what}", lang)[0] for lang in ("zh", "en")}
