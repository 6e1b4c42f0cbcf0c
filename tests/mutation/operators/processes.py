"""Plants the defects of the process rules, as a careless editor would leave them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.mutation.tree import Mutant, Tree, plants

Steps = list[dict[str, Any]]
_GATES = ("review", "approve")


def _draw(tree: Tree, draw: random.Random) -> tuple[str, Any, Steps]:
    """A random process: its reference, a copy of its data and its steps."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    return ref, data, data["steps"]


def _plain(steps: Steps) -> bool:
    """Whether the steps follow one another, without branches or jumps."""
    return not any("next" in step or "branches" in step for step in steps)


def _targets(steps: Steps) -> Iterator[str]:
    for step in steps:
        yield from (branch["to"] for branch in step.get("branches", ()))
        following = step.get("next", ())
        yield from [following] if isinstance(following, str) else following
        if "on_reject" in step:
            yield step["on_reject"]["to"]


@plants("unknown-step")
def misspell_target(tree: Tree, draw: random.Random) -> Mutant | None:
    """A way back, a branch or a next step with a slip of the pen."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    step = steps[index]
    if "on_reject" in step:
        step["on_reject"]["to"] += "s"
        return Mutant("unknown-step", {ref: data}, f"{ref}/{step['id']}", ("steps", index, "on_reject", "to"))
    if "branches" in step:
        step["branches"][0]["to"] = "nowhere"
        return Mutant("unknown-step", {ref: data}, f"{ref}/{step['id']}", ("steps", index, "branches", 0, "to"))
    return None


@plants("unknown-step")
def remove_referred_step(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step is taken out; another still goes back to it."""
    ref, data, steps = _draw(tree, draw)
    pointing = [i for i, step in enumerate(steps) if "on_reject" in step and step["on_reject"]["to"] != step["id"]]
    if not pointing:
        return None
    gone = steps[draw.choice(pointing)]["on_reject"]["to"]
    steps[:] = [step for step in steps if step["id"] != gone]
    index = next(i for i, step in enumerate(steps) if step.get("on_reject", {}).get("to") == gone)
    return Mutant("unknown-step", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "on_reject", "to"))


