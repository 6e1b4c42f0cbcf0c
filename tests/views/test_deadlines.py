"""What falls due to whom: one obligation for one piece of work, at its most exact place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from remit.compiler import Compilation
from remit.views.deadlines import Obligation, deadlines, signature

Company = Callable[[Mapping[str, str]], Compilation]
MONTHLY = "timing: {every: month, by: {day: 5}}"
FILES = {
    "units/sales.yaml": (
        "name: 销售部\nhead: chief\nfunctions:\n"
        "  - id: f\n    text: 销售\n    items: [{id: a, text: 汇总订单, timing: {every: month}}, {id: b, text: 催收, timing: {every: week}}]\n"
    ),
    "posts/chief.yaml": f"name: 经理\nunit: sales\nduties: [{{id: a, text: 汇总订单, functions: [sales/a], {MONTHLY}}}]\n",
    "posts/clerk.yaml": "name: 文员\nunit: sales\n",
}


def found(company: Company, files: Mapping[str, str]) -> dict[str, Obligation]:
    organisation = company({**FILES, **files}).organisation
    assert organisation is not None
    every = deadlines(organisation)
    assert len({(one.kind, one.element.ref) for one in every}) == len(every)
    return {f"{one.kind} {one.element.ref}": one for one in every}


def test_a_function_is_left_to_the_duty_that_realises_it_at_the_same_time(company: Company) -> None:
    by = found(company, {})
    assert set(by) == {"duty post:chief/a", "function unit:sales/b"}
    assert [post.id for post in by["function unit:sales/b"].posts] == ["chief"]


def test_a_duty_is_left_to_its_step(company: Company) -> None:
    step = f"name: 汇总\nsteps: [{{id: s, name: 汇总, performer: post:chief, duty: chief/a, {MONTHLY}}}]\n"
    assert "duty post:chief/a" not in found(company, {"processes/p.yaml": step})
    other = step.replace("day: 5", "day: 9")
    assert {"duty post:chief/a", "step process:p/s"} <= set(found(company, {"processes/p.yaml": other}))


def test_a_step_is_left_to_its_record_where_the_same_people_make_it(company: Company) -> None:
    step = f"name: 汇总\nsteps: [{{id: s, name: 汇总, performer: post:chief, outputs: [record:r], {MONTHLY}}}]\n"
    record = f"name: 汇总表\nmaker: post:chief\n{MONTHLY}\n"
    assert "step process:p/s" not in found(company, {"processes/p.yaml": step, "records/r.yaml": record})
    by = found(company, {"processes/p.yaml": step, "records/r.yaml": record.replace("chief", "clerk")})
    assert {"step process:p/s", "record record:r"} <= set(by)


def test_a_process_is_left_to_what_is_in_it(company: Company) -> None:
    bare = (
        "name: 汇总\nowner: post:chief\ntiming: {every: month}\nsteps: [{id: s, name: 汇总, performer: post:clerk}]\n"
    )
    assert [post.id for post in found(company, {"processes/p.yaml": bare})["process process:p"].posts] == ["chief"]
    dated = bare.replace("post:clerk}", f"post:clerk, {MONTHLY}}}")
    assert "process process:p" not in found(company, {"processes/p.yaml": dated})


def test_meetings_kpis_trainings_and_incentives_fall_to_those_who_act(company: Company) -> None:
    by = found(
        company,
        {
            "meetings/m.yaml": "name: 例会\nchair: post:chief\nmembers: [post:clerk]\nrecipients: [post:other]\n"
            "timing: {every: week}\n",
            "kpis/k.yaml": "name: 回款率\nsupplied_by: post:clerk\nverified_by: post:chief\nperiod: {every: month}\n",
            "trainings/t.yaml": "name: 培训\naudience: [unit:sales]\ntiming: {every: year}\n",
            "incentives/i.yaml": "name: 奖励\nproposed_by: post:clerk\ndecided_by: post:chief\ntiming: {every: quarter}\n",
        },
    )
    who = {name: {post.id for post in one.posts} for name, one in by.items()}
    assert who["meeting meeting:m"] == {"chief", "clerk"}
    assert who["kpi kpi:k"] == {"clerk"}
    assert who["training training:t"] == {"chief", "clerk"}
    assert who["incentive incentive:i"] == {"chief", "clerk"}
    assert by["meeting meeting:m"].happens
    assert not by["kpi kpi:k"].happens


def test_a_review_is_due_by_the_document_else_by_its_class(company: Company) -> None:
    system = "{name: 公司, languages: [zh], document_classes: [{id: rule, name: 制度, review_every: 24 months}]}"
    control = "control: {owner: sales, effective: '2026-01-31'"
    by = found(
        company,
        {
            "system.yaml": system,
            "policies/a.yaml": f"name: 甲制度\nclass: rule\n{control}}}\n",
            "policies/b.yaml": f"name: 乙制度\nclass: rule\n{control}, review_every: 1 month}}\n",
            "policies/c.yaml": f"name: 丙制度\nclass: rule\n{control}, status: withdrawn}}\n",
            "policies/d.yaml": "name: 丁制度\nclass: rule\ncontrol: {owner: sales}\n",
        },
    )
    reviews = {name: (one.on, [post.id for post in one.posts]) for name, one in by.items() if one.kind == "review"}
    assert reviews == {
        "review policy:a": ("2028-01-31", ["chief"]),
        "review policy:b": ("2026-02-28", ["chief"]),
    }


def test_times_that_differ_have_words_that_differ(company: Company) -> None:
    written = (
        "{every: month}", "{every: month, interval: 3}", "{every: month, times: 3}", "{every: month, by: {day: 3}}",
        "{every: month, by: {workday: 3}}", "{every: month, by: {day: 3, of: next}}", "{every: year, by: {month: 3}}",
        "{every: year, by: {month: 3, day: 1}}", "{every: month, by: {end: true}}", "{every: week, by: {weekday: mon}}",
        "{every: month, by: {before_end: 3 workdays}}",
    )  # fmt: skip
    duties = ", ".join(f"{{id: d{n}, text: 事{n}, timing: {timing}}}" for n, timing in enumerate(written))
    by = found(company, {"posts/clerk.yaml": f"name: 文员\nunit: sales\nduties: [{duties}]\n"})
    timings = [one.timing for name, one in by.items() if name.startswith("duty post:clerk/")]
    named = {signature(timing) for timing in timings if timing is not None}
    assert len(named) == len(timings) == len(written), sorted(named)
