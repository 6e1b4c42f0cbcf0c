"""Plants the defects of who is measured by a KPI, who supplies its figures, and how much it weighs."""

from __future__ import annotations

import random

from tests.mutation.kpi_places import answering, any_assignment, any_kpi, holders, is_below, without
from tests.mutation.tree import Mutant, Tree, plants


@plants("unused-kpi")
def add_kpi_for_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new indicator is defined with care and assigned to nobody."""
    ref, data = any_kpi(tree, draw)
    data = without(data, "parent", "control", "formerly", "basis", "aliases")
    data["name"] = {"zh": "客户退货处理周期", "en": "Handling time of customer returns"}
    new = f"{ref}-of-returns"
    return Mutant("unused-kpi", {new: data}, new)


@plants("unknown-measured-duty")
def misspell_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """An id under measures is mistyped, or that of another post."""
    ref, data, index = any_assignment(tree, draw, "post")
    measures = data["kpis"][index].get("measures") if index >= 0 else None
    if not measures:
        return None
    place = draw.randrange(len(measures))
    measures[place] = draw.choice((measures[place][:-1], measures[place] + "s", "stock-take-2"))
    known = {duty["id"] for duty in data.get("duties", ())}
    if measures[place] in known:
        return None
    return Mutant("unknown-measured-duty", {ref: data}, ref, ("kpis", index, "measures", place))


def _shared(tree: Tree, draw: random.Random) -> tuple[str, list[tuple[str, int]]] | None:
    """A KPI that stands on several parties."""
    found = [
        (kpi, places) for kpi, places in holders(tree).items() if len({answering(tree, ref) for ref, _ in places}) > 1
    ]
    return draw.choice(found) if found else None


@plants("shared-kpi-without-accountable")
def drop_accountable(tree: Tree, draw: random.Random) -> Mutant | None:
    """The roles of a shared KPI are left out, or all become contributing."""
    shared = _shared(tree, draw)
    if shared is None:
        return None
    kpi, places = shared
    files = {ref: tree.data(ref) for ref, _ in places}
    role = draw.choice(("", "contributing"))
    for ref, index in places:
        files[ref]["kpis"][index].pop("role", None)
        if role:
            files[ref]["kpis"][index]["role"] = role
    files[f"kpi:{kpi}"] = tree.data(f"kpi:{kpi}")
    if "分别统计" in str(files[f"kpi:{kpi}"]):
        return None
    return Mutant("shared-kpi-without-accountable", files, f"kpi:{kpi}", ("name",), file=f"kpi:{kpi}")


@plants("kpi-with-several-accountable")
def make_two_accountable(tree: Tree, draw: random.Random) -> Mutant | None:
    """A KPI is given to one more post that is to answer for it as well, or a contributing post is promoted."""
    kpi, places = draw.choice(list(holders(tree).items()))
    data = tree.data(f"kpi:{kpi}")
    if "分别统计" in str(data):
        return None
    files = {ref: tree.data(ref) for ref, _ in places}
    stated = {answering(tree, ref) for ref, index in places if files[ref]["kpis"][index].get("role") == "accountable"}
    other = draw.choice(tree.of("post"))
    if not stated or other in stated or other in files:
        return None
    files[other] = tree.data(other)
    files[other].setdefault("kpis", []).append({"kpi": kpi, "role": "accountable"})
    files[f"kpi:{kpi}"] = data
    return Mutant("kpi-with-several-accountable", files, f"kpi:{kpi}", ("name",), file=f"kpi:{kpi}")


@plants("kpi-without-supplier")
def drop_supplier(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nobody supplies, nobody verifies, or neither."""
    ref, data = any_kpi(tree, draw)
    gone = draw.choice((("supplied_by",), ("verified_by",), ("supplied_by", "verified_by")))
    found = holders(tree).get(ref.removeprefix("kpi:"), ())
    near = {answering(tree, holder) for holder, _ in found}
    if gone == ("verified_by",) and (
        data.get("supplied_by") in near or is_below(tree, str(data.get("supplied_by")), near)
    ):
        return None
    return Mutant("kpi-without-supplier", {ref: without(data, *gone)}, ref, ("name",), note=", ".join(gone))


@plants("self-supplied-kpi")
def let_the_measured_supply(tree: Tree, draw: random.Random) -> Mutant | None:
    """Whoever is measured supplies, and he himself, one of his staff or nobody verifies."""
    kpi, places = draw.choice(list(holders(tree).items()))
    ref, data = f"kpi:{kpi}", tree.data(f"kpi:{kpi}")
    post = answering(tree, draw.choice(places)[0])
    if not post.startswith("post:"):
        return None
    staff = [other for other in tree.of("post") if f"post:{tree.documents[other].data.get('superior')}" == post]
    data["supplied_by"] = post
    verifier = draw.choice(("", post, *staff[:1]))
    if verifier:
        data["verified_by"] = verifier
    else:
        data.pop("verified_by", None)
    field = "verified_by" if verifier else "supplied_by"
    return Mutant("self-supplied-kpi", {ref: data}, ref, (field,), note=f"{post} {verifier}")


@plants("verified-by-supplier")
def verify_own_figures(tree: Tree, draw: random.Random) -> Mutant | None:
    """Whoever supplies also verifies."""
    ref, data = any_kpi(tree, draw)
    near = {answering(tree, holder) for holder, _ in holders(tree).get(ref.removeprefix("kpi:"), ())}
    supplier = str(data.get("supplied_by", ""))
    if not supplier.startswith("post:") or supplier in near:
        return None
    data["verified_by"] = supplier
    return Mutant("verified-by-supplier", {ref: data}, ref, ("verified_by",))


