"""Plants the defects of the organisation rules about posts: lines, deputies, holders and persons."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.duty_places import any_post, both
from tests.mutation.tree import Mutant, Tree, plants

_BODIES = ("board", "committee")


def above(tree: Tree, ref: str) -> list[str]:
    """The posts above one as written, the nearest first."""
    found: list[str] = []
    current = tree.documents[ref].data.get("superior")
    while current is not None:
        found.append(f"post:{current}")
        current = tree.documents[found[-1]].data.get("superior")
    return found


def _below(tree: Tree, ref: str) -> list[str]:
    return [other for other in tree.of("post") if ref in above(tree, other)]


def units_above(tree: Tree, ref: str) -> list[str]:
    """The unit and those it lies in."""
    found = [ref]
    while parent := tree.documents[found[-1]].data.get("parent"):
        found.append(f"unit:{parent}")
    return found


def homes(tree: Tree, post: str) -> list[str]:
    """The units that a post is placed in."""
    data = tree.documents[post].data
    return [f"unit:{data['unit']}"] if "unit" in data else [f"unit:{placed['unit']}" for placed in data["units"]]


def _of_one(tree: Tree) -> list[str]:
    """The posts that one person holds."""
    return [ref for ref in tree.of("post") if tree.documents[ref].data.get("headcount") == 1]


def bare(ref: str) -> str:
    """The id of a reference."""
    return ref.partition(":")[2]


def new(kind: str, draw: random.Random) -> str:
    """A reference that is not taken, behind all others of its kind."""
    return f"{kind}:zz-planted-{draw.randrange(1000)}"


def _specialist(**fields: Any) -> dict[str, Any]:
    """A post more."""
    return {
        "name": both("档案专员", "Archivist"),
        "unit": "administration",
        "superior": "administration-manager",
        **fields,
    }


@plants("deputy-cannot-stand-in")
def vacant_deputy(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new post that nobody holds yet stands in."""
    ref, data = any_post(tree, draw)
    count: dict[str, Any] = {"headcount": 0}
    if draw.random() < 0.4:
        count = {"units": [{"unit": name, "headcount": 0} for name in ("administration", "hr")]}
    vacant = _specialist(**count)
    if "units" in count:
        del vacant["unit"]
    name = new("post", draw)
    data["deputy"] = bare(name)
    return Mutant("deputy-cannot-stand-in", {ref: data, name: vacant}, ref, ("deputy",))


@plants("deputy-cannot-stand-in")
def far_below(tree: Tree, draw: random.Random) -> Mutant | None:
    """Somebody three levels down signs for the boss."""
    ref, data = any_post(tree, draw)
    far = [other for other in _below(tree, ref) if above(tree, other).index(ref) >= 2]
    if not far:
        return None
    data["deputy"] = bare(draw.choice(far))
    return Mutant("deputy-cannot-stand-in", {ref: data}, ref, ("deputy",))


