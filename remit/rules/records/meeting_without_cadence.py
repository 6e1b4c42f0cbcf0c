"""A meeting of which nothing says when it is held.

Why: it is held when somebody has time, and its decisions come too late or never.

Instead: write `timing:`: a cadence, or the event after which it is called (`within … of …`, `on: …`, `as_needed`).
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Meeting
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings without a timing; a vague one is reported as a vague value."""
    every = organisation.all(Meeting)
    return lacks(
        organisation, "meeting-without-cadence", [meeting for meeting in every if meeting.timing is None], every
    )
