"""The training plan: months from cadences, a row a session to fill in, and who needs what."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from backends.reading import grid, sheet
from remit.backends import edition
from remit.backends.training_plan import render
from remit.model.organisation import Organisation
from remit.views.training_needs import Mark, marks, needs

SYSTEM = """name: {zh: 甲公司, en: Company A}
languages: [zh, en]
groups: [{id: all, name: {zh: 各部门, en: All units}, members: [unit:works, unit:office]}]
"""
FILES = {
    "system.yaml": SYSTEM,
    "units/works.yaml": "name: {zh: 工厂, en: Works}\ntier: department\n",
    "units/team.yaml": "name: {zh: 班组, en: Team}\ntier: team\nparent: works\n",
    "units/office.yaml": "name: {zh: 办公室, en: Office}\ntier: department\n",
    "posts/fitter.yaml": "name: {zh: 装配工, en: Fitter}\nunit: team\n",
    "posts/head.yaml": "name: {zh: 厂长, en: Head}\nunit: works\n",
    "posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\nunit: office\n",
    "externals/carrier.yaml": "name: {zh: 承运商, en: Carrier}\n",
    "trainings/safety.yaml": "name: {zh: 安全, en: Safety}\nhours: 4\naudience: [group:all]\ntiming: {every: half-year}\n",
    "trainings/skills.yaml": "name: {zh: 技能, en: Skills}\nhours: 2\naudience: [post:fitter]\ntiming: {every: month}\n",
    "trainings/induction.yaml": (
        "name: {zh: 入职, en: Induction}\naudience: [{performer: unit:works, except: post:head}, external:carrier]\n"
        "timing: {within: 3 days, of: {zh: 报到, en: joining}}\n"
    ),
}


@pytest.fixture
def organisation(company: Callable[..., Any]) -> Organisation:
    found = company(FILES).organisation
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        ("{every: month}", [(month, True) for month in range(1, 13)]),
        ("{every: week}", [(month, True) for month in range(1, 13)]),
        ("{every: month, interval: 5}", [(5, False), (10, False)]),
        ("{every: month, interval: 3}", [(3, False), (6, False), (9, False), (12, False)]),
        ("{every: quarter}", [(3, False), (6, False), (9, False), (12, False)]),
        ("{every: quarter, by: {end: true}}", [(3, True), (6, True), (9, True), (12, True)]),
        ("{every: quarter, by: {day: 15}}", [(1, True), (4, True), (7, True), (10, True)]),
        ("{every: half-year, by: {day: 10, of: next}}", [(7, True), (1, True)]),
        ("{every: year}", [(12, False)]),
        ("{every: year, interval: 2}", [(12, False)]),
        ("{every: year, by: {month: 4, day: 30}}", [(4, True)]),
        ("{every: year, times: 2, at_least: true}", [(6, False), (12, False)]),
        ("{every: year, times: 5}", [(3, False), (5, False), (8, False), (10, False), (12, False)]),
        ("{within: 3 days, of: {zh: 报到, en: joining}}", []),
        ("{as_needed: true}", []),
        ("{vague: {zh: 定期, en: regularly}}", []),
    ],
)
def test_months_of_a_cadence(company: Callable[..., Any], cadence: str, expected: list[tuple[int, bool]]) -> None:
    files = {
        "system.yaml": SYSTEM.split("groups")[0],
        "trainings/one.yaml": f"name: {{zh: 一, en: One}}\ntiming: {cadence}\n",
    }
    (training,) = company(files).organisation.by_kind["training"].values()
    assert list(marks(training.timing)) == [Mark(*mark) for mark in expected]


def test_a_year_may_begin_in_another_month(organisation: Organisation) -> None:
    safety = organisation.by_kind["training"]["safety"]
    assert [mark.month for mark in marks(safety.timing, 4)] == [9, 3]


def test_who_needs_what(organisation: Organisation) -> None:
    found = needs(organisation)
    assert found.named == {"post:fitter": {"training:skills"}}
    assert found.through == {
        "post:clerk": {"training:safety"},
        "post:fitter": {"training:safety", "training:induction"},
        "post:head": {"training:safety"},
    }
    assert [audience.ref.key for audience in found.others["training:induction"]] == ["external:carrier"]


def test_the_grid_the_log_and_the_needs(organisation: Organisation) -> None:
    data = render(edition(organisation), "zh")["downloads/zh/training-plan.xlsx"]
    plan = grid(data, "年度计划")
    by_name = {row["培训"]: row for row in plan if "培训" in row}
    assert [month for month in range(1, 13) if f"{month}月" in by_name["安全"]] == [6, 12]
    assert {by_name["技能"][f"{month}月"] for month in range(1, 13)} == {"●"}
    assert by_name["安全"]["6月"] == "○"
    assert (by_name["安全"]["全年学时"], by_name["技能"]["全年学时"]) == (8, 24)
    assert not any(f"{month}月" in by_name["入职"] for month in range(1, 13))
    log = grid(data, "实施台账")
    assert len(log) == 2 + 12 + 1
    assert [row["月份"] for row in log if row["培训"] == "安全"] == ["不迟于6月", "不迟于12月"]
    assert log[-1]["月份"].startswith("报到后3天内")
    assert {row["岗位"]: row["培训项数"] for row in grid(data, "培训需求矩阵") if "岗位" in row} == {
        "厂长": 1, "文员": 1, "装配工": 3, "承运商": 1,
    }  # fmt: skip


def test_hours_of_each_month_are_reckoned_and_shown_to_who_does_not_reckon(organisation: Organisation) -> None:
    data = render(edition(organisation), "en")["downloads/en/training-plan.xlsx"]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Plan"]
    total = next(row for row in shown.iter_rows(values_only=True) if str(row[1]).startswith("Hours by month"))
    assert list(total[7:20]) == [2, 2, 2, 2, 2, 6, 2, 2, 2, 2, 2, 6, 32]
    formula = next(row for row in sheet(data, "Plan").iter_rows() if str(row[1].value).startswith("Hours by month"))[7]
    assert formula.value == "=SUMPRODUCT(ROUNDUP(LEN(H7:H10)/2,0),$F7:$F10)"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_valid_and_ready_to_print(
    organisation: Organisation, audit: Callable[[bytes, str], list[str]], lang: str
) -> None:
    data = render(edition(organisation), lang)[f"downloads/{lang}/training-plan.xlsx"]
    assert data == render(edition(organisation), lang)[f"downloads/{lang}/training-plan.xlsx"]
    assert audit(data, "xlsx") == []
    for number in range(3):
        page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[number]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.freeze_panes
        assert page.auto_filter.ref
    log = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    assert {rule.type for rule in log.data_validations.dataValidation} >= {"date", "whole"}


def test_no_trainings_no_plan(company: Callable[..., Any]) -> None:
    assert render(edition(company({"system.yaml": SYSTEM.split("groups")[0]}).organisation), "zh") == {}
