"""Plants the defects of the duty rules."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.mutation.tree import Mutant, Tree, plants

_MARGINAL = ("catch_all", "marginal")
_BESIDE = ("assist", "participate", "coordinate", "report")


def _post(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    ref = draw.choice(tree.of("post"))
    return ref, tree.data(ref)


def _main(duties: list[Any]) -> list[int]:
    """The places of the duties that are neither catch-all nor marginal."""
    return [index for index, duty in enumerate(duties) if not any(duty.get(name) for name in _MARGINAL)]


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _functions(tree: Tree) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    for ref in tree.of("unit"):
        for number, function in enumerate(tree.documents[ref].data.get("functions", ())):
            yield ref, ("functions", number), function
            for place, item in enumerate(function.get("items", ())):
                yield ref, ("functions", number, "items", place), item


def _at(data: Any, pointer: tuple[str | int, ...]) -> Any:
    for key in pointer:
        data = data[key]
    return data


@plants("orphan-function")
def new_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function more, which nobody carries out."""
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append({"id": "planted", "text": _both("管理公司花木", "Look after the company's plants")})
    return Mutant("orphan-function", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1))


@plants("orphan-function")
def unlink_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """Every duty forgets the function; the unit keeps it."""
    ref, pointer, function = draw.choice(list(_functions(tree)))
    name = f"{ref.removeprefix('unit:')}/{function['id']}"
    if function.get("items") or len(pointer) > 2:
        return None
    files: dict[str, Any] = {ref: tree.data(ref)}
    for holder in (*tree.of("post"), *tree.of("role")):
        data = tree.data(holder)
        touched = [duty for duty in data.get("duties", ()) if name in duty.get("functions", ())]
        for duty in touched:
            duty["functions"] = [other for other in duty["functions"] if other != name]
        if touched:
            files[holder] = data
    return Mutant("orphan-function", files, f"{ref}/{function['id']}", pointer)


