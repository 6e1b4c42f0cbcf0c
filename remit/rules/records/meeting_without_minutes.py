"""A meeting that leaves no minutes.

Why: what was decided, by whom and until when cannot be shown or followed up (ISO 9001:2015, 7.5.3 and 9.3.3).

Instead: write `minutes:` with the record.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Meeting
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings without minutes."""
    every = organisation.all(Meeting)
    return lacks(organisation, "meeting-without-minutes", [m for m in every if m.minutes is None], every)
