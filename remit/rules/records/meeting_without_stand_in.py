"""A regular meeting that nobody may chair while its chair is away.

Why: it is then called off, and what it should decide waits.

Instead: write `stand_in:`. A meeting that is called only on an event can wait for its chair and is not asked; neither is one
whose chair has a deputy, who stands in anyway.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.line import acting_posts
from remit.model.entities import Meeting
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Meetings held every so often, with a chair but without a stand-in and a deputy of the chair."""
    every = [
        meeting
        for meeting in organisation.all(Meeting)
        if meeting.chair is not None and meeting.timing is not None and meeting.timing.every is not None
    ]
    return lacks(organisation, "meeting-without-stand-in", [m for m in every if not _stands_in(m)], every)


def _stands_in(meeting: Meeting) -> bool:
    chairs = acting_posts(meeting.chair)
    return meeting.stand_in is not None or len(chairs) > 1 or any(post.deputy is not None for post in chairs)