@plants("unreachable-step")
def end_too_early(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step in the middle ends the process."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    if index + 1 >= len(steps) or not _plain(steps) or steps[index + 1]["id"] in set(_targets(steps)):
        return None
    steps[index]["next"] = "end"
    return Mutant("unreachable-step", {ref: data}, f"{ref}/{steps[index + 1]['id']}", ("steps", index + 1))


@plants("unreachable-step")
def skip_a_step(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step jumps over the next one."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    if index + 2 >= len(steps) or not _plain(steps) or steps[index + 1]["id"] in set(_targets(steps)):
        return None
    steps[index]["next"] = steps[index + 2]["id"]
    return Mutant("unreachable-step", {ref: data}, f"{ref}/{steps[index + 1]['id']}", ("steps", index + 1))


@plants("process-without-end")
def lead_back(tree: Tree, draw: random.Random) -> Mutant | None:
    """The last step leads back to an earlier one."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2:
        return None
    steps[-1]["next"] = draw.choice(steps[:-1])["id"]
    return Mutant("process-without-end", {ref: data}, ref, ("steps",), key=True)


@plants("gate-without-failure-branch")
def drop_the_way_back(tree: Tree, draw: random.Random) -> Mutant | None:
    """A review or an approval that can no longer refuse."""
    ref, data, steps = _draw(tree, draw)
    gates = [i for i, step in enumerate(steps) if step.get("action") in _GATES and "on_reject" in step]
    gates = [
        i
        for i in gates
        if not {"branches", "text", "escalation"} & set(steps[i]) and i + 1 < len(steps) and _plain(steps)
    ]
    if not gates:
        return None
    index = draw.choice(gates)
    del steps[index]["on_reject"]
    return Mutant("gate-without-failure-branch", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index))


@plants("gate-without-failure-branch")
def add_an_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new approval at the end, without a way back."""
    ref, data, steps = _draw(tree, draw)
    if steps[-1].get("next") or steps[-1].get("branches"):
        return None
    words = {"zh": "主管领导签批", "en": "The manager in charge signs"}
    steps.append({"id": "sign-at-last", "name": words, "action": "approve", "performer": "post:general-manager"})
    return Mutant("gate-without-failure-branch", {ref: data}, f"{ref}/sign-at-last", ("steps", len(steps) - 1))


@plants("gate-without-failure-branch")
def add_an_inspection(tree: Tree, draw: random.Random) -> Mutant | None:
    """Goods are inspected, and nothing is said of those that fail."""
    ref, data, steps = _draw(tree, draw)
    if steps[-1].get("next") or steps[-1].get("branches"):
        return None
    words = {"zh": "抽检包装", "en": "Inspect the packing"}
    steps.append({"id": "inspect-packing", "name": words, "action": "perform", "performer": "post:inspector"})
    return Mutant("gate-without-failure-branch", {ref: data}, f"{ref}/inspect-packing", ("steps", len(steps) - 1))


@plants("rework-without-bound")
def drop_the_limit(tree: Tree, draw: random.Random) -> Mutant | None:
    """A way back without a number of times."""
    ref, data, steps = _draw(tree, draw)
    ways = [i for i, step in enumerate(steps) if "max" in step.get("on_reject", {}) and "text" not in step]
    if not ways:
        return None
    index = draw.choice(ways)
    del steps[index]["on_reject"]["max"]
    place = ("steps", index, "on_reject")
    return Mutant("rework-without-bound", {ref: data}, f"{ref}/{steps[index]['id']}", place, key=True)


@plants("rework-without-bound")
def branch_back(tree: Tree, draw: random.Random) -> Mutant | None:
    """Whether it worked is asked, and if not all begins again."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2 or any("escalation" in step for step in steps):
        return None
    branches = [
        {"when": {"zh": "有效", "en": "It worked"}, "to": "end"},
        {"when": {"zh": "无效", "en": "It failed"}, "to": steps[-1]["id"]},
    ]
    question = {"zh": "是否有效？", "en": "Did it work?"}
    words = {"zh": "看看效果", "en": "See how it went"}
    steps.append(
        {
            "id": "see",
            "name": words,
            "action": "perform",
            "performer": "post:hr-manager",
            "question": question,
            "branches": branches,
        }
    )
    return Mutant("rework-without-bound", {ref: data}, f"{ref}/see", ("steps", len(steps) - 1, "branches", 1))


@plants("loop-without-exit")
def endless_case(tree: Tree, draw: random.Random) -> Mutant | None:
    """Of two ways at the end, one leads to a step that leads to itself."""
    ref, data, steps = _draw(tree, draw)
    if steps[-1].get("next") or steps[-1].get("branches"):
        return None
    question = {"zh": "客户答复了吗？", "en": "Has the customer answered?"}
    branches = [
        {"when": {"zh": "是", "en": "Yes"}, "to": "end"},
        {"when": {"zh": "还没有", "en": "Not yet"}, "to": "wait-on"},
    ]
    who = "post:service-agent"
    steps.append(
        {
            "id": "ask-on",
            "name": {"zh": "询问", "en": "Ask"},
            "action": "perform",
            "performer": who,
            "question": question,
            "branches": branches,
        }
    )
    steps.append({"id": "wait-on", "name": {"zh": "等候", "en": "Wait"}, "action": "perform", "performer": who})
    steps.append(
        {
            "id": "remind-on",
            "name": {"zh": "提醒", "en": "Remind"},
            "action": "perform",
            "performer": who,
            "next": "wait-on",
        }
    )
    return Mutant("loop-without-exit", {ref: data}, f"{ref}/remind-on", ("steps", len(steps) - 1))


@plants("input-never-produced")
def need_a_form_of_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step needs a new record that nobody was given to make."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    name = f"slip-{draw.randrange(10_000)}"
    record = {
        "name": {"zh": f"传递单{name[5:]}", "en": f"Transfer slip {name[5:]}"},
        "form": "form",
        "custodian": "post:storekeeper",
        "retention": "3 years",
    }
    steps[index].setdefault("inputs", []).append(f"record:{name}")
    place = ("steps", index, "inputs", len(steps[index]["inputs"]) - 1)
    return Mutant(
        "input-never-produced", {ref: data, f"record:{name}": record}, f"{ref}/{steps[index]['id']}", place, file=ref
    )


@plants("input-never-produced")
def need_an_outcome(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step works with results that no step has."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    steps[index].setdefault("inputs", []).append({"zh": "专项排查结论", "en": "Special survey conclusions"})
    place = ("steps", index, "inputs", len(steps[index]["inputs"]) - 1)
    return Mutant("input-never-produced", {ref: data}, f"{ref}/{steps[index]['id']}", place)


@plants("input-made-later")
def used_before_made(tree: Tree, draw: random.Random) -> Mutant | None:
    """A form is needed in one step and filled in further down."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2:
        return None
    first = draw.randrange(len(steps) - 1)
    second = draw.randrange(first + 1, len(steps))
    maker = steps[second].get("performer")
    if not isinstance(maker, str) or not maker.startswith("post:"):
        return None
    name = f"note-{draw.randrange(10_000)}"
    record = {
        "name": {"zh": f"交底单{name[5:]}", "en": f"Briefing note {name[5:]}"},
        "form": "form",
        "maker": maker,
        "custodian": maker,
        "retention": "3 years",
    }
    steps[first].setdefault("inputs", []).append(f"record:{name}")
    steps[second].setdefault("outputs", []).append(f"record:{name}")
    place = ("steps", first, "inputs", len(steps[first]["inputs"]) - 1)
    return Mutant(
        "input-made-later", {ref: data, f"record:{name}": record}, f"{ref}/{steps[first]['id']}", place, file=ref
    )


@plants("output-never-used")
def for_the_drawer(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new form that a step fills in and nobody wants."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    if steps[index].get("inform"):
        return None
    name = f"sheet-{draw.randrange(10_000)}"
    record = {
        "name": {"zh": f"备忘表{name[6:]}", "en": f"Memo sheet {name[6:]}"},
        "form": draw.choice(("form", "ledger", "minutes")),
    }
    steps[index].setdefault("outputs", []).append(f"record:{name}")
    place = ("steps", index, "outputs", len(steps[index]["outputs"]) - 1)
    return Mutant(
        "output-never-used", {ref: data, f"record:{name}": record}, f"{ref}/{steps[index]['id']}", place, file=ref
    )


_DATES: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"every": "month", "by": {"day": 12}}, {"every": "month", "by": {"day": 6}}),
    ({"every": "month", "by": {"day": 25, "of": "previous"}}, {"every": "month", "by": {"day": 20, "of": "previous"}}),
    ({"every": "year", "by": {"month": 11, "day": 30}}, {"every": "year", "by": {"month": 11, "day": 10}}),
    ({"every": "week", "by": {"weekday": "wed"}}, {"every": "week", "by": {"weekday": "mon"}}),
    ({"every": "quarter", "by": {"end": True}}, {"every": "quarter", "by": {"before_end": "10 days"}}),
    (
        {"within": "10 days", "of": {"zh": "收到", "en": "receipt"}},
        {"within": "48 hours", "of": {"zh": "收到", "en": "receipt"}},
    ),
    (
        {"within": "5 workdays", "of": {"zh": "收到", "en": "receipt"}},
        {"within": "2 workdays", "of": {"zh": "收到", "en": "receipt"}},
    ),
)


