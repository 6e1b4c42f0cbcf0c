"""An approval whose digest is not that of the content it keeps, or whose document does not exist.

Why: the ledger was edited by hand; it no longer proves what was approved.

Instead: restore the file from git, or approve again.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called
from remit.model.canonical import digest
from remit.model.entities import Approval
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approvals whose digest does not match."""
    for approval in organisation.all(Approval):
        if digest(approval.content) != approval.digest:
            params = {"document": called(organisation, approval.document.target or approval)}
            yield Diagnostic("approval-digest-wrong", approval.span("digest"), approval.ref, params)
