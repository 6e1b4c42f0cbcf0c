"""A signature in the ledger that is dated later than today.

Where the day contradicts the other dates of the entry as well, it is reported as that.

Why: what nobody has signed yet is no approval; the ledger would prove something that has not happened.

Instead: correct the day, or record the approval when it has been given. A later effective date is a matter of its own and right.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.ledger_entries import sign_offs
from remit.evidence.naming import called
from remit.model.entities import Approval
from remit.model.organisation import Organisation

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """One finding an approval: the last of its signatures that lies ahead."""
    for approval in organisation.all(Approval):
        ahead = [(path, sign) for path, sign in sign_offs(approval) if sign.on is not None and sign.on > as_of]
        if ahead and not _contradicts(approval):
            path, sign = ahead[-1]
            params = {
                "document": called(organisation, approval.document.target or approval),
                "on": sign.on,
                "today": as_of,
            }
            yield Diagnostic("approval-in-the-future", approval.span(*path, "on"), approval.ref, params)


def _contradicts(approval: Approval) -> bool:
    approved = approval.approved.on
    before = any(sign.on is not None and sign.on > approved for _, sign in sign_offs(approval))
    return before or (approval.effective is not None and approval.effective < approved)