@plants("deadline-out-of-order")
def dates_the_wrong_way_round(tree: Tree, draw: random.Random) -> Mutant | None:
    """Two steps with dates of which the later is due first."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2:
        return None
    first = draw.randrange(len(steps) - 1)
    second = min(first + draw.choice((1, 2)), len(steps) - 1)
    for step in steps[first + 1 : second]:
        step.pop("timing", None)
    early, late = draw.choice(_DATES)
    steps[first]["timing"], steps[second]["timing"] = dict(early), dict(late)
    return Mutant("deadline-out-of-order", {ref: data}, f"{ref}/{steps[second]['id']}", ("steps", second, "timing"))


@plants("deadline-out-of-order")
def move_a_date(tree: Tree, draw: random.Random) -> Mutant | None:
    """The approval keeps its date, the drafting is put off to the end of the month."""
    ref, data, steps = _draw(tree, draw)
    timed = [
        (i, step["timing"]["by"]["day"])
        for i, step in enumerate(steps)
        if step.get("timing", {}).get("every") == "month"
        and "day" in step["timing"].get("by", {})
        and "of" not in step["timing"]["by"]
    ]
    pairs = [(one, two) for one, two in pairwise(timed) if two[0] == one[0] + 1 and 2 <= two[1] <= 27]
    if not pairs or not _plain(steps):
        return None
    (first, _), (second, day) = draw.choice(pairs)
    steps[first]["timing"]["by"]["day"] = min(day + draw.randrange(1, 9), 28)
    return Mutant("deadline-out-of-order", {ref: data}, f"{ref}/{steps[second]['id']}", ("steps", second, "timing"))


_NO_DAYS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"every": "month", "by": {"day": 31}}, "day"),
    ({"every": "month", "by": {"day": 30}}, "day"),
    ({"every": "year", "by": {"month": 2, "day": 30}}, "day"),
    ({"every": "year", "by": {"month": 6, "day": 31}}, "day"),
    ({"every": "month", "by": {"workday": 23}}, "workday"),
    ({"every": "week", "by": {"weekday": "sun"}}, "weekday"),
)


@plants("impossible-due-day")
def no_such_day(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step, a duty, a record or a meeting is due on a day that is none."""
    kind = draw.choice(("process", "post", "record", "meeting"))
    ref = draw.choice(tree.of(kind))
    data = tree.data(ref)
    timing, key = draw.choice(_NO_DAYS)
    timing = {**timing, "by": dict(timing["by"])}
    lists = {"process": "steps", "post": "duties"}
    if kind in lists:
        items = data.get(lists[kind], [])
        if not items:
            return None
        index = draw.randrange(len(items))
        items[index]["timing"] = timing
        place = (lists[kind], index, "timing", "by", key)
        return Mutant("impossible-due-day", {ref: data}, f"{ref}/{items[index]['id']}", place)
    data["timing"] = timing
    return Mutant("impossible-due-day", {ref: data}, ref, ("timing", "by", key))


