"""An authority that nothing uses: no process, no record, no meeting, no post and no text.

Why: people decide by habit and not by the table; whether it is kept to cannot be checked.

Instead: name the process or the record it decides on, link it from the posts (`authorities:`) or the meeting that decides, or
remove it.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Authority
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
_LEDGER = {"approval", "acknowledgement"}


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Authorities without process and record that nothing but the ledger of approvals refers to."""
    every = organisation.all(Authority)
    return lacks(organisation, "unused-authority", [a for a in every if not _used(organisation, a)], every)


def _used(organisation: Organisation, authority: Authority) -> bool:
    cited = any(use.source.origin.document.kind not in _LEDGER for use in organisation.used_by(authority))
    return cited or authority.process is not None or authority.record is not None
