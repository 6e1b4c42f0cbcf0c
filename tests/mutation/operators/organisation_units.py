"""Plants the defects of the organisation rules about units and bodies."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.duty_places import both
from tests.mutation.operators.organisation_posts import bare, homes, new, units_above
from tests.mutation.tree import Mutant, Tree, plants

_BODIES = ("board", "committee")
_TIERS = ("company", "plant", "department", "section", "workshop", "group", "team")
_RANK = {"company": 0, "plant": 1, "department": 2, "section": 3, "workshop": 3, "group": 4, "team": 5}


def _unit(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    ref = draw.choice(tree.of("unit"))
    return ref, tree.data(ref)


def _inner(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    """A unit that is neither the company nor a body."""
    found = [ref for ref in tree.of("unit") if tree.documents[ref].data["tier"] not in ("company", *_BODIES)]
    ref = draw.choice(found)
    return ref, tree.data(ref)


def _body(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    ref = draw.choice([ref for ref in tree.of("unit") if tree.documents[ref].data["tier"] in _BODIES])
    return ref, tree.data(ref)


def _planned(**fields: Any) -> dict[str, Any]:
    """A unit more, with something to do."""
    function = {"id": "x", "text": both("审议档案处置方案", "Weigh how files are disposed of")}
    return {"name": both("档案处置委员会", "Files Committee"), "parent": "company", "functions": [function], **fields}


def _single(tree: Tree) -> list[str]:
    return [ref for ref in tree.of("post") if tree.documents[ref].data.get("headcount") == 1]


@plants("body-of-one")
def committee_shrinks(tree: Tree, draw: random.Random) -> Mutant | None:
    """Of a board or committee one member is left, who is the chair or nobody is."""
    ref, data = _body(tree, draw)
    only = draw.choice(_single(tree))
    data["members"] = [only] if draw.random() < 0.7 else [only, only]
    data.pop("chair", None)
    if draw.random() < 0.6:
        data["chair"] = only
    return Mutant("body-of-one", {ref: data}, ref, ("members",))


@plants("body-of-one")
def new_committee_of_one(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new committee of one post, or of a role that one post holds."""
    only = draw.choice(_single(tree))
    member = "role:management-representative" if draw.random() < 0.3 else only
    data = _planned(tier="committee", members=[member], chair=member, head=bare(only))
    if draw.random() < 0.5:
        del data["chair"]
    name = new("unit", draw)
    return Mutant("body-of-one", {name: data}, name, ("members",))


@plants("body-without-members")
def nobody_sits_in_it(tree: Tree, draw: random.Random) -> Mutant | None:
    """A board or committee loses its members."""
    ref, data = _body(tree, draw)
    if draw.random() < 0.5:
        data["members"] = []
    else:
        del data["members"]
    return Mutant("body-without-members", {ref: data}, ref)