@plants("plan-due-after-period")
def plan_too_late(tree: Tree, draw: random.Random) -> Mutant | None:
    """A plan is due in the period behind its own, a report in the one before."""
    ref = draw.choice(tree.of("record"))
    data = tree.data(ref)
    by = data.get("timing", {}).get("by")
    if by is None or "every" not in data["timing"] or data.get("form") not in ("plan", "budget", "report"):
        return None
    if data["form"] == "report":
        if "end" in by or "before_end" in by or by.get("day", 0) >= 25:
            return None
        by["of"] = "previous"
    else:
        by["of"] = "next"
    return Mutant("plan-due-after-period", {ref: data}, ref, ("timing", "by"))


@plants("plan-due-late")
def plan_in_its_period(tree: Tree, draw: random.Random) -> Mutant | None:
    """A plan is due when its month, quarter or year is well under way."""
    ref = draw.choice(tree.of("record"))
    data = tree.data(ref)
    every = data.get("timing", {}).get("every")
    if data.get("form") not in ("plan", "budget") or every not in ("month", "quarter", "year"):
        return None
    if every == "year" and "年度" not in data["name"]["zh"]:
        return None
    late = {
        "month": {"day": draw.choice((8, 12, 15))},
        "quarter": {"day": 20},
        "year": {"month": draw.choice((3, 4, 5)), "day": 15},
    }
    data["timing"] = {"every": every, "by": late[every]}
    return Mutant("plan-due-late", {ref: data}, ref, ("timing", "by"))


