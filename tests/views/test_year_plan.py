"""The dates of obligations are those of their own time, though equal times are reckoned once."""

from __future__ import annotations

from datetime import date

import pytest

from remit.model.entities import Kpi
from remit.views.deadlines import deadlines
from remit.views.occurrences import schedule
from remit.views.year_plan import Dates
from tests.conftest import Company

SYSTEM = 'name: 公司\nlanguages: [zh]\ncalendar: {workdays: [mon, tue, wed, thu, fri], holidays: [{date: "2026-10-01", to: "2026-10-07"}]}\n'
TIMES = {
    "day-3": "{every: month, by: {day: 3}}",
    "workday-3": "{every: month, by: {workday: 3}}",
    "end": "{every: month, by: {end: true}}",
    "quarter": "{every: quarter, by: {day: 3}}",
    "next": "{every: month, by: {day: 3, of: next}}",
    "again": "{every: month, by: {day: 3}}",
}


@pytest.fixture
def files() -> dict[str, str]:
    kpis = {f"kpis/{name}.yaml": f"name: {name}\nperiod: {when}\n" for name, when in TIMES.items()}
    meeting = "name: 例会\ntiming: {every: week, by: {weekday: thu}}\n"
    training = "name: 培训\ntiming: {every: week, by: {weekday: thu}}\n"
    return {"system.yaml": SYSTEM, "meetings/m.yaml": meeting, "trainings/t.yaml": training, **kpis}


def test_each_obligation_has_the_dates_of_its_own_time(company: Company, files: dict[str, str]) -> None:
    organisation = company(files).organisation
    assert organisation is not None
    found = schedule(organisation.system, "")
    dates = Dates(found)
    every = deadlines(organisation)
    assert len(every) == len(TIMES) + 2
    for one in every:
        assert one.timing is not None
        assert dates.of(one) == found.dates(one.timing, happens=one.happens)
    of = {kpi.id: dates.of(one)[0].day for one in every if isinstance(kpi := one.element, Kpi)}
    assert of["day-3"] == of["again"] == date(2026, 1, 2)
    assert of["workday-3"] == date(2026, 1, 5)