@plants("duty-without-function")
def drop_functions(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that forgets which function it carries out."""
    ref, data = _post(tree, draw)
    index = draw.choice(_main(data["duties"]))
    if not data["duties"][index].pop("functions", None):
        return None
    return Mutant("duty-without-function", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index))


@plants("post-without-duties")
def drop_duties(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post charged with nothing."""
    ref, data = _post(tree, draw)
    del data["duties"]
    return Mutant("post-without-duties", {ref: data}, ref)


@plants("assist-without-principal")
def drop_principal(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty to assist nobody in particular."""
    ref, data = _post(tree, draw)
    index = draw.choice(range(len(data["duties"])))
    duty = data["duties"][index]
    if duty.get("role") != "assist" or not duty.pop("principal", None):
        return None
    return Mutant("assist-without-principal", {ref: data}, f"{ref}/{duty['id']}", ("duties", index))


@plants("repeated-text")
def copy_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty copied from another post, perhaps with a word changed."""
    ref, data = _post(tree, draw)
    other = draw.choice([name for name in tree.of("post") if name != ref])
    source = draw.choice(tree.documents[other].data["duties"])
    text = source["text"]
    if source.get("catch_all") or len(text["zh"]) < 16:
        return None
    changed = draw.random() < 0.5
    data["duties"].append(
        {"id": "copied", "text": {**text, "zh": "认真" + text["zh"] if changed else text["zh"]}, "role": "execute"}
    )
    first, _ = sorted(
        [
            (ref, "copied", len(data["duties"]) - 1),
            (other, source["id"], tree.documents[other].data["duties"].index(source)),
        ]
    )
    files = {ref: data, other: tree.data(other)}
    return Mutant("repeated-text", files, f"{first[0]}/{first[1]}", ("duties", first[2]), file=first[0])


@plants("function-partly-covered")
def new_object(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function that is extended to something nobody has to do with."""
    ref, pointer, _ = draw.choice(list(_functions(tree)))
    data = tree.data(ref)
    function = _at(data, pointer)
    if "objects" not in function:
        return None
    zh, en = draw.choice(
        [("鱼塘养殖", "fish farming"), ("候鸟观测", "bird watching"), ("潜艇", "submarines"), ("幼儿托管", "crèche")]
    )
    function["objects"].append(_both(zh, en))
    return Mutant(
        "function-partly-covered",
        {ref: data},
        f"{ref}/{function['id']}",
        (*pointer, "objects", len(function["objects"]) - 1),
    )


@plants("kpi-without-duty")
def drop_measures(tree: Tree, draw: random.Random) -> Mutant | None:
    """An indicator that hangs on no duty any more."""
    ref, data = _post(tree, draw)
    if not data.get("kpis"):
        return None
    index = draw.randrange(len(data["kpis"]))
    if not data["kpis"][index].pop("measures", None):
        return None
    return Mutant("kpi-without-duty", {ref: data}, ref, ("kpis", index))


@plants("kpi-outside-duties")
def foreign_kpi(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post appraised for what it has nothing to do with."""
    ref, data = _post(tree, draw)
    name, en = draw.choice(
        [
            ("候鸟存活率", "Survival rate of birds"),
            ("鱼苗孵化率", "Hatching rate of fry"),
            ("戏票上座率", "Theatre seats sold"),
        ]
    )
    kpis = data.setdefault("kpis", [])
    kpis.append({"kpi": "planted", "weight": 10})
    kpi = {"name": _both(name, en)}
    return Mutant("kpi-outside-duties", {ref: data, "kpi:planted": kpi}, ref, ("kpis", len(kpis) - 1, "kpi"))


@plants("principal-does-not-cover")
def foreign_matter(tree: Tree, draw: random.Random) -> Mutant | None:
    """Help for a post that has nothing to do with it."""
    ref, data = _post(tree, draw)
    principal = draw.choice([name for name in tree.of("post") if name != ref])
    zh, en = draw.choice(
        [
            ("布置画展", "hang the picture exhibition"),
            ("喂养警犬", "feed the guard dogs"),
            ("排练合唱", "rehearse the choir"),
        ]
    )
    duty = {
        "id": "planted",
        "text": _both(f"协助{zh}", f"Assist: {en}"),
        "role": "assist",
        "principal": principal,
        "objects": [_both(zh, en)],
    }
    data["duties"].append(duty)
    return Mutant(
        "principal-does-not-cover", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1, "principal")
    )


@plants("duty-without-owner")
def drop_holders(tree: Tree, draw: random.Random) -> Mutant | None:
    """A role that lost its holders."""
    ref = draw.choice(tree.of("role"))
    data = tree.data(ref)
    return Mutant("duty-without-owner", {ref: data}, ref) if data.pop("holders", None) and data.get("duties") else None


@plants("performer-lacks-duty")
def other_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step that names somebody else's duty."""
    found = _linked_step(tree, draw)
    if found is None:
        return None
    ref, data, index = found
    step = data["steps"][index]
    own = step["performer"].removeprefix("post:")
    other = draw.choice([name for name in tree.of("post") if name != f"post:{own}"])
    step["duty"] = f"{other.removeprefix('post:')}/{draw.choice(tree.documents[other].data['duties'])['id']}"
    return Mutant("performer-lacks-duty", {ref: data}, f"{ref}/{step['id']}", ("steps", index, "duty"))


@plants("performer-lacks-duty")
def other_performer(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step handed over to another post, its duty forgotten."""
    found = _linked_step(tree, draw)
    if found is None:
        return None
    ref, data, index = found
    step = data["steps"][index]
    step["performer"] = draw.choice([name for name in tree.of("post") if name != step["performer"]])
    return Mutant("performer-lacks-duty", {ref: data}, f"{ref}/{step['id']}", ("steps", index, "duty"))


def _linked_step(tree: Tree, draw: random.Random) -> tuple[str, Any, int] | None:
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    index = draw.randrange(len(data["steps"]))
    step = data["steps"][index]
    sound = (
        isinstance(step.get("performer"), str)
        and step["performer"].startswith("post:")
        and not step.get("duty", "role:").startswith("role:")
    )
    return (ref, data, index) if sound else None


@plants("step-outside-duties")
def foreign_step(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step that its performer was never charged with."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    performer = draw.choice(tree.of("post"))
    zh, en = draw.choice(
        [("排练合唱节目", "Rehearse the choir"), ("喂养警犬", "Feed the guard dogs"), ("修剪草坪", "Mow the lawn")]
    )
    data["steps"].insert(0, {"id": "planted", "name": _both(zh, en), "action": "perform", "performer": performer})
    return Mutant("step-outside-duties", {ref: data}, f"{ref}/planted", ("steps", 0, "performer"))


@plants("duty-without-step")
def idle_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that appears nowhere in the work of a post whose other duties do."""
    ref, data = _post(tree, draw)
    linked = {
        step["duty"].partition("/")[0]
        for name in tree.of("process")
        for step in tree.documents[name].data["steps"]
        if "duty" in step
    }
    if ref.removeprefix("post:") not in linked:
        return None
    zh, en = draw.choice(
        [("排练合唱节目", "Rehearse the choir"), ("喂养警犬", "Feed the guard dogs"), ("修剪草坪", "Mow the lawn")]
    )
    data["duties"].append({"id": "planted", "text": _both(zh, en), "role": draw.choice(["execute", "own", "organise"])})
    return Mutant("duty-without-step", {ref: data}, ref, ("duties", len(data["duties"]) - 1))


@plants("responsibility-without-authority")
def foreign_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post charged with approving what it may not approve."""
    ref, data = _post(tree, draw)
    zh, en = draw.choice(
        [("捕鱼许可", "fishing licences"), ("剧本改编", "changes to plays"), ("犬只领养", "adoption of dogs")]
    )
    by_role = draw.random() < 0.5
    text = _both(f"{'把关' if by_role else '审批'}{zh}", f"{'See to' if by_role else 'Approve'} {en}")
    data["duties"].append({"id": "planted", "text": text, "role": "approve" if by_role else "own"})
    return Mutant(
        "responsibility-without-authority", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1)
    )


@plants("leader-without-authority")
def powerless_leader(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new post that organises work and was given no authority."""
    unit = draw.choice(tree.of("unit")).removeprefix("unit:")
    head = draw.choice(tree.of("post")).removeprefix("post:")
    name = f"post:planted-{draw.randrange(1000)}"
    role = draw.choice(["own", "organise", "approve", "supervise", "review"])
    data = {
        "name": _both("项目主管", "Project Supervisor"),
        "unit": unit,
        "superior": head,
        "duties": [{"id": "x", "text": _both("推进新厂房建设", "See the new plant built"), "role": role}],
    }
    return Mutant("leader-without-authority", {name: data}, name)


@plants("leader-without-authority")
def new_head(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit handed to a newcomer without authority."""
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    acts = any(use.field not in ("unit", "parent", "owner", "functions") for use in tree.organisation.uses.get(ref, ()))
    if acts or data.get("tier") in ("board", "committee") or "head" not in data:
        return None
    name = f"planted-{draw.randrange(1000)}"
    data["head"] = name
    post = {
        "name": _both("代理负责人", "Acting Head"),
        "unit": ref.removeprefix("unit:"),
        "duties": [{"id": "x", "text": _both("办理日常事务", "Do daily work")}],
    }
    return Mutant("leader-without-authority", {f"post:{name}": post, ref: data}, f"post:{name}")


@plants("catch-all-duty")
def unbounded(tree: Tree, draw: random.Random) -> Mutant | None:
    """A catch-all as job descriptions have it."""
    ref, data = _post(tree, draw)
    zh, en = draw.choice(
        [
            ("完成上级交办的其他工作", "Other duties as assigned by superiors"),
            ("完成领导安排的其他任务", "Any other tasks as assigned"),
            ("承办公司交办的临时性工作", "Other work as assigned"),
        ]
    )
    duty: dict[str, Any] = {"id": "planted", "text": _both(zh, en), "role": "execute"}
    if draw.random() < 0.5:
        duty["catch_all"] = True
    if draw.random() < 0.5:
        duty["assigned_by"] = [draw.choice(tree.of("post"))]
    data["duties"].append(duty)
    return Mutant("catch-all-duty", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1))


@plants("compound-duty")
def many_in_one(tree: Tree, draw: random.Random) -> Mutant | None:
    """Unlike works in one sentence."""
    ref, data = _post(tree, draw)
    index = draw.choice(_main(data["duties"]))
    parts = draw.sample(
        ["审核采购合同", "培训新员工", "编制安全规程", "检查消防器材", "安排车辆运输", "考核班组绩效", "设计产品包装"],
        draw.choice([3, 4]),
    )
    duty = data["duties"][index]
    for name in ("tasks", "objects", "principal"):
        duty.pop(name, None)
    duty["role"] = "execute"
    duty["text"] = _both(
        draw.choice(["，", "；"]).join(parts), "Approve contracts, train newcomers, and design packaging"
    )
    return Mutant("compound-duty", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "text"))


@plants("unmeasured-duties")
def drop_all_kpis(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post without indicators, or with indicators for one duty only."""
    ref, data = _post(tree, draw)
    main = [index for index in _main(data["duties"]) if data["duties"][index].get("role") not in _BESIDE]
    if len(main) < 3 or not data.get("kpis"):
        return None
    if draw.random() < 0.5:
        del data["kpis"]
        return Mutant("unmeasured-duties", {ref: data}, ref, ("duties", main[0]))
    for assignment in data["kpis"]:
        assignment["measures"] = [data["duties"][main[0]]["id"]]
    return Mutant("unmeasured-duties", {ref: data}, ref, ("duties", main[1]))


@plants("two-owners-of-function")
def second_owner(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post side by side that also owns a function."""
    ref, data = _post(tree, draw)
    owning = [duty for duty in data["duties"] if duty.get("role") == "own" and duty.get("functions")]
    if not owning:
        return None
    duty = draw.choice(owning)
    copied = {**duty, "id": "x"}
    copied.pop("basis", None)
    post = {"name": _both("专员", "Specialist"), "unit": "company", "duties": [copied]}
    subjects = tuple(f"{ref}/{other['id']}" for other in owning)
    return Mutant(
        "two-owners-of-function",
        {"post:zz-planted": post, ref: data},
        "post:zz-planted/x",
        ("duties", 0, "role"),
        subjects=subjects,
    )


@plants("near-duplicate-duty")
def in_other_words(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new post that is given what somebody has already, in other words."""
    ref, data = _post(tree, draw)
    duty = data["duties"][draw.choice(_main(data["duties"]))]
    if "superior" not in data:
        return None
    text = duty["text"]["zh"]
    if duty.get("role") in _BESIDE or "，" not in text or "{" in text or len(text) < 18:
        return None
    first = text.split("，")[0]
    copied = {
        "id": "x",
        "text": _both(f"{first}，并向上级说明有关情况，随时听取各方面的看法", "The same in other words"),
        "role": "execute",
    }
    if len(first) < 10:
        return None
    post = {"name": _both("专员", "Specialist"), "unit": "board", "duties": [copied]}
    return Mutant(
        "near-duplicate-duty",
        {"post:zz-planted": post, ref: data},
        "post:zz-planted/x",
        ("duties", 0, "text"),
        note=f"{ref} {first}",
    )


@plants("repeated-function")
def copied_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function copied from another unit, or put down a second time."""
    source, _, function = draw.choice(list(_functions(tree)))
    ref = draw.choice([name for name in tree.of("unit") if name >= source])
    if "{" in function["text"]["zh"] or len(function["text"]["zh"]) < 10:
        return None
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append(
        {"id": "planted", "text": {**function["text"], "zh": draw.choice(["", "负责"]) + function["text"]["zh"]}}
    )
    return Mutant("repeated-function", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1, "text"))


@plants("aim-instead-of-duty")
def wish(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty or function of wishes."""
    zh, en = draw.choice(
        [
            ("加强内部管理，提高工作效率", "Strengthen internal management and raise efficiency"),
            ("不断提高服务质量", "Ensure high quality of service"),
            ("确保生产顺利进行，降低成本", "Ensure that production runs smoothly"),
            ("遵守公司规章，服从安排", "Comply with the rules"),
        ]
    )
    if draw.random() < 0.5:
        ref, data = _post(tree, draw)
        data["duties"].append({"id": "planted", "text": _both(zh, en), "role": "own"})
        return Mutant("aim-instead-of-duty", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1, "text"))
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append({"id": "planted", "text": _both(zh, en)})
    return Mutant("aim-instead-of-duty", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1, "text"))


@plants("assists-and-answers")
def both_at_once(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that assists somebody and answers for the result."""
    ref, data = _post(tree, draw)
    principal = draw.choice([name for name in tree.of("post") if name != ref])
    index = draw.choice(_main(data["duties"]))
    duty = data["duties"][index]
    if draw.random() < 0.5:
        duty["principal"], duty["role"] = principal, draw.choice(["own", "organise"])
        return Mutant("assists-and-answers", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "principal"))
    duty["principal"], duty["role"] = principal, "assist"
    duty["text"] = {
        **duty["text"],
        "zh": duty["text"]["zh"] + draw.choice(["，负责最终结果", "，确保完成", "，并负责验收"]),
    }
    return Mutant("assists-and-answers", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "text"))


@plants("approves-outside-duties")
def foreign_authority(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new authority handed to somebody who has nothing to do with it."""
    zh, en = draw.choice(
        [("捕鱼许可", "Fishing licences"), ("剧本改编", "Changes to plays"), ("犬只领养", "Adoption of dogs")]
    )
    chain = [
        {"action": "propose", "by": draw.choice(tree.of("post"))},
        {"action": draw.choice(["approve", "decide"]), "by": draw.choice(tree.of("post"))},
    ]
    data = {"name": _both(zh, en), "tiers": [{"id": "all", "chain": chain}]}
    name = f"authority:planted-{draw.randrange(1000)}"
    return Mutant("approves-outside-duties", {name: data}, name, ("tiers", 0, "chain", 1, "by"))


@plants("duties-apart-from-processes")
def drop_every_link(tree: Tree, draw: random.Random) -> Mutant | None:
    """Processes written by somebody who never read a job description; the duties of one post with another wording too."""
    files: dict[str, Any] = {}
    for ref in tree.of("process"):
        data = tree.data(ref)
        if [step for step in data["steps"] if step.pop("duty", None)]:
            files[ref] = data
    holder = draw.choice(tree.of("post"))
    files[holder] = tree.data(holder)
    files[holder]["duties"][0]["text"] = _both("办理日常事务", "Do daily work")
    first = min(tree.of("process"))
    acting = [
        index
        for index, step in enumerate(tree.documents[first].data["steps"])
        if str(step.get("performer")).startswith("post:")
    ]
    files = {first: files.get(first, tree.data(first)), **files}
    return Mutant("duties-apart-from-processes", files, first, ("steps", acting[0])) if acting else None


@plants("shares-not-100")
def shift_share(tree: Tree, draw: random.Random) -> Mutant | None:
    """One share of time is changed and the others are not."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    duty = draw.choice(data["duties"])
    if "share" not in duty:
        return None
    duty["share"] += draw.choice((5, 10, -5))
    return Mutant("shares-not-100", {ref: data}, ref, ("duties",), key=True)
