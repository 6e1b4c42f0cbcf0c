"""An approval given by whoever prepared the document, or a document whose control data name one party for both.

Of each document the last entry is judged: a later approval puts right what was wrong with an earlier one.

Why: an approval is a second pair of eyes (ISO 9001:2015, 7.5.2 c).

Instead: let another post approve.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.evidence.ledger_entries import approved_control, hands, named_in, signatures
from remit.evidence.naming import called
from remit.model.entities import Approval
from remit.model.ledger import standing, states
from remit.model.organisation import Organisation
from remit.model.values import Element, Performer
from remit.views.parties import parties, party_keys
from remit.views.wording import party_name


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approvals whose approver and preparer are the same party, then documents that will be approved so."""
    reported: set[str] = set()
    for approval in standing(organisation):
        if _preparers(organisation, approval) & party_keys(approval.approved.by):
            reported.add(approval.document.key)
            params = _params(organisation, approval.document.target or approval, approval.approved.by)
            yield Diagnostic("approved-by-preparer", approval.span("approved"), approval.ref, params)
    for state in states(organisation).values():
        control = state.control
        if control is None or control.approved_by is None or state.entity.ref in reported or not state.in_force:
            continue
        if party_keys(control.prepared_by) & party_keys(control.approved_by):
            params = _params(organisation, state.entity, control.approved_by)
            yield Diagnostic("approved-by-preparer", control.span("approved_by"), state.entity.ref, params)


def _preparers(organisation: Organisation, approval: Approval) -> set[str]:
    """Who prepared by the entry; where it does not say, who prepared by the approved text."""
    if approval.prepared is not None:
        return signatures(approval.prepared)
    named = named_in(organisation, approved_control(approval).get("prepared_by"))
    return set().union(*(hands(element) for element in named)) if len(named) == 1 else set()


def _params(organisation: Organisation, document: Element, by: Performer) -> dict[str, object]:
    names = [{lang: party_name(party, lang) for lang in organisation.languages} for party in parties(by)]
    return {"document": called(organisation, document), "by": enumeration(names, organisation.languages)}
