"""A meeting of which nobody knows who takes part.

Why: whoever is not invited is not bound; whether the right parties were heard cannot be shown.

Instead: write `members:`.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Meeting
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings without members."""
    every = organisation.all(Meeting)
    return lacks(organisation, "meeting-without-members", [meeting for meeting in every if not meeting.members], every)
