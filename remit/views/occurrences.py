"""The dates on which something with a cadence is due in given years. The rule, in the words of the documentation:

- Periods are weeks from Monday, calendar months, and the quarters, half-years and years of the fiscal year. "Previous" and
  "next" are the period before and after the one that the work is for.
- "By the 5th" falls on the 5th of the period, of a longer period's first month, of the last month of a period before. A
  day that the month does not have is its last one.
- Without a due point it is due at the end of the period. Several times a period are spread evenly over it.
- A deadline on a day off moves to the last working day before it in its period, and where the period begins with days
  off, to its first working day. What happens on a day of the week, such as a meeting, moves to the next working day of
  that week, else to the one before. A week without a working day has none.
- "n working days before the end" leaves n working days after it, counted on the working calendar.
- Every two, three, four or six months are counted from the beginning of the fiscal year, weeks from the first week of the
  year, and are due in the last of them.

No dates follow from what is due every hour, shift or day or several times a week, as needed, continuously or after an
event, nor from an interval that does not fit into a year: nothing says in which year it begins.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from remit.model.entities import System
from remit.model.values import Due, Timing
from remit.views.working_days import WEEKDAYS, WorkingDays, named_years, working_days

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_CALENDAR_DAYS = {"day": 1, "week": 7}
_LONGEST_LEAD, _LEAD_DAYS = 366, {**_CALENDAR_DAYS, "workday": 1}
_OF_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is due: its period (2026-07, 2026-W28, 2026-Q3, 2026-H2, 2026; with .2 the second time in
    it), which stays the same when the date moves, and the day.
    """

    period: str
    day: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """What dates are reckoned with: the working days, the years to cover, and the month in which the fiscal year begins."""

    days: WorkingDays
    years: tuple[int, ...]
    fiscal_month: int = 1

    def dates(self, timing: Timing, *, happens: bool = False) -> tuple[Occurrence, ...]:
        """The dates of a time requirement in the years, in order; see above. `happens`: it takes place on its day."""
        if timing.every is None or timing.as_needed or timing.continuous:
            return ()
        found: list[Occurrence] = []
        for periods in self._blocks(timing) if self.years else ():
            found += _in_block(timing, self.days, periods, happens)
        return tuple(
            sorted((one for one in found if one.day.year in self.years), key=lambda one: (one.day, one.period))
        )

    def _blocks(self, timing: Timing) -> Iterator[tuple[_Period, _Period, _Period]]:
        """Each period that something is due for, with the ones before and after; several in one where there is an interval."""
        every, size = str(timing.every), timing.interval or 1
        if every == "week" and (timing.times or 1) == 1:
            periods = list(_weeks(min(self.years), max(self.years)))
        elif every in _MONTHS and 12 % (_MONTHS[every] * size) == 0:
            periods = list(_of_months(every, min(self.years), max(self.years), self.fiscal_month))
        else:
            return
        for index in range(size, len(periods) - 1):
            if _place(periods[index].label, self.fiscal_month) % size == 0:
                last = periods[index]
                first = last if last.weekly else periods[index - size + 1]
                block = _Period(last.label, first.first, last.last, last.weekly)
                yield periods[index - size], block, periods[index + 1]


def schedule(system: System, as_of: str) -> Schedule:
    """The schedule of a company: of the years whose holidays its calendar names, else of the year of a day (YYYY-MM-DD);
    of none where that is not known.
    """
    years = named_years(system.calendar) or ((date.fromisoformat(as_of).year,) if as_of else ())
    start = system.fiscal_year.start if system.fiscal_year is not None else None
    return Schedule(working_days(system.calendar), years, int(start[:2]) if start else 1)


@dataclass(frozen=True, slots=True)
class _Period:
    label: str
    first: date
    last: date
    weekly: bool


def _place(label: str, fiscal_month: int) -> int:
    """Which period of its year it is: a month is counted from the one in which the fiscal year begins."""
    number = label[5:].lstrip("WQH") or "1"
    return (int(number) - fiscal_month) % 12 + 1 if label[5:6].isdigit() else int(number)