@plants("sequence-contradicted")
def before_what_has_happened(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step is to be done before one that stands in front of it."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2:
        return None
    second = draw.randrange(1, len(steps))
    first = draw.randrange(second)
    name = steps[first]["name"]
    alike = [step for step in steps if name["zh"] in step["name"]["zh"] or step["name"]["zh"] in name["zh"]]
    if len(name["zh"]) < 5 or len(alike) > 1:
        return None
    steps[second]["timing"] = {"before": dict(name)}
    place = ("steps", second, "timing", "before")
    return Mutant("sequence-contradicted", {ref: data}, f"{ref}/{steps[second]['id']}", place)


@plants("sequence-contradicted")
def after_what_is_to_come(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step is to be done within days of one that stands behind it."""
    ref, data, steps = _draw(tree, draw)
    if not _plain(steps) or len(steps) < 2:
        return None
    first = draw.randrange(len(steps) - 1)
    second = draw.randrange(first + 1, len(steps))
    name = steps[second]["name"]
    alike = [step for step in steps if name["zh"] in step["name"]["zh"] or step["name"]["zh"] in name["zh"]]
    if len(name["zh"]) < 5 or len(alike) > 1:
        return None
    steps[first]["timing"] = {"within": "2 days", "of": dict(name)}
    return Mutant("sequence-contradicted", {ref: data}, f"{ref}/{steps[first]['id']}", ("steps", first, "timing", "of"))


def _without(tree: Tree, draw: random.Random, rule: str, *fields: str) -> Mutant | None:
    """A process that lacks fields which it had."""
    ref, data, _ = _draw(tree, draw)
    if not any(field in data for field in fields):
        return None
    for field in fields:
        data.pop(field, None)
    return Mutant(rule, {ref: data}, ref)


@plants("process-without-owner")
def drop_owner(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nobody owns the process."""
    return _without(tree, draw, "process-without-owner", "owner")


@plants("process-without-trigger")
def drop_triggers(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nobody knows when it begins."""
    mutant = _without(tree, draw, "process-without-trigger", "triggers", "timing")
    if mutant is None:
        return None
    mutant.files[mutant.subject]["steps"][0].pop("timing", None)
    return mutant


@plants("process-without-result")
def drop_result(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nothing comes out of it."""
    mutant = _without(tree, draw, "process-without-result", "result", "outputs")
    if mutant is None:
        return None
    for step in mutant.files[mutant.subject]["steps"]:
        step.pop("outputs", None)
        step.pop("inform", None)
    return mutant


@plants("process-without-kpi")
def drop_kpis(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nothing measures it any more."""
    return _without(tree, draw, "process-without-kpi", "kpis")


@plants("process-without-risk")
def drop_risks(tree: Tree, draw: random.Random) -> Mutant | None:
    """Its risks are forgotten."""
    return _without(tree, draw, "process-without-risk", "risks")


@plants("approval-without-time-limit")
def wait_for_the_signature(tree: Tree, draw: random.Random) -> Mutant | None:
    """No step has a limit any more, at best a word on the order."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    judging = ("review", "countersign", "deliberate", "approve", "decide")
    gates = [index for index, step in enumerate(data["steps"]) if index and step.get("action") in judging]
    if not gates:
        return None
    data.pop("timing", None)
    for step in data["steps"]:
        if step.pop("timing", None) is not None and draw.random() < 0.5:
            step["timing"] = {"on": {"zh": "上一步完成后", "en": "after the step before"}}
    step = data["steps"][gates[0]]
    return Mutant("approval-without-time-limit", {ref: data}, f"{ref}/{step['id']}", ("steps", gates[0]))


@plants("escalation-to-nobody")
def drop_escalate(tree: Tree, draw: random.Random) -> Mutant | None:
    """A limit of refusals and nobody behind it."""
    ref, data, steps = _draw(tree, draw)
    ways = [i for i, step in enumerate(steps) if "escalate" in step.get("on_reject", {}) and "escalation" not in step]
    if not ways:
        return None
    index = draw.choice(ways)
    del steps[index]["on_reject"]["escalate"]
    return Mutant(
        "escalation-to-nobody", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "on_reject", "max")
    )


@plants("escalation-not-upwards")
def escalate_to_oneself(tree: Tree, draw: random.Random) -> Mutant | None:
    """Whoever refuses, or is late, is escalated to."""
    ref, data, steps = _draw(tree, draw)
    index = draw.randrange(len(steps))
    step = steps[index]
    if "performer" not in step:
        return None
    subject = f"{ref}/{step['id']}"
    if "escalate" in step.get("on_reject", {}):
        step["on_reject"]["escalate"] = step["performer"]
        return Mutant("escalation-not-upwards", {ref: data}, subject, ("steps", index, "on_reject", "escalate"))
    step["escalation"] = {"after": "2 days", "to": step["performer"]}
    return Mutant("escalation-not-upwards", {ref: data}, subject, ("steps", index, "escalation", "to"))


@plants("escalation-not-upwards")
def escalate_downwards(tree: Tree, draw: random.Random) -> Mutant | None:
    """The manager's step is escalated to somebody who works below."""
    ref, data, steps = _draw(tree, draw)
    below = {
        "post:production-manager": "post:workshop-director",
        "post:general-manager": "post:production-vp",
        "post:quality-supervisor": "post:inspector",
    }
    found = [i for i, step in enumerate(steps) if isinstance(step.get("performer"), str) and step["performer"] in below]
    if not found:
        return None
    index = draw.choice(found)
    steps[index]["escalation"] = {"after": "2 days", "to": below[steps[index]["performer"]]}
    place = ("steps", index, "escalation", "to")
    return Mutant("escalation-not-upwards", {ref: data}, f"{ref}/{steps[index]['id']}", place)


def _decisions(steps: Steps, *keys: str) -> list[int]:
    """The steps all of whose branches have one of the keys."""
    return [
        i
        for i, step in enumerate(steps)
        if step.get("branches") and all(any(key in branch for key in keys) for branch in step["branches"])
    ]


@plants("branch-overlap")
def amounts_overlap(tree: Tree, draw: random.Random) -> Mutant | None:
    """One bound is changed and the other forgotten."""
    ref, data, steps = _draw(tree, draw)
    found = _decisions(steps, "above", "up_to")
    if not found:
        return None
    index = draw.choice(found)
    branches = steps[index]["branches"]
    place = next(i for i, branch in enumerate(branches) if "above" in branch)
    branches[place]["above"] = branches[place]["above"] // 2
    return Mutant("branch-overlap", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "branches", place))


@plants("branch-overlap")
def condition_twice(tree: Tree, draw: random.Random) -> Mutant | None:
    """A branch is copied, and only its target changed."""
    ref, data, steps = _draw(tree, draw)
    found = [i for i, step in enumerate(steps) if step.get("branches")]
    if not found:
        return None
    index = draw.choice(found)
    branches = steps[index]["branches"]
    branches.append({**branches[0], "to": branches[-1]["to"]})
    return Mutant(
        "branch-overlap", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "branches", len(branches) - 1)
    )


@plants("branch-gap")
def amounts_leave_a_gap(tree: Tree, draw: random.Random) -> Mutant | None:
    """A bound is raised, or the branch without an upper bound gets one."""
    ref, data, steps = _draw(tree, draw)
    found = _decisions(steps, "above", "up_to")
    if not found:
        return None
    index = draw.choice(found)
    branch = next(branch for branch in steps[index]["branches"] if "above" in branch)
    if "up_to" in branch or draw.random() < 0.5:
        branch["above"] = branch["above"] + 1_000
    else:
        branch["up_to"] = branch["above"] * 10
    return Mutant("branch-gap", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "branches"), key=True)


