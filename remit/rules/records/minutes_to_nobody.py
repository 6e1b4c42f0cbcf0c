"""Minutes that go to nobody.

Why: whoever has to act on a decision and was not there never learns of it (ISO 9001:2015, 7.4).

Instead: write `recipients:` on the meeting, or on the record of the minutes.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.record_trail import trails
from remit.model.entities import Meeting, Record
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings with minutes that nobody receives and no step works with."""
    every = [meeting for meeting in organisation.all(Meeting) if meeting.minutes is not None]
    return lacks(organisation, "minutes-to-nobody", [m for m in every if not _goes_out(organisation, m)], every)


def _goes_out(organisation: Organisation, meeting: Meeting) -> bool:
    minutes = meeting.minutes.target if meeting.minutes is not None else None
    if meeting.recipients or not isinstance(minutes, Record):
        return True
    trail = trails(organisation)[minutes.ref]
    return bool(minutes.recipients or trail.told or trail.used_by)