@plants("weights-missing")
def drop_weight(tree: Tree, draw: random.Random) -> Mutant | None:
    """One weight of several, or all of them, are left out."""
    ref, data, index = any_assignment(tree, draw, draw.choice(("post", "unit")), least=2)
    if index < 0 or any("weight" not in assignment for assignment in data["kpis"]):
        return None
    every = draw.random() < 0.4
    for place, assignment in enumerate(data["kpis"]):
        if every or place == index:
            del assignment["weight"]
    return Mutant("weights-missing", {ref: data}, ref, ("kpis",) if every else ("kpis", index), key=every)


@plants("weights-not-100")
def mistype_weight(tree: Tree, draw: random.Random) -> Mutant | None:
    """A weight is mistyped, or a KPI with its weight is taken away."""
    ref, data, index = any_assignment(tree, draw, draw.choice(("post", "unit")), least=2)
    if index < 0 or any("weight" not in assignment for assignment in data["kpis"]):
        return None
    if draw.random() < 0.4:
        del data["kpis"][index]
    else:
        data["kpis"][index]["weight"] += draw.choice((-5, 5, 10, 0.5))
    return Mutant("weights-not-100", {ref: data}, ref, ("kpis",), key=True)


@plants("weight-out-of-range")
def let_one_decide(tree: Tree, draw: random.Random) -> Mutant | None:
    """One KPI takes nearly all of the weight, or one gets nothing and the others share what it had."""
    ref, data, index = any_assignment(tree, draw, draw.choice(("post", "unit")), least=3)
    if index < 0 or any("weight" not in assignment for assignment in data["kpis"]):
        return None
    others = [item for place, item in enumerate(data["kpis"]) if place != index]
    mine = draw.choice((0, 70, 85))
    rest, extra = divmod(100 - mine, len(others))
    for item in others:
        item["weight"] = rest
    others[0]["weight"] = rest + extra
    data["kpis"][index]["weight"] = mine
    return Mutant("weight-out-of-range", {ref: data}, ref, ("kpis", index, "weight"))


@plants("too-many-kpis")
def pile_up(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is measured by everything that anybody thought of."""
    ref, data, index = any_assignment(tree, draw, "post")
    if index < 0:
        return None
    have = {item["kpi"] for item in data["kpis"]}
    new = [kpi.removeprefix("kpi:") for kpi in draw.sample(tree.of("kpi"), 20)]
    data["kpis"] += [{"kpi": kpi, "weight": 1} for kpi in new if kpi not in have][: draw.choice((9, 12)) - len(have)]
    return Mutant("too-many-kpis", {ref: data}, ref, ("kpis",), key=True)


@plants("unit-kpi-not-carried")
def leave_it_on_the_unit(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new KPI is put on a department, and on nobody in it."""
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    _, kpi = any_kpi(tree, draw)
    kpi = without(kpi, "parent", "basis", "aliases", "formerly", "control")
    kpi["name"] = {"zh": "部门内部服务评价得分", "en": "Score of the department's internal service"}
    new = "kpi:department-service-score"
    data.setdefault("kpis", []).append({"kpi": "department-service-score"})
    return Mutant("unit-kpi-not-carried", {ref: data, new: kpi}, ref, ("kpis", len(data["kpis"]) - 1))


@plants("easier-target-below")
def ask_less_below(tree: Tree, draw: random.Random) -> Mutant | None:
    """A subordinate is given the superior's KPI as his own, with an easier target."""
    kpi, places = draw.choice(list(holders(tree).items()))
    data = tree.documents[f"kpi:{kpi}"].data
    bound, value = next(iter(data.get("target", {"": 0}).items()))
    low = draw.choice(tree.of("post"))
    high = {
        answering(tree, ref)
        for ref, index in places
        if tree.documents[ref].data["kpis"][index].get("role") == "accountable"
    }
    taken = {ref for ref, _ in places}
    if bound not in ("at_least", "at_most") or low in taken or not is_below(tree, low, high):
        return None
    changed = tree.data(low)
    easier = value - 3 if bound == "at_least" else value + 3
    changed.setdefault("kpis", []).append({"kpi": kpi, "target": {bound: easier}})
    return Mutant("easier-target-below", {low: changed}, low, ("kpis", len(changed["kpis"]) - 1, "target"))


@plants("objective-without-plan")
def set_a_goal_and_stop(tree: Tree, draw: random.Random) -> Mutant | None:
    """A goal is written down and put on a post; nothing says how it is to be reached."""
    ref, data, index = any_assignment(tree, draw, "post")
    if index < 0:
        return None
    new = "kpi:new-goal"
    data["kpis"].append({"kpi": "new-goal", "role": "accountable"})
    goal = {"name": {"zh": "取得职业健康体系认证", "en": "Certified for occupational health"}, "type": "goal"}
    return Mutant("objective-without-plan", {new: goal, ref: data}, new, ("name",))


@plants("kpi-outside-influence")
def only_assist(tree: Tree, draw: random.Random) -> Mutant | None:
    """The post answers for the KPI, and only helps with the work that it measures."""
    ref, data, index = any_assignment(tree, draw, "post")
    if index < 0 or data["kpis"][index].get("role") != "accountable" or not data["kpis"][index].get("measures"):
        return None
    for duty in data["duties"]:
        if duty["id"] in data["kpis"][index]["measures"]:
            duty["role"] = draw.choice(("assist", "participate"))
            duty.pop("outputs", None)
    return Mutant("kpi-outside-influence", {ref: data}, ref, ("kpis", index, "measures"))
