"""A document whose content has changed since it was approved.

Why: an approval holds for exactly the content that was approved; what stands here now is not it.

Instead: have the new version approved, or take the change back.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Documents whose digest is not the approved one, with the first words that differ."""
    for state in states(organisation).values():
        if state.state == "changed" and state.approval is not None:
            old, new = _first_difference(state)
            params = {"ref": state.entity.ref, "old": old, "new": new, "on": state.approval.approved.on or ""}
            related = (Related(state.approval.span(), "approved-here"),)
            yield Diagnostic("changed-after-approval", state.entity.span(), state.entity.ref, params, related)


def _first_difference(state: DocumentState) -> tuple[str, str]:
    before = state.approval.content.splitlines() if state.approval else []
    after = state.content.splitlines()
    for old, new in zip(before, after, strict=False):
        if old.strip() != new.strip():
            return old.strip()[:60], new.strip()[:60]
    longer = max(before, after, key=len)
    return "", longer[min(len(before), len(after))].strip()[:60] if len(before) != len(after) else ""
