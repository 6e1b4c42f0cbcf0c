"""A management system that defines no meeting at all.

Why: plans, results and problems are discussed by nobody together; a management review is asked for (ISO 9001:2015, 9.3).

Instead: write each meeting with its chair, members, cadence and minutes. A company in its first hours is not asked: only what has a
policy, at least three processes, or at least five units and posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.describes_work import describes_much_work
from remit.model.entities import Meeting
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    if describes_much_work(organisation) and not organisation.all(Meeting):
        system = organisation.system
        yield Diagnostic("no-meetings", system.span(), system.ref)
