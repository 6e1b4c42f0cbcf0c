"""The company's working calendar: which days are worked, and the nearest ones to a day that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from remit.model.entities import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STANDARD = frozenset(WEEKDAYS[:5])
_FARTHEST = 60
"""Days after which no working day is looked for: a calendar without any leaves a day where it is."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Worked days: those of the week, less the holidays (first and last day of each), plus the days that make up for them."""

    weekdays: frozenset[str] = _STANDARD
    holidays: tuple[tuple[date, date], ...] = ()
    makeup: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a day is worked. A make-up day is, even where a holiday lies over it."""
        if day in self.makeup:
            return True
        return WEEKDAYS[day.weekday()] in self.weekdays and not any(
            first <= day <= last for first, last in self.holidays
        )

    def before(self, day: date) -> date:
        """The day, or the last working day before it."""
        return next((one for one in _days(day, -1) if self.works(one)), day)

    def after(self, day: date) -> date:
        """The day, or the first working day after it."""
        return next((one for one in _days(day, 1) if self.works(one)), day)

    def within(self, first: date, last: date) -> list[date]:
        """The working days from one day to another, both included."""
        return [one for one in _days(first, 1, (last - first).days + 1) if self.works(one)]

    def back(self, day: date, number: int) -> date:
        """The working day that lies so many working days before the last one on or before a day."""
        found = self.before(day)
        for _ in range(number):
            found = self.before(found - timedelta(days=1))
        return found


def _days(start: date, step: int, number: int = _FARTHEST) -> Iterator[date]:
    return (start + timedelta(days=step * count) for count in range(number))


def working_days(calendar: WorkCalendar | None) -> WorkingDays:
    """The working days of a calendar; Monday to Friday where it does not say."""
    if calendar is None:
        return WorkingDays()
    return WorkingDays(
        frozenset(calendar.workdays) or _STANDARD,
        tuple(
            (date.fromisoformat(holiday.date), date.fromisoformat(holiday.to or holiday.date))
            for holiday in calendar.holidays
        ),
        frozenset(date.fromisoformat(day) for day in calendar.makeup),
    )


def named_years(calendar: WorkCalendar | None) -> tuple[int, ...]:
    """The years whose holidays the calendar names: only in those can a date be moved off a holiday."""
    if calendar is None:
        return ()
    found = {date.fromisoformat(holiday.date).year for holiday in calendar.holidays}
    return tuple(sorted(found))
