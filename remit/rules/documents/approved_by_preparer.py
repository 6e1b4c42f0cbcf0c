"""An approval given by whoever prepared the document.

Why: an approval is a second pair of eyes.

Instead: let another post approve.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Approval
from remit.model.organisation import Organisation
from remit.views.parties import parties


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approvals whose approver and preparer are the same party."""
    for approval in organisation.all(Approval):
        approvers = {party.key for party in parties(approval.approved.by)}
        preparers = {party.key for party in parties(approval.prepared.by)} if approval.prepared else set()
        if approvers & preparers:
            params = {"document": approval.document.key, "by": ", ".join(sorted(approvers & preparers))}
            yield Diagnostic("approved-by-preparer", approval.span("approved"), approval.ref, params)
