"""A document marked as a draft, or as in consultation, whose very content has been approved.

A draft of the next version beside an approved former one is right, and so is a withdrawn document with its old approval.

Why: by its own mark it is not in force, by the ledger it is; each reader believes the one that suits him.

Instead: delete `status` (being in force follows from the ledger), or remove the approval that was recorded too early.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Edit, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.labels import labels
from remit.model.ledger import states
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Drafts whose digest is that of their last approval."""
    for state in states(organisation).values():
        control, approval = state.control, state.approval
        if control is None or approval is None or approval.digest != state.digest:
            continue
        if state.state in ("draft", "consultation"):
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "status": {lang: labels(lang)(f"state.{state.state}") for lang in ("zh", "en")},
                "on": approval.approved.on,
            }
            span = control.span("status")
            edit = Edit(span.path, "remove", (*control.origin.pointer, "status"))
            related = (Related(approval.span(), "approved-here"),)
            yield Diagnostic("status-contradicts-approval", span, state.entity.ref, params, related, (edit,))
