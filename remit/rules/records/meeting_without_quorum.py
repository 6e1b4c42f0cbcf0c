"""A meeting that decides, without a rule on how many must be there.

Why: whether a decision is valid is then disputed by whoever was away.

Instead: write `quorum:`, on the meeting or on the board or committee that meets. A meeting that only informs and coordinates
needs none.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Meeting, Unit
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings that decide something, without a quorum of their own or of their body."""
    every = [meeting for meeting in organisation.all(Meeting) if meeting.decides]
    return lacks(organisation, "meeting-without-quorum", [m for m in every if not _has_quorum(m)], every)


def _has_quorum(meeting: Meeting) -> bool:
    unit = meeting.unit.target if meeting.unit is not None else None
    return meeting.quorum is not None or (isinstance(unit, Unit) and unit.quorum is not None)