@plants("branch-gap")
def class_left_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """The branch of one class is taken away."""
    ref, data, steps = _draw(tree, draw)
    found = [i for i in _decisions(steps, "class") if len(steps[i]["branches"]) > 2]
    if not found or any("when" in branch for branch in steps[found[0]]["branches"]):
        return None
    index = found[0]
    del steps[index]["branches"][0]
    return Mutant("branch-gap", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "branches"), key=True)


@plants("decision-without-choice")
def one_branch_left(tree: Tree, draw: random.Random) -> Mutant | None:
    """All branches but one are gone, or all lead to one step."""
    ref, data, steps = _draw(tree, draw)
    found = [i for i, step in enumerate(steps) if len(step.get("branches", ())) > 1 and "on_reject" not in step]
    if not found:
        return None
    index = draw.choice(found)
    step = steps[index]
    if draw.random() < 0.5 or "text" in step:
        del step["branches"][1:]
    else:
        for branch in step["branches"]:
            branch["to"] = step["branches"][0]["to"]
    return Mutant("decision-without-choice", {ref: data}, f"{ref}/{step['id']}", ("steps", index, "branches"), key=True)


@plants("decision-without-choice")
def question_left(tree: Tree, draw: random.Random) -> Mutant | None:
    """The branches are gone, the question still stands."""
    ref, data, steps = _draw(tree, draw)
    found = [i for i, step in enumerate(steps) if step.get("branches") and "on_reject" not in step]
    if not found:
        return None
    index = draw.choice(found)
    del steps[index]["branches"]
    return Mutant("decision-without-choice", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "question"))


