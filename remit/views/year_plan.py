"""The days of a calendar: what is due on each, with indicators of one supplier and time put together.

What comes back each day or week is left to a list of its own: on every page of a month it would hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from remit.model.entities import Post
from remit.model.organisation import Organisation, remembered
from remit.views.deadlines import Obligation, deadlines, same_dates
from remit.views.my_deadlines import Entry, entries, period_of
from remit.views.occurrences import Occurrence, Schedule

_EVERY_FEW_DAYS = frozenset({"day", "week"})


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry on one of its days."""

    day: date
    entry: Entry

    @property
    def posts(self) -> tuple[Post, ...]:
        """To whom it falls; none where that depends on the case."""
        return tuple({post.ref: post for one in self.entry.obligations for post in one.posts}.values())


@lru_cache(maxsize=4)
def _known_dates(schedule: Schedule) -> dict[tuple[object, ...], tuple[Occurrence, ...]]:
    return {}


class Dates:
    """The dates of obligations on a schedule. Many share a time, whose dates are reckoned once, whoever asks."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule, self._known = schedule, _known_dates(schedule)

    def of(self, obligation: Obligation) -> tuple[Occurrence, ...]:
        """The dates of an obligation. What is due once keeps its year, even one whose holidays are not known yet."""
        timing = obligation.timing
        if timing is None:
            return self._once(obligation.on)
        key = (same_dates(timing), obligation.happens)
        if key not in self._known:
            self._known[key] = self._schedule.dates(timing, happens=obligation.happens)
        return self._known[key]

    def _once(self, on: str) -> tuple[Occurrence, ...]:
        if not on or not self._schedule.years:
            return ()
        return (Occurrence(on, self._schedule.days.before(date.fromisoformat(on))),)


@remembered
def planned(organisation: Organisation, schedule: Schedule) -> tuple[Planned, ...]:
    """Everything with a day in the years of the schedule, by day; every language asks."""
    return tuple(sorted(_planned(organisation, schedule), key=lambda one: one.day))


def frequent(organisation: Organisation) -> tuple[Entry, ...]:
    """What comes back each day or week: the plan of days leaves it out."""
    return tuple(entry for entry in entries(deadlines(organisation)) if period_of(entry.timing) in _EVERY_FEW_DAYS)


def _planned(organisation: Organisation, schedule: Schedule) -> Iterator[Planned]:
    dates = Dates(schedule)
    for entry in entries(deadlines(organisation)):
        if period_of(entry.timing) not in _EVERY_FEW_DAYS:
            for one in dates.of(entry.obligations[0]):
                if one.day.year in schedule.years:
                    yield Planned(one.day, entry)
