"""A document that another one replaces, and that is still in force beside it.

A draft, and one in consultation, replaces nothing yet; nor does one that takes effect later than the day of the check.

Why: two rules for one matter; whoever finds the old one acts on it (ISO 9001:2015, 7.5.3.2: prevent the unintended use of
obsolete documents).

Instead: withdraw the old one (control.status: withdrawn), or strike `supersedes` in the new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import control_span, kind_words
from remit.evidence.naming import called
from remit.evidence.superseding import supersessions
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """Old documents without `withdrawn`; documents that replace each other are a circle and reported as one."""
    found = list(supersessions(organisation))
    pairs = {(item.new.entity.ref, item.old.entity.ref) for item in found}
    for item in found:
        if (item.old.entity.ref, item.new.entity.ref) in pairs or not item.new.in_force or not item.old.in_force:
            continue
        if _effective(item.new) <= as_of:
            params = {
                "kind": kind_words(item.old.entity),
                "old": called(organisation, item.old.entity),
                "new": called(organisation, item.new.entity),
            }
            related = (Related(item.span, "other-place"),)
            yield Diagnostic("superseded-in-force", control_span(item.old), item.old.entity.ref, params, related)


def _effective(state: DocumentState) -> str:
    approved = state.approval.effective or state.approval.approved.on if state.approval is not None else ""
    return (state.control.effective if state.control is not None else None) or approved