@plants("decision-without-question")
def drop_question(tree: Tree, draw: random.Random) -> Mutant | None:
    """The branches stand without what they answer."""
    ref, data, steps = _draw(tree, draw)
    found = [
        i
        for i, step in enumerate(steps)
        if "question" in step and any("when" in branch for branch in step.get("branches", ()))
    ]
    if not found:
        return None
    index = draw.choice(found)
    del steps[index]["question"]
    return Mutant(
        "decision-without-question", {ref: data}, f"{ref}/{steps[index]['id']}", ("steps", index, "branches"), key=True
    )


@plants("duplicate-step")
def copy_a_step(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step is copied to the end of another process, a word or two added."""
    source, target = draw.sample(tree.of("process"), 2)
    found = [
        step
        for step in tree.data(source)["steps"]
        if len(step["name"]["zh"]) >= 10 and step.get("action") in ("perform", "organise", "draft")
    ]
    if not found:
        return None
    taken = draw.choice(found)
    data = tree.data(target)
    steps: Steps = data["steps"]
    copy = {key: taken[key] for key in ("name", "action", "performer", "outputs") if key in taken}
    copy["name"] = {"zh": taken["name"]["zh"] + draw.choice(("", "并留痕")), "en": taken["name"]["en"]}
    steps.append({"id": "copied", **copy})
    if target < source:
        place = next(i for i, step in enumerate(tree.data(source)["steps"]) if step["id"] == taken["id"])
        return Mutant("duplicate-step", {target: data}, f"{source}/{taken['id']}", ("steps", place), file=source)
    return Mutant("duplicate-step", {target: data}, f"{target}/copied", ("steps", len(steps) - 1))


@plants("supervision-without-consequence")
def watch_and_nothing_more(tree: Tree, draw: random.Random) -> Mutant | None:
    """A supervision is added at the end, and nothing comes of it."""
    ref, data, steps = _draw(tree, draw)
    if steps[-1].get("next") or steps[-1].get("branches"):
        return None
    words = draw.choice(
        (
            {"zh": "监督执行情况", "en": "Supervise how it is kept"},
            {"zh": "跟踪落实", "en": "Follow how it is carried out"},
        )
    )
    steps.append(
        {
            "id": "watch",
            "name": words,
            "action": "supervise",
            "performer": draw.choice(("post:production-vp", "post:hr-manager")),
        }
    )
    return Mutant("supervision-without-consequence", {ref: data}, f"{ref}/watch", ("steps", len(steps) - 1))
