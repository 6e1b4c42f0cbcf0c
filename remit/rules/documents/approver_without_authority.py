"""An approval by somebody else than the document's own text names as its approver.

Whoever stands above the named approver, a board, who acts for him by delegation on that day, and the head, holder, chair or
member of the unit, role or body named may approve. Judged is the text that was approved, not the present one.

Of each document the last entry is judged: a later approval puts right what was wrong with an earlier one.

Why: an approval by somebody who may not give it puts nothing into force (ISO 9001:2015, 7.5.2 c).

Instead: have the named post approve, or say on whose behalf (`on_behalf_of`) and record the delegation.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.ledger_entries import approved_control, hands, is_named, named_in, signatures
from remit.evidence.line import acting_posts, stands_above
from remit.evidence.mandates import may_act_for
from remit.evidence.naming import called, who
from remit.model.entities import Approval, Post, Unit
from remit.model.ledger import standing
from remit.model.organisation import Organisation
from remit.views.parties import parties


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Entries whose approver is not who the approved text names."""
    for approval in standing(organisation):
        named = named_in(organisation, approved_control(approval).get("approved_by"))
        sign = approval.approved
        if not named or is_named(sign) or _prepared_it(approval):
            continue
        allowed = set().union(*(hands(element) for element in named))
        if allowed & signatures(sign) or _is_board(approval) or _acts_for(organisation, approval, allowed):
            continue
        params = {
            "document": called(organisation, approval.document.target or approval),
            "by": who(organisation, sign.by),
            "named": names_of(organisation, named),
            "on": sign.on,
        }
        yield Diagnostic("approver-without-authority", sign.span("by"), approval.ref, params)


def _prepared_it(approval: Approval) -> bool:
    """Whether the approver prepared the document, which is reported as that."""
    return approval.prepared is not None and bool(signatures(approval.prepared) & signatures(approval.approved))


def _is_board(approval: Approval) -> bool:
    found = (party.element for party in parties(approval.approved.by))
    return any(isinstance(element, Unit) and element.tier == "board" for element in found)


def _acts_for(organisation: Organisation, approval: Approval, allowed: set[str]) -> bool:
    """Whether the signer stands above an approver, or acts for one by delegation on the day."""
    named = [post for ref in allowed if isinstance(post := organisation.find(ref), Post)]
    for signer in acting_posts(approval.approved.by):
        for post in named:
            if stands_above(signer, post) or may_act_for(organisation, signer, post, approval.approved.on):
                return True
    return False