@plants("deputy-loop")
def stands_in_for_itself(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is its own deputy."""
    ref, data = any_post(tree, draw)
    data["deputy"] = bare(ref)
    return Mutant("deputy-loop", {ref: data}, ref, ("deputy",))


@plants("deputy-loop")
def for_each_other(tree: Tree, draw: random.Random) -> Mutant | None:
    """Two or three posts of one holder stand in for each other."""
    loop = sorted(draw.sample(_of_one(tree), draw.choice((2, 2, 3))))
    files = {ref: tree.data(ref) for ref in loop}
    for ref, following in zip(loop, [*loop[1:], loop[0]], strict=True):
        files[ref]["deputy"] = bare(following)
        if draw.random() < 0.2:
            del files[ref]["headcount"]
    return Mutant("deputy-loop", files, loop[0], ("deputy",))


@plants("missing-deputy")
def forget_the_deputy(tree: Tree, draw: random.Random) -> Mutant | None:
    """A head, or somebody who approves or reviews, without a deputy."""
    heads = {f"post:{tree.documents[ref].data['head']}" for ref in tree.of("unit") if ref != "unit:company"}
    deciding = {
        str(step.get("performer"))
        for ref in tree.of("process")
        for step in tree.documents[ref].data["steps"]
        if step.get("action") in ("review", "countersign", "approve", "decide")
    }
    ref = draw.choice(_of_one(tree))
    data = tree.data(ref)
    if ref not in heads | deciding or "deputy" not in data or ref in ("post:chairman", "post:general-manager"):
        return None
    del data["deputy"]
    if draw.random() < 0.3:
        del data["headcount"]
    return Mutant("missing-deputy", {ref: data}, ref)


@plants("missing-deputy")
def only_one_left(tree: Tree, draw: random.Random) -> Mutant | None:
    """Of several holders one is left, who alone does steps, and nobody thought of a deputy."""
    ref, data = any_post(tree, draw)
    steps = [step for name in tree.of("process") for step in tree.documents[name].data["steps"]]
    if "deputy" in data or "units" in data or not any(step.get("performer") == ref for step in steps):
        return None
    data["headcount"] = 1
    return Mutant("missing-deputy", {ref: data}, ref)


@plants("missing-deputy")
def no_deputy_at_all(tree: Tree, draw: random.Random) -> Mutant | None:
    """A company that never thought of deputies: one finding."""
    files = {ref: tree.data(ref) for ref in tree.of("post")}
    for data in files.values():
        data.pop("deputy", None)
    return Mutant("missing-deputy", files, "system:system", file="system:system")


@plants("post-without-superior")
def reports_to_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post loses its superior everywhere."""
    ref, data = any_post(tree, draw)
    if ref in ("post:chairman", "post:general-manager"):
        return None
    del data["superior"]
    for placement in data.get("units", ()):
        placement.pop("superior", None)
    return Mutant("post-without-superior", {ref: data}, ref)


@plants("post-without-superior")
def new_post_under_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new post without a superior, in any unit; to be under its head is not written."""
    data = _specialist(unit=bare(draw.choice(tree.of("unit"))), headcount=draw.choice((1, 2)))
    del data["superior"]
    name = new("post", draw)
    return Mutant("post-without-superior", {name: data}, name)


@plants("post-without-unit")
def belongs_nowhere(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post without any unit."""
    ref, data = any_post(tree, draw)
    data.pop("unit", None)
    data.pop("units", None)
    return Mutant("post-without-unit", {ref: data}, ref)


@plants("reporting-cycle")
def report_downwards(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post reports to itself or to one below it."""
    ref, data = any_post(tree, draw)
    to = draw.choice([ref, *_below(tree, ref)])
    data["superior"] = bare(to)
    chain = [to, *above(tree, to)]
    loop = chain[: chain.index(ref) + 1]
    first = min(loop)
    return Mutant("reporting-cycle", {ref: data}, first, ("superior",), file=first)


@plants("reporting-cycle")
def one_placement_downwards(tree: Tree, draw: random.Random) -> Mutant | None:
    """In one of its units a post reports to a post below it; in the others all is well."""
    units = [{"unit": name, "headcount": 1} for name in draw.sample(["hr", "finance", "sales", "warehouse"], 2)]
    for placement in units:
        placement["superior"] = f"{'sales' if placement['unit'] == 'sales' else 'hr'}-manager"
    name = new("post", draw)
    lower = {"name": both("档案员", "File clerk"), "unit": "hr", "superior": bare(name), "headcount": 1}
    index = draw.randrange(2)
    units[index]["superior"] = f"{bare(name)}-below"
    upper = {"name": both("档案管理师", "Archivist"), "units": units}
    place = ("units", index, "superior")
    return Mutant("reporting-cycle", {name: upper, f"{name}-below": lower}, name, place)


@plants("span-of-control")
def too_many_below(tree: Tree, draw: random.Random) -> Mutant | None:
    """Thirteen and more report to one."""
    ref = draw.choice(tree.of("post"))
    line = [ref, *above(tree, ref)]
    others = [name for name in tree.of("post") if name not in line and "units" not in tree.documents[name].data]
    files = {name: tree.data(name) for name in draw.sample(others, 13 + draw.randrange(3))}
    for data in files.values():
        data["superior"] = bare(ref)
    return Mutant("span-of-control", files, ref, file=ref)


@plants("span-of-control")
def company_allows_few(tree: Tree, draw: random.Random) -> Mutant | None:
    """The company's own limit is lower than what is."""
    limit = draw.choice((2, 3, 4, 5))
    data = tree.data("system:system")
    data.setdefault("lint", {})["limits"] = {"direct_reports": limit}
    superiors = [f"post:{tree.documents[ref].data.get('superior')}" for ref in tree.of("post")]
    ref = draw.choice([name for name in tree.of("post") if superiors.count(name) > limit])
    return Mutant("span-of-control", {"system:system": data}, ref, file=ref)


def _stranger(tree: Tree, draw: random.Random, units: list[str], line: list[str]) -> str | None:
    """A post that neither belongs to the units or those above them, nor leads one, nor stands in the line."""
    chain = {part for unit in units for part in units_above(tree, unit)}
    leading = {f"post:{tree.documents[unit].data.get(name)}" for unit in chain for name in ("head", "leader")}
    other = draw.choice(tree.of("post"))
    places = homes(tree, other)
    outside = not chain & set(places) and all(tree.documents[place].data["tier"] not in _BODIES for place in places)
    return other if outside and other not in leading and other not in line else None


@plants("superior-outside-line")
def boss_elsewhere(tree: Tree, draw: random.Random) -> Mutant | None:
    """The superior, of the post or of one placement, is somebody of another department."""
    ref, data = any_post(tree, draw)
    places = homes(tree, ref)
    holder, place = data, ("superior",)
    if "units" in data:
        index = draw.randrange(len(places))
        holder, place, places = data["units"][index], ("units", index, "superior"), [places[index]]
    other = _stranger(tree, draw, places, [ref, *above(tree, ref), *_below(tree, ref)])
    if other is None or "superior" not in holder:
        return None
    holder["superior"] = bare(other)
    return Mutant("superior-outside-line", {ref: data}, ref, place)


@plants("superior-outside-line")
def moved_without_boss(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is moved to another department and keeps its superior."""
    ref, data = any_post(tree, draw)
    unit = draw.choice(tree.of("unit"))
    superior = f"post:{data.get('superior')}"
    if "unit" not in data or "superior" not in data or tree.documents[unit].data["tier"] in _BODIES:
        return None
    chain = units_above(tree, unit)
    leading = {f"post:{tree.documents[part].data.get(name)}" for part in chain for name in ("head", "leader")}
    places = homes(tree, superior)
    if set(chain) & set(places) or superior in leading or tree.documents[places[0]].data["tier"] in _BODIES:
        return None
    data["unit"] = bare(unit)
    return Mutant("superior-outside-line", {ref: data}, ref, ("superior",))


@plants("two-reporting-lines")
def second_boss(tree: Tree, draw: random.Random) -> Mutant | None:
    """Another superior, or two, by reference or by name only."""
    ref, data = any_post(tree, draw)
    others = [bare(name) for name in draw.sample(tree.of("post"), draw.choice((1, 1, 2)))]
    if "superior" not in data or bare(ref) in others or data["superior"] in others:
        return None
    data["also_reports_to"] = others
    if draw.random() < 0.2:
        data["also_reports_to"] = [{"named": both("集团财务总监", "Group finance director")}]
    return Mutant("two-reporting-lines", {ref: data}, ref, ("also_reports_to",))


@plants("two-reporting-lines")
def one_unit_two_bosses(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post of one unit is written there twice, under different superiors."""
    ref, data = any_post(tree, draw)
    if "unit" not in data or "superior" not in data or not above(tree, f"post:{data['superior']}"):
        return None
    unit = data.pop("unit")
    second = above(tree, f"post:{data['superior']}")[0]
    data["units"] = [{"unit": unit, "superior": data.pop("superior")}, {"unit": unit, "superior": bare(second)}]
    return Mutant("two-reporting-lines", {ref: data}, ref, ("units", 1, "superior"))


@plants("vacant-post-with-duties")
def nobody_left(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post that is counted on is cut to nobody."""
    ref, data = any_post(tree, draw)
    if "units" in data and draw.random() < 0.5:
        del data["headcount"]
        for placement in data["units"]:
            placement["headcount"] = 0
        return Mutant("vacant-post-with-duties", {ref: data}, ref, ("units",))
    data["headcount"] = 0
    return Mutant("vacant-post-with-duties", {ref: data}, ref, ("headcount",))


def _person(tree: Tree, draw: random.Random, one: str, other: str, note: str = "") -> Mutant:
    held = [{"post": bare(name)} for name in draw.sample([one, other], 2)]
    dates = draw.choice(((None, None), ("2024-03-01", None), ("2023-01-01", "2025-06-01")))
    for tenure, start in zip(held, dates, strict=True):
        if start is not None:
            tenure["from"] = start
    if draw.random() < 0.3:
        free = [ref for ref in _of_one(tree) if ref not in (one, other) and not _tied(tree, ref, (one, other))]
        if free:
            held.insert(1, {"post": bare(draw.choice(free)), "from": "2019-01-01", "to": "2020-01-01"})
    data = {"name": both("周明", "Zhou Ming"), "posts": held}
    place = ("posts", len(held) - 1, "post")
    name = new("person", draw)
    return Mutant("incompatible-posts-one-person", {name: data}, name, place, note=note)


def _tied(tree: Tree, ref: str, others: tuple[str, ...]) -> bool:
    return any(bare(ref) in str(tree.documents[other].data) for other in others) or any(
        bare(other) in str(tree.documents[ref].data) for other in others
    )


@plants("incompatible-posts-one-person")
def own_boss(tree: Tree, draw: random.Random) -> Mutant | None:
    """One person is the superior or the deputy of himself."""
    ref, data = any_post(tree, draw)
    other = data.get(draw.choice(("superior", "deputy")))
    return _person(tree, draw, ref, f"post:{other}", f"{ref} {other}") if other is not None else None


@plants("incompatible-posts-one-person")
def two_hands_in_one(tree: Tree, draw: random.Random) -> Mutant | None:
    """One person holds posts whose duty classes the company itself calls incompatible."""
    classes = tree.documents["system:system"].data["duty_classes"]
    barred = {(entry["id"], other) for entry in classes for other in entry.get("incompatible", ())}
    one, other = draw.sample(tree.of("post"), 2)
    mine, theirs = ({duty.get("duty_class") for duty in tree.documents[name].data["duties"]} for name in (one, other))
    if not any((a, b) in barred or (b, a) in barred for a in mine for b in theirs):
        return None
    return _person(tree, draw, one, other, f"{one} {other}")


@plants("incompatible-posts-one-person")
def a_charge_against_the_post(tree: Tree, draw: random.Random) -> Mutant | None:
    """A person is given a charge (a role) with a duty that its post must not have."""
    pairs = (("keep-stock", "count-stock"), ("produce", "release"), ("approve-spend", "pay"), ("sign-contract", "pay"))
    known, wanted = draw.choice(pairs)
    having = [
        ref
        for ref in tree.of("post")
        if any(duty.get("duty_class") == known for duty in tree.documents[ref].data["duties"])
    ]
    duty = {"id": "x", "text": both("办理该事项", "Do this work"), "duty_class": wanted, "role": "execute"}
    role = {"name": both("代办人", "Acting clerk"), "holders": [bare(draw.choice(having))], "duties": [duty]}
    name, charge = new("person", draw), new("role", draw)
    data = {
        "name": both("周明", "Zhou Ming"),
        "posts": [{"post": role["holders"][0], "from": "2025-01-01"}],
        "roles": [{"role": bare(charge)}],
    }
    return Mutant("incompatible-posts-one-person", {name: data, charge: role}, name, ("roles", 0, "role"))
