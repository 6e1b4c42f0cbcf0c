"""Calendar files: read back by a second reader, stable names of events, escaping and folding, and what a post sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import vobject

from remit.backends import Edition, calendars, edition
from remit.model.organisation import Organisation

Company = Callable[..., Any]
SYSTEM = """
name: {zh: 甲公司, en: Alpha}
code: AL
languages: [zh, en]
timezone: Asia/Shanghai
calendar:
  workdays: [mon, tue, wed, thu, fri]
  holidays: [{date: "2026-10-01", to: "2026-10-07"}]
  makeup: ["2026-10-10"]
document_classes: [{id: plan, name: {zh: 计划, en: Plan}, review_every: 12 months}]
"""
BUYER = """
name: {zh: 采购员, en: Buyer}
unit: purchasing
duties:
  - {id: plan, text: {zh: 编制采购计划, en: Make the purchasing plan}, timing: {every: month, by: {day: 5}}}
  - {id: tidy, text: {zh: 整理询价单, en: Tidy the inquiries}, timing: {every: day}}
  - {id: count, text: {zh: "盘点；含逗号, 分号; 反斜杠\\\\ 的样品", en: Count samples}, timing: {every: quarter}}
"""
FILES = {
    "system.yaml": SYSTEM,
    "units/purchasing.yaml": "name: {zh: 采购部, en: Purchasing}\nhead: buyer\n",
    "posts/buyer.yaml": BUYER,
    "posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\nunit: purchasing\n",
    "records/purchasing-plan.yaml": (
        "name: {zh: 采购计划, en: Purchasing plan}\nclass: plan\nmaker: post:buyer\ntiming: {every: month, by: {day: 5}}\n"
    ),
    "processes/purchasing.yaml": (
        "name: {zh: 采购, en: Purchasing}\nsteps:\n"
        "  - {id: draft, name: {zh: 编制计划, en: Draft the plan}, performer: post:buyer, duty: buyer/plan,\n"
        "     outputs: [record:purchasing-plan], timing: {every: month, by: {day: 5}}}\n"
    ),
    "meetings/weekly.yaml": (
        "name: {zh: 周例会, en: Weekly meeting}\nchair: post:buyer\nmembers: [post:clerk]\n"
        "timing: {every: week, by: {weekday: mon, time: '08:30'}}\n"
    ),
    "kpis/one.yaml": "name: {zh: 到货及时率, en: On-time}\nsupplied_by: post:clerk\nperiod: {every: month, by: {day: 8}}\n",
    "kpis/two.yaml": "name: {zh: 采购节约率, en: Savings}\nsupplied_by: post:clerk\nperiod: {every: month, by: {day: 8}}\n",
}
PREFIX = "downloads/zh/calendar/"


@pytest.fixture
def alpha(company: Company) -> Edition:
    organisation: Organisation = company(FILES).organisation
    return edition(organisation)


@pytest.fixture
def files(alpha: Edition) -> dict[str, bytes]:
    return calendars.render(alpha, "zh")


def events(data: bytes) -> dict[str, Any]:
    """The events by UID, as vobject reads them; none may stand twice."""
    found = [item for item in vobject.readOne(data.decode()).components() if item.name == "VEVENT"]
    by_uid = {item.uid.value: item for item in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_a_calendar_for_each_post_and_the_company(files: dict[str, bytes]) -> None:
    assert set(files) == {f"{PREFIX}{name}.ics" for name in ("buyer", "clerk", "company")}
    read = vobject.readOne(files[f"{PREFIX}buyer.ics"].decode())
    assert read.method.value == "PUBLISH"
    assert read.contents["x-wr-calname"][0].value == "甲公司采购员工作日历"
    assert "另有1项" in read.contents["x-wr-caldesc"][0].value


def test_one_piece_of_work_is_one_event(files: dict[str, bytes]) -> None:
    """Duty, step and record with the same time: the record alone."""
    found = events(files[f"{PREFIX}buyer.ics"])
    october = [uid for uid, item in found.items() if str(item.dtstart.value) == "2026-10-08" and "record" in uid]
    assert october == ["record:purchasing-plan/2026-10@AL.remit"]
    assert not [uid for uid in found if uid.startswith(("post:buyer/plan", "process:purchasing/draft"))]


def test_an_event_says_what_who_and_when(files: dict[str, bytes]) -> None:
    item = events(files[f"{PREFIX}buyer.ics"])["record:purchasing-plan/2026-06@AL.remit"]
    assert item.summary.value == "采购计划"
    assert item.dtstart.value == date(2026, 6, 5)
    assert item.dtend.value == date(2026, 6, 6)
    assert item.description.value.split("\n") == [
        "期限：每月5日前",
        "责任人：采购员",
        "类别：计划",
    ]
    assert item.categories.value == ["记录与报告"]
    assert item.transp.value == "TRANSPARENT"
    assert item.valarm.trigger.value.total_seconds() == -15 * 3600


def test_a_weekly_meeting_repeats_and_moves_with_the_holidays(files: dict[str, bytes]) -> None:
    found = events(files[f"{PREFIX}clerk.ics"])
    series = found["meeting:weekly/weekly-2026@AL.remit"]
    dates = set(series.getrruleset(addRDate=True))
    assert datetime(2026, 9, 28) in dates
    assert datetime(2026, 10, 5) not in dates
    assert datetime(2026, 12, 28) in dates
    assert len(dates) == 51
    moved = found["meeting:weekly/2026-W41@AL.remit"]
    assert moved.dtstart.value == date(2026, 10, 8)
    assert "时间：每周一08:30" in moved.description.value
    assert "valarm" not in series.contents


def test_kpis_that_are_supplied_together_are_one_event(files: dict[str, bytes]) -> None:
    found = events(files[f"{PREFIX}clerk.ics"])
    item = found["post:clerk/kpi-data-month-8/2026-06@AL.remit"]
    assert item.summary.value == "提供2项指标数据"
    assert "指标：到货及时率、采购节约率" in item.description.value


def test_text_is_escaped_and_lines_are_folded(files: dict[str, bytes]) -> None:
    data = files[f"{PREFIX}buyer.ics"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode()
    item = next(item for uid, item in events(data).items() if uid.startswith("post:buyer/count"))
    assert item.summary.value == "盘点；含逗号, 分号; 反斜杠\\ 的样品"


@pytest.mark.parametrize(
    ("by", "period"),
    [
        ("every: month, by: {day: 25, of: previous}", "所属期：2026年6月"),
        ("every: quarter, by: {day: 20, of: previous}", "所属期：2026年第三季度"),
        ("every: half-year, by: {workday: 5, of: next}", "所属期：2026年上半年"),
        ("every: year, by: {month: 12, day: 15, of: previous}", "所属期：2027年"),
    ],
)
def test_work_for_another_period_says_for_which(company: Company, by: str, period: str) -> None:
    files = FILES | {"records/plan.yaml": f"name: {{zh: 预排}}\nmaker: post:buyer\ntiming: {{{by}}}\n"}
    found = events(calendars.render(edition(company(files).organisation), "zh")[f"{PREFIX}buyer.ics"])
    assert period in {line for item in found.values() for line in item.description.value.split("\n")}


def test_a_weekly_task_of_the_week_before_repeats(company: Company) -> None:
    timing = "{every: week, by: {weekday: fri, of: previous}}"
    files = FILES | {"records/plan.yaml": f"name: {{zh: 预排}}\nmaker: post:buyer\ntiming: {timing}\n"}
    found = events(calendars.render(edition(company(files).organisation), "zh")[f"{PREFIX}buyer.ics"])
    assert found["record:plan/weekly-2026@AL.remit"].description.value.startswith("期限：每周一次，上周五前\n责任人")


def test_hostile_text_stays_text(company: Company) -> None:
    name = "END:VEVENT\\nBEGIN:VALARM\\r\\nATTACH:http://example.com;X=1"
    files = FILES | {"records/hostile.yaml": f'name: {{zh: "{name}"}}\nmaker: post:buyer\ntiming: {{every: year}}\n'}
    found = events(calendars.render(edition(company(files).organisation), "zh")[f"{PREFIX}buyer.ics"])
    (item,) = [item for uid, item in found.items() if uid.startswith("record:hostile")]
    assert item.summary.value.replace("\r", "").startswith("END:VEVENT\nBEGIN:VALARM")
    assert set(item.contents) >= {"summary", "valarm"}
    assert "attach" not in item.contents
    assert len(item.contents["valarm"]) == 1


def test_every_event_has_its_fixed_stamp(alpha: Edition) -> None:
    first, second = calendars.render(alpha, "en"), calendars.render(replace(alpha, as_of="2026-11-21"), "en")
    assert first == second
    stamps = set(re.findall(rb"DTSTAMP:(\S+)", first["downloads/en/calendar/company.ics"]))
    assert stamps == {b"20260101T000000Z"}


def test_an_event_keeps_its_name_when_it_moves(company: Company, files: dict[str, bytes]) -> None:
    moved = {path: text.replace("day: 5", "day: 9") for path, text in FILES.items()}
    after = calendars.render(edition(company(moved).organisation), "zh")
    assert set(events(files[f"{PREFIX}buyer.ics"])) == set(events(after[f"{PREFIX}buyer.ics"]))


def test_the_year_of_the_edition_stands_in_for_a_calendar(company: Company) -> None:
    bare = FILES | {"system.yaml": "{name: {zh: 甲公司, en: Alpha}, languages: [zh, en]}"}
    alpha = edition(company(bare).organisation)
    assert calendars.render(alpha, "zh") == {}
    found = calendars.render(replace(alpha, as_of="2027-03-01"), "zh")
    assert "record:purchasing-plan/2027-06@company.remit" in events(found[f"{PREFIX}buyer.ics"])


def test_a_review_is_due_after_the_approval(company: Company) -> None:
    policy = (
        "name: {zh: 制度, en: Rule}\ncontrol: {owner: purchasing, effective: '2026-02-01', review_every: 12 months}\n"
    )
    found = calendars.render(edition(company(FILES | {"policies/rule.yaml": policy}).organisation), "zh")
    (item,) = [
        item for uid, item in events(found[f"{PREFIX}buyer.ics"]).items() if uid.startswith("policy:rule/review")
    ]
    assert item.dtstart.value == date(2027, 2, 1)
    assert item.summary.value == "文件复审：制度（制度）"
