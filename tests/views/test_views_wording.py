"""Times, amounts and targets as they are read aloud, in both languages: golden_wording.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.compiler import Compilation
from remit.labels import labels
from remit.language.schemas import common_definitions
from remit.model.entities import Kpi, Meeting, Post
from remit.model.values import Due, Origin, Timing
from remit.source.document import Document
from remit.views.local_names import bounds
from remit.views.wording import (
    amount,
    amount_range,
    date,
    day_of_year,
    duration,
    percent,
    target,
    timing,
)

Company = Callable[[Mapping[str, str]], Compilation]
HERE = Path(__file__).parent
GOLDEN: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "golden_wording.yaml").read_text("utf-8"))
SYSTEM = "{name: {zh: 公司, en: Company}, languages: [zh, en]}"
LANGUAGES = ("zh", "en")


def cases(section: str) -> Callable[[Callable[..., None]], pytest.MarkDecorator]:
    return pytest.mark.parametrize("case", GOLDEN[section], ids=lambda case: f"{section} {next(iter(case.values()))}")


def shown(case: Mapping[str, Any], say: Callable[[str], str]) -> None:
    assert {lang: say(lang) for lang in LANGUAGES} == {lang: case[lang] for lang in LANGUAGES}


@cases("timings")
def test_times(case: dict[str, str], company: Company) -> None:
    post = f"name: 采购员\nduties:\n  - id: x\n    text: 询价\n    timing: {case['timing']}\n"
    compilation = company({"system.yaml": SYSTEM, "posts/a.yaml": post})
    assert not [f.diagnostic for f in compilation.findings if f.code.startswith("LNG")]
    assert compilation.organisation is not None
    (found,) = compilation.organisation.all(Post)
    shown(case, lambda lang: timing(found.duties[0].timing, lang))


@cases("meetings")
def test_times_of_meetings(case: dict[str, str], company: Company) -> None:
    meeting = f"name: 例会\ntiming: {case['timing']}\n"
    organisation = company({"system.yaml": SYSTEM, "meetings/a.yaml": meeting}).organisation
    assert organisation is not None
    (found,) = organisation.all(Meeting)
    shown(case, lambda lang: timing(found.timing, lang))


@cases("amounts")
def test_amounts(case: dict[str, Any]) -> None:
    shown(case, lambda lang: amount(case["value"], lang, case["currency"]))


@cases("ranges")
def test_ranges(case: dict[str, Any]) -> None:
    shown(case, lambda lang: amount_range(case["above"], case["up_to"], lang, case["currency"]))


@cases("dates")
def test_dates(case: dict[str, Any]) -> None:
    shown(case, lambda lang: date(case["value"], lang))


@cases("days")
def test_days_of_the_year(case: dict[str, Any]) -> None:
    shown(case, lambda lang: day_of_year(case["value"], lang))


@cases("durations")
def test_durations(case: dict[str, Any]) -> None:
    shown(case, lambda lang: duration(case["value"], lang))


@cases("percents")
def test_percents(case: dict[str, Any]) -> None:
    shown(case, lambda lang: percent(case["value"], lang))


@cases("targets")
def test_targets(case: dict[str, Any], company: Company) -> None:
    unit = case["unit"] if case["unit"].startswith("{") else f'"{case["unit"]}"'
    kpi_file = f"name: 及时率\nunit: {unit}\ntarget: {case['target']}\n"
    compilation = company({"system.yaml": SYSTEM, "kpis/k.yaml": kpi_file})
    assert compilation.organisation is not None
    (kpi,) = compilation.organisation.all(Kpi)
    shown(case, lambda lang: target(kpi.target, kpi, lang))


@cases("criteria")
def test_bounds(case: dict[str, Any]) -> None:
    given = {name: case["bounds"].get(name) for name in ("above", "at_least", "up_to", "below")}
    shown(case, lambda lang: bounds(case[f"{lang}_unit"], lang, **given))


def test_there_are_enough_to_read() -> None:
    assert sum(map(len, GOLDEN.values())) >= 100


_PROPERTIES = common_definitions()["timing"]["oneOf"][0]["properties"]
_PERIODS = _PROPERTIES["every"]["enum"]
_ORIGIN = Origin(Document("post", "a", "policies/posts/a.yaml", {}), ())
dues = st.one_of(
    st.builds(Due, day=st.integers(1, 31), of=st.sampled_from(["this", "previous", "next"])),
    st.builds(Due, workday=st.integers(1, 23), of=st.sampled_from(["this", "previous", "next"])),
    st.builds(Due, end=st.just(True), time=st.just("17:00")),
    st.builds(Due, end=st.just(True), of=st.sampled_from(["this", "previous", "next"])),
    st.builds(Due, weekday=st.sampled_from(["mon", "sun"]), time=st.sampled_from([None, "08:30"])),
    st.builds(Due, month=st.integers(1, 12), day=st.none() | st.integers(1, 28)),
    st.builds(Due, before_end=st.sampled_from(["1 day", "3 workdays"])),
    st.builds(Due, time=st.just("08:30")),
)
times = st.one_of(
    st.builds(Timing, st.just(_ORIGIN), every=st.sampled_from(_PERIODS), by=st.none() | dues),
    st.builds(Timing, st.just(_ORIGIN), every=st.sampled_from(_PERIODS), interval=st.integers(2, 12)),
    st.builds(
        Timing,
        st.just(_ORIGIN),
        every=st.sampled_from(_PERIODS),
        times=st.integers(1, 9),
        at_least=st.booleans(),
        max_gap=st.sampled_from([None, "2 weeks"]),
    ),
)


@given(times, st.sampled_from(["zh", "en"]))
@settings(max_examples=150, deadline=None)
def test_every_time_has_words(value: Timing, lang: str) -> None:
    text = timing(value, lang)
    assert text
    assert text == text.strip()
    assert "{" not in text
    assert "None" not in text
    assert "  " not in text


@given(times, times)
@settings(max_examples=150, deadline=None)
def test_two_times_never_read_alike(one: Timing, two: Timing) -> None:
    """Nothing that is written is lost when it is read aloud: what differs in the file differs in the words."""
    different = _written(one) != _written(two)
    for lang in ("zh", "en"):
        assert (timing(one, lang) != timing(two, lang)) == different


def _written(value: Timing) -> tuple[object, ...]:
    """A time by its parts; once a period is the period itself."""
    by = value.by
    due = (by.month, by.day, by.workday, by.weekday, by.end, by.before_end, by.time, by.of) if by else None
    times = None if value.times == 1 and not value.at_least else value.times
    return value.every, value.interval, times, value.at_least and value.times is not None, value.max_gap, due


def test_both_languages_have_the_same_labels() -> None:
    zh, en = labels("zh"), labels("en")
    # A period ends with words of its own in Chinese: 月底, 季度末, 每班结束.
    ends = {f"{where}.end_{period}" for where in ("due", "due.point") for period in _PERIODS}
    assert _names(zh.get("due"), "due") - ends == _names(en.get("due"), "due")
    assert _names(zh.get("half_duration"), "") == _names(en.get("half_duration"), "") == _names(zh.get("duration"), "")
    assert set(en.get("money_units")) - {"RMB"} <= set(zh.get("currency"))
    assert _names(zh.get("duration"), "") == _names(en.get("duration"), "")
    assert _names(zh.get("period"), "") == _names(en.get("period"), "") == set(_PERIODS)


def _names(table: Any, prefix: str) -> set[str]:
    if not isinstance(table, dict):
        return {prefix}
    return {name for key, part in table.items() for name in _names(part, f"{prefix}.{key}".lstrip("."))}
