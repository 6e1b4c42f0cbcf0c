"""Dates of cadences: the rule of the documentation by example, and against a reference that walks day by day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.model.values import Due, Origin, Timing
from remit.source.document import Document
from remit.views.occurrences import Schedule
from remit.views.working_days import WEEKDAYS, WorkingDays

ORIGIN = Origin(Document("post", "a", "policies/posts/a.yaml", {}), ())
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "occurrences.yaml").read_text("utf-8"))
SPRING = (date(2026, 2, 15), date(2026, 2, 23))
NATIONAL = (date(2026, 10, 1), date(2026, 10, 7))
DAYS = WorkingDays(holidays=(SPRING, NATIONAL), makeup=frozenset({date(2026, 2, 28), date(2026, 10, 10)}))


def timed(**fields: Any) -> Timing:
    due = fields.pop("by", None)
    return Timing(ORIGIN, by=Due(**due) if due is not None else None, **fields)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_the_rule(case: dict[str, Any]) -> None:
    schedule = Schedule(DAYS, (2026,), case.get("fiscal_month", 1))
    found = schedule.dates(timed(**yaml.safe_load(case["timing"])), happens=case.get("meeting", False))
    shown = {one.period: one.day.isoformat() for one in found}
    assert len(shown) == len(found) == case["number"]
    assert {period: shown.get(period) for period in case["dates"]} == case["dates"]


offs = st.lists(
    st.tuples(st.dates(date(2025, 11, 1), date(2027, 2, 1)), st.integers(0, 12)).map(
        lambda found: (found[0], found[0] + timedelta(days=found[1]))
    ),
    max_size=5,
)
calendars = st.builds(
    WorkingDays,
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(frozenset),
    offs.map(tuple),
    st.sets(st.dates(date(2025, 12, 1), date(2027, 1, 31)), max_size=5).map(frozenset),
)


def worked(days: WorkingDays, day: date) -> bool:
    """Said once more, plainly."""
    if day in days.makeup:
        return True
    for first, last in days.holidays:
        if first <= day <= last:
            return False
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()] in days.weekdays


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def last_worked(days: WorkingDays, day: date) -> date:
    found = [one for one in every_day(day - timedelta(days=59), day) if worked(days, one)]
    return found[-1] if found else day


def months(year: int) -> list[list[date]]:
    """The days of each month from the December before to the January after."""
    found = []
    for start in [date(year - 1, 12, 1), *(date(year, month, 1) for month in range(1, 13)), date(year + 1, 1, 1)]:
        found.append([day for day in every_day(start, start + timedelta(days=30)) if day.month == start.month])
    return found


@given(calendars, st.integers(1, 31), st.sampled_from(["this", "previous", "next"]))
@settings(max_examples=120, deadline=None)
def test_by_a_day_of_the_month(days: WorkingDays, number: int, of: str) -> None:
    found = Schedule(days, (2026,)).dates(timed(every="month", by={"day": number, "of": of}))
    expected = set()
    for month in months(2026):
        own = [day for day in month if worked(days, day)]
        early = [day for day in own if day.day <= number]
        wanted = [day for day in month if day.day <= number][-1]
        expected.add(early[-1] if early else own[0] if own else last_worked(days, wanted))
    assert {one.day for one in found} == {day for day in expected if day.year == 2026}


@given(calendars, st.integers(1, 23))
@settings(max_examples=120, deadline=None)
def test_by_a_working_day(days: WorkingDays, number: int) -> None:
    found = {one.period: one.day for one in Schedule(days, (2026,)).dates(timed(every="month", by={"workday": number}))}
    for month in months(2026)[1:-1]:
        own = [day for day in month if worked(days, day)]
        if len(own) >= number:
            assert found[f"{month[0]:%Y-%m}"] == own[number - 1]


@given(calendars, st.integers(0, 8))
@settings(max_examples=120, deadline=None)
def test_working_days_before_the_end(days: WorkingDays, lead: int) -> None:
    """So many working days of the month are left after it, where the month has that many."""
    timing = timed(every="month", by={"before_end": f"{lead} workdays"})
    found = {one.period: one.day for one in Schedule(days, (2026,)).dates(timing)}
    for month in months(2026)[1:-1]:
        own = [day for day in month if worked(days, day)]
        if len(own) > lead:
            day = found[f"{month[0]:%Y-%m}"]
            assert worked(days, day)
            assert sum(1 for one in own if one > day) == lead


@given(calendars, st.sampled_from(WEEKDAYS))
@settings(max_examples=120, deadline=None)
def test_a_meeting_stays_in_its_week(days: WorkingDays, weekday: str) -> None:
    timing = timed(every="week", by={"weekday": weekday})
    found = Schedule(days, (2026,)).dates(timing, happens=True)
    assert len({one.period for one in found}) == len(found)
    by_week = {one.period: one.day for one in found}
    for monday in (day for day in every_day(date(2026, 1, 5), date(2026, 12, 21)) if day.weekday() == 0):
        year, number, _ = monday.isocalendar()
        week = [day for day in every_day(monday, monday + timedelta(days=6)) if worked(days, day)]
        day = by_week.get(f"{year}-W{number:02}")
        wanted = monday + timedelta(days=WEEKDAYS.index(weekday))
        later = [one for one in week if one >= wanted]
        assert day == (later[0] if later else week[-1] if week else None)


times = st.one_of(
    st.builds(
        timed,
        every=st.sampled_from(["hour", "shift", "day", "week", "month", "quarter", "half-year", "year"]),
        interval=st.none() | st.integers(2, 40),
        times=st.none() | st.integers(1, 12),
        at_least=st.booleans(),
        by=st.none()
        | st.fixed_dictionaries(
            {},
            optional={
                "month": st.integers(1, 12),
                "day": st.integers(1, 31),
                "workday": st.integers(1, 23),
                "weekday": st.sampled_from(WEEKDAYS),
                "end": st.just(True),
                "before_end": st.sampled_from(["1 day", "3 workdays", "2 weeks", "1 month", "0.5 hours", "2 quarters"]),
                "of": st.sampled_from(["this", "previous", "next"]),
            },
        ),
    ),
    st.just(timed(as_needed=True)),
    st.just(timed(within="2 workdays")),
)


@given(times, calendars, st.integers(1, 12), st.booleans())
@settings(max_examples=250, deadline=None)
def test_every_date_is_a_working_day_of_the_years(
    timing: Timing, days: WorkingDays, fiscal_month: int, happens: bool
) -> None:
    found = Schedule(days, (2026, 2027), fiscal_month).dates(timing, happens=happens)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len({one.period for one in found}) == len(found)
    for one in found:
        assert one.day.year in (2026, 2027)
        near = every_day(one.day - timedelta(days=60), one.day + timedelta(days=60))
        assert worked(days, one.day) or not any(worked(days, day) for day in near[:60])


def test_no_year_no_dates() -> None:
    assert Schedule(DAYS, ()).dates(timed(every="month")) == ()
