"""Plants duties that do not fit what the post does, may decide and is measured by: steps, authorities, KPIs."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.duty_places import BESIDE, any_post, both, main_duties
from tests.mutation.tree import Mutant, Tree, plants


@plants("kpi-without-duty")
def drop_measures(tree: Tree, draw: random.Random) -> Mutant | None:
    """An indicator that hangs on no duty any more."""
    ref, data = any_post(tree, draw)
    if not data.get("kpis"):
        return None
    index = draw.randrange(len(data["kpis"]))
    if not data["kpis"][index].pop("measures", None):
        return None
    return Mutant("kpi-without-duty", {ref: data}, ref, ("kpis", index))


@plants("kpi-outside-duties")
def foreign_kpi(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post appraised for what it has nothing to do with."""
    ref, data = any_post(tree, draw)
    name, en = draw.choice(
        [
            ("候鸟存活率", "Survival rate of birds"),
            ("鱼苗孵化率", "Hatching rate of fry"),
            ("戏票上座率", "Theatre seats sold"),
        ]
    )
    kpis = data.setdefault("kpis", [])
    kpis.append({"kpi": "planted", "weight": 10})
    kpi = {"name": both(name, en)}
    return Mutant("kpi-outside-duties", {ref: data, "kpi:planted": kpi}, ref, ("kpis", len(kpis) - 1, "kpi"))


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
    data["steps"].insert(0, {"id": "planted", "name": both(zh, en), "action": "perform", "performer": performer})
    return Mutant("step-outside-duties", {ref: data}, f"{ref}/planted", ("steps", 0, "performer"))


@plants("duty-without-step")
def idle_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that appears nowhere in the work of a post whose other duties do."""
    ref, data = any_post(tree, draw)
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
    data["duties"].append({"id": "planted", "text": both(zh, en), "role": draw.choice(["execute", "own", "organise"])})
    return Mutant("duty-without-step", {ref: data}, ref, ("duties", len(data["duties"]) - 1))


@plants("responsibility-without-authority")
def foreign_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post charged with approving what it may not approve."""
    ref, data = any_post(tree, draw)
    zh, en = draw.choice(
        [("捕鱼许可", "fishing licences"), ("剧本改编", "changes to plays"), ("犬只领养", "adoption of dogs")]
    )
    by_role = draw.random() < 0.5
    text = both(f"{'把关' if by_role else '审批'}{zh}", f"{'See to' if by_role else 'Approve'} {en}")
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
        "name": both("项目主管", "Project Supervisor"),
        "unit": unit,
        "superior": head,
        "duties": [{"id": "x", "text": both("推进新厂房建设", "See the new plant built"), "role": role}],
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
        "name": both("代理负责人", "Acting Head"),
        "unit": ref.removeprefix("unit:"),
        "duties": [{"id": "x", "text": both("办理日常事务", "Do daily work")}],
    }
    return Mutant("leader-without-authority", {f"post:{name}": post, ref: data}, f"post:{name}")


@plants("unmeasured-duties")
def drop_all_kpis(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post without indicators, or with indicators for one duty only."""
    ref, data = any_post(tree, draw)
    main = [index for index in main_duties(data["duties"]) if data["duties"][index].get("role") not in BESIDE]
    if len(main) < 3 or not data.get("kpis"):
        return None
    if draw.random() < 0.5:
        del data["kpis"]
        return Mutant("unmeasured-duties", {ref: data}, ref, ("duties", main[0]))
    for assignment in data["kpis"]:
        assignment["measures"] = [data["duties"][main[0]]["id"]]
    return Mutant("unmeasured-duties", {ref: data}, ref, ("duties", main[1]))


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
    data = {"name": both(zh, en), "tiers": [{"id": "all", "chain": chain}]}
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
    files[holder]["duties"][0]["text"] = both("办理日常事务", "Do daily work")
    first = min(tree.of("process"))
    acting = [
        index
        for index, step in enumerate(tree.documents[first].data["steps"])
        if str(step.get("performer")).startswith("post:")
    ]
    files = {first: files.get(first, tree.data(first)), **files}
    return Mutant("duties-apart-from-processes", files, first, ("steps", acting[0])) if acting else None