@plants("body-without-members")
def only_a_chair(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new committee, with its tier or known by its chair or quorum only, is given a chair and no member."""
    kind: dict[str, Any] = draw.choice(({"tier": "committee"}, {"quorum": both("三分之二", "Two thirds")}, {}))
    data = _planned(chair=draw.choice(tree.of("post")), **kind)
    name = new("unit", draw)
    return Mutant("body-without-members", {name: data}, name)


@plants("empty-unit")
def new_unit_of_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A department of the chart in which nobody works; a group below it counts with it."""
    parent = draw.choice([ref for ref in tree.of("unit") if tree.documents[ref].data["tier"] not in ("group", "team")])
    tier = "group" if tree.documents[parent].data["tier"] in ("section", "workshop", "department") else "department"
    name = new("unit", draw)
    files = {name: _planned(parent=bare(parent), tier=tier)}
    files[name]["name"] = both("档案部", "Files Department")
    if draw.random() < 0.4:
        files[f"{name}-below"] = {**_planned(parent=bare(name), tier="team"), "name": both("档案甲班", "Files team A")}
    return Mutant("empty-unit", files, name)


@plants("empty-unit")
def everybody_moved_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """The posts of a unit are placed in the unit above, and the head is gone."""
    ref, data = _inner(tree, draw)
    if any(tree.documents[other].data.get("parent") == bare(ref) for other in tree.of("unit")):
        return None
    files: dict[str, Any] = {ref: data}
    for post in tree.of("post"):
        if ref not in homes(tree, post):
            continue
        moved = files[post] = tree.data(post)
        if "unit" in moved:
            moved["unit"] = data["parent"]
        else:
            moved["units"] = [placed for placed in moved["units"] if placed["unit"] != bare(ref)]
    for name in ("head", "leader", "chair", "members"):
        data.pop(name, None)
    return Mutant("empty-unit", files, ref)


@plants("head-not-in-unit")
def foreign_head(tree: Tree, draw: random.Random) -> Mutant | None:
    """The head of a unit is somebody of another."""
    ref, data = _inner(tree, draw)
    post = draw.choice(tree.of("post"))
    for home in homes(tree, post):
        if home in units_above(tree, ref) or ref in units_above(tree, home):
            return None
    data["head"] = bare(post)
    return Mutant("head-not-in-unit", {ref: data}, ref, ("head",))


@plants("head-not-in-unit")
def head_moved_away(tree: Tree, draw: random.Random) -> Mutant | None:
    """The head is placed in another department and stays the head of this one."""
    ref, data = _inner(tree, draw)
    post = f"post:{data['head']}"
    moved = tree.data(post)
    to, _ = _inner(tree, draw)
    if to in units_above(tree, ref) or ref in units_above(tree, to) or "unit" not in moved:
        return None
    moved["unit"] = bare(to)
    return Mutant("head-not-in-unit", {post: moved}, ref, ("head",), file=ref)


@plants("no-organisation-chart")
def no_parents(tree: Tree, draw: random.Random) -> Mutant | None:
    """Units side by side, none above another."""
    files = {ref: tree.data(ref) for ref in tree.of("unit")}
    for data in files.values():
        data.pop("parent", None)
        if draw.random() < 0.3:
            data.pop("tier", None)
    first = min(files)
    return Mutant("no-organisation-chart", files, first, file=first)


@plants("several-roots")
def cut_off(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit loses the unit above it."""
    ref, data = _unit(tree, draw)
    if data["tier"] in ("company", "board"):
        return None
    del data["parent"]
    if draw.random() < 0.2:
        del data["tier"]
    return Mutant("several-roots", {ref: data}, ref)


@plants("several-roots")
def new_root(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new unit of any tier that hangs nowhere."""
    data = _planned(tier=draw.choice((*_TIERS, "committee")), head=bare(draw.choice(tree.of("post"))))
    del data["parent"]
    name = new("unit", draw)
    return Mutant("several-roots", {name: data}, name)


@plants("tiers-out-of-order")
def too_high(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit is given the tier of the unit above it, or a higher one."""
    ref, data = _inner(tree, draw)
    tiers = [tree.documents[part].data["tier"] for part in units_above(tree, ref)[1:]]
    upper = next(tier for tier in tiers if tier in _RANK)
    wrong = [tier for tier in _TIERS[1:] if _RANK[tier] < _RANK[upper] or tier == upper != "company"]
    if not wrong:
        return None
    data["tier"] = draw.choice(wrong)
    return Mutant("tiers-out-of-order", {ref: data}, ref, ("tier",))


@plants("tiers-out-of-order")
def under_a_lower_one(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit is hung under one of a lower tier, or the upper one is called a team."""
    ref, data = _inner(tree, draw)
    if draw.random() < 0.5:
        parent = f"unit:{data['parent']}"
        upper = tree.data(parent)
        if upper["tier"] in ("company", *_BODIES):
            return None
        upper["tier"] = "team"
        return Mutant("tiers-out-of-order", {parent: upper}, ref, ("tier",), file=ref)
    to, lower = _inner(tree, draw)
    if _RANK[lower["tier"]] <= _RANK[data["tier"]] or ref in units_above(tree, to):
        return None
    data["parent"] = bare(to)
    return Mutant("tiers-out-of-order", {ref: data}, ref, ("tier",))


@plants("unit-cycle")
def within_itself(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit hangs on itself or on one below it."""
    ref, data = _unit(tree, draw)
    to = draw.choice([other for other in tree.of("unit") if ref in units_above(tree, other)])
    data["parent"] = bare(to)
    return Mutant("unit-cycle", {ref: data}, ref, ("parent",))


@plants("unit-without-function")
def new_unit_for_nothing(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit that is in the chart, in a group and headed, and charged with nothing."""
    parent, above = _unit(tree, draw)
    if above["tier"] in ("group", "team"):
        return None
    tier = (
        "group" if above["tier"] in ("department", "section", "workshop") else draw.choice(("department", "committee"))
    )
    data = _planned(tier=tier, parent=bare(parent), head=bare(draw.choice(tree.of("post"))))
    data["name"] = both("档案处", "Files Division")
    data["functions"] = []
    if draw.random() < 0.5:
        del data["functions"]
    if tier == "committee":
        data["members"] = draw.sample(tree.of("post"), 3)
    name = new("unit", draw)
    return Mutant("unit-without-function", {name: data}, name)


@plants("unit-without-function")
def functions_lost(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit that only its own functions say the purpose of loses them."""
    ref, data = _inner(tree, draw)
    places = (
        "process",
        "policy",
        "record",
        "meeting",
        "authority",
        "training",
        "incentive",
        "basis",
        "kpi",
        "approval",
    )
    named = [str(tree.documents[name].data) for kind in places for name in tree.of(kind)]
    if data["tier"] == "team" or any(ref in text or f"'{bare(ref)}'" in text for text in named):
        return None
    data.pop("functions", None)
    data.pop("mission", None)
    return Mutant("unit-without-function", {ref: data}, ref)


@plants("unit-without-head")
def headless(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit or body without head and chair; whoever leads it from above is none."""
    ref, data = _unit(tree, draw)
    data.pop("head", None)
    data.pop("chair", None)
    return Mutant("unit-without-head", {ref: data}, ref)


@plants("unit-without-head")
def new_unit_without_head(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit is set up with a purpose, and nobody was appointed yet."""
    parent, above = _unit(tree, draw)
    tier = "team" if above["tier"] in ("section", "workshop", "group") else "department"
    data = {**_planned(tier=tier, parent=bare(parent)), "name": both("档案中心", "Files Centre")}
    name = new("unit", draw)
    clerk = {"name": both("档案员", "Archivist"), "unit": bare(name)}
    return Mutant("unit-without-head", {name: data, new("post", draw): clerk}, name)
