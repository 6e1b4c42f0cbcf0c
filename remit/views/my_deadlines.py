"""What falls to a post by the period in which it comes back: daily, weekly, monthly … yearly, once, and after an event.

What is due at the same time and of the same sort (data of indicators, reviews of documents) is one entry, so that a head
of a department sees a dozen lines, not a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from remit.model.organisation import Organisation
from remit.model.values import Timing
from remit.views.deadlines import Obligation, deadlines, signature
from remit.views.working_days import WEEKDAYS

PERIODS = ("day", "week", "month", "quarter", "half-year", "year", "once", "event")
"""In the order of a calendar; what is due each hour or shift stands with each day."""

_OFTEN = frozenset({"hour", "shift", "day"})
_TOGETHER = frozenset({"kpi", "review"})
_LAST_DAY = 31.0
_WORKDAY = 1.4


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due; several obligations of one sort and time are one entry. Without `timing` it is due once, `on` a day."""

    kind: str
    obligations: tuple[Obligation, ...]
    timing: Timing | None
    on: str


def deadlines_by_post(organisation: Organisation) -> Mapping[str, tuple[Obligation, ...]]:
    """The obligations of each post, by its reference."""
    found: dict[str, list[Obligation]] = {}
    for obligation in deadlines(organisation):
        for post in obligation.posts:
            found.setdefault(post.ref, []).append(obligation)
    return {ref: tuple(items) for ref, items in found.items()}


def by_period(obligations: Iterable[Obligation]) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of each period that has any, in the order of `PERIODS`; within a period by their day."""
    found: dict[str, list[Entry]] = {}
    for entry in entries(obligations):
        found.setdefault(period_of(entry.timing), []).append(entry)
    return {name: tuple(sorted(found[name], key=_day)) for name in PERIODS if name in found}


def entries(obligations: Iterable[Obligation]) -> Iterator[Entry]:
    """Obligations with those of one sort and time put together, in the order in which the first of each is met."""
    together: dict[tuple[str, ...], list[Obligation]] = {}
    for one in obligations:
        when = signature(one.timing) if one.timing is not None else one.on
        who = "+".join(post.ref for post in one.posts)
        key = (one.kind, when, who) if one.kind in _TOGETHER else (one.kind, one.element.ref)
        together.setdefault(key, []).append(one)
    for found in together.values():
        first = found[0]
        yield Entry(first.kind, tuple(found), first.timing, first.on)


def period_of(timing: Timing | None) -> str:
    """The period of `PERIODS` that a time belongs to. None is due once."""
    if timing is None:
        return "once"
    if timing.every is None or timing.as_needed or timing.continuous:
        return "event"
    return "day" if timing.every in _OFTEN else timing.every


def _day(entry: Entry) -> tuple[str, float, float]:
    """Where in its period it falls, near enough to put what comes first before what comes later."""
    due = entry.timing.by if entry.timing is not None else None
    if due is None:
        return entry.on, 12.0, _LAST_DAY + 1
    if due.weekday is not None:
        return entry.on, 0.0, float(WEEKDAYS.index(due.weekday))
    day = due.day if due.day is not None else due.workday * _WORKDAY if due.workday is not None else _LAST_DAY
    month = {"previous": 0.0, "next": 13.0}.get(due.of, float(due.month or (1 if due.day is not None else 12)))
    return entry.on, month, float(day)
