"""A meeting that nobody chairs.

Why: nobody calls it, closes it or answers for what it decides.

Instead: write `chair:`. The meeting of a board or committee is chaired by the chair of that body.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Meeting, Unit
from remit.model.organisation import Organisation
from remit.views.parties import BODIES


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings with neither a chair nor a body whose chair it is."""
    every = organisation.all(Meeting)
    lacking = [meeting for meeting in every if meeting.chair is None and not _chaired_body(meeting)]
    return lacks(organisation, "meeting-without-chair", lacking, every)


def _chaired_body(meeting: Meeting) -> bool:
    unit = meeting.unit.target if meeting.unit is not None else None
    return isinstance(unit, Unit) and unit.tier in BODIES and unit.chair is not None