def _weeks(low: int, high: int) -> Iterator[_Period]:
    monday = date(low, 1, 4) - timedelta(days=date(low, 1, 4).weekday() + 14)
    while monday.year <= high or monday < date(high + 1, 1, 15):
        year, week, _ = monday.isocalendar()
        yield _Period(f"{year}-W{week:02}", monday, monday + timedelta(days=6), True)
        monday += timedelta(days=7)


def _of_months(every: str, low: int, high: int, fiscal_month: int) -> Iterator[_Period]:
    size = _MONTHS[every]
    for year in range(low - 2, high + 3):
        for number in range(12 // size):
            first = _month(year, fiscal_month + number * size)
            last = _month(year, fiscal_month + (number + 1) * size) - timedelta(days=1)
            named = {"quarter": f"{year}-Q{number + 1}", "half-year": f"{year}-H{number + 1}", "year": str(year)}
            yield _Period(named.get(every, f"{first:%Y-%m}"), first, last, False)


def _month(year: int, month: int) -> date:
    """The first day of a month; months over 12 are those of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _in_block(
    timing: Timing, days: WorkingDays, periods: tuple[_Period, _Period, _Period], happens: bool
) -> Iterator[Occurrence]:
    due = timing.by or Due(end=True)
    before, block, after = periods
    period = {"previous": before, "next": after}.get(due.of, block)
    if period.weekly and not days.within(period.first, period.last):
        return
    day = _point(due, days, period, last_month=due.of == "previous" or timing.interval is not None)
    times = timing.times or 1
    if day is None:
        return
    if times == 1:
        yield Occurrence(block.label, _moved(day, days, period, happens and due.weekday is not None))
        return
    for number in range(1, times + 1):
        yield Occurrence(f"{block.label}.{number}", days.before(_part_end(period.first, day, number, times)))


def _part_end(first: date, last: date, number: int, parts: int) -> date:
    """The last day of one of the equal parts of the days between two: whole months where they come out even."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last + timedelta(days=1)).day == 1 and months % parts == 0:
        return _month(first.year, first.month + months // parts * number) - timedelta(days=1)
    length = (last - first).days + 1
    return first + timedelta(days=max(ceil(length * number / parts) - 1, 0))


def _moved(day: date, days: WorkingDays, period: _Period, happens: bool) -> date:
    """The day moved off a day off, within its period while that has a working day."""
    earlier, later = days.before(day), days.after(day)
    choices = (later, earlier) if happens else (earlier, later)
    inside = (one for one in choices if period.first <= one <= period.last and days.works(one))
    return next(inside, earlier)


def _point(due: Due, days: WorkingDays, period: _Period, last_month: bool) -> date | None:
    """The day of a due point in a period, before it is moved off a day off; None where the period has no such day."""
    if due.month is not None:
        return _in_year(due.month, due.day, period)
    if due.day is not None and not period.weekly:
        month = period.last if last_month else period.first
        return month.replace(day=min(due.day, monthrange(month.year, month.month)[1]))
    if due.workday is not None:
        worked = days.within(period.first, period.last)
        return worked[min(due.workday, len(worked)) - 1] if worked else period.last
    if due.weekday is not None:
        return period.first + timedelta(days=WEEKDAYS.index(due.weekday)) if period.weekly else None
    if due.before_end is not None:
        return _before(period.last, due.before_end, days)
    return period.last if due.day is None else None


def _in_year(month: int, day: int | None, period: _Period) -> date | None:
    """A date of a year; the last day of the month where no day is given."""
    if (period.last - period.first).days < 364:
        return None
    year = period.first.year if month >= period.first.month else period.last.year
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def _before(last: date, lead: str, days: WorkingDays) -> date | None:
    """The day so long before the end of a period; less than a day before is the last day itself, more than a year none."""
    number, _, unit = lead.partition(" ")
    unit, size = unit.removesuffix("s"), float(number)
    if size * (_OF_MONTHS.get(unit, 0) * 30 or _LEAD_DAYS.get(unit, 0)) > _LONGEST_LEAD:
        return None
    if unit == "workday":
        return days.back(last, ceil(size))
    if unit in _OF_MONTHS:
        whole = last.year * 12 + last.month - 1 - ceil(size * _OF_MONTHS[unit])
        return date(whole // 12, whole % 12 + 1, monthrange(whole // 12, whole % 12 + 1)[1])
    return last - timedelta(days=ceil(size * _CALENDAR_DAYS.get(unit, 0)))
