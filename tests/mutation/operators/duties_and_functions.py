"""Plants functions of units that no duty, only a part, or more than one carries."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.duty_places import any_post, at, both, functions_of_units, main_duties
from tests.mutation.tree import Mutant, Tree, plants


@plants("orphan-function")
def new_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function more, which nobody carries out."""
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append({"id": "planted", "text": both("管理公司花木", "Look after the company's plants")})
    return Mutant("orphan-function", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1))


@plants("orphan-function")
def unlink_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """Every duty forgets the function; the unit keeps it."""
    ref, pointer, function = draw.choice(list(functions_of_units(tree)))
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
    ref, data = any_post(tree, draw)
    index = draw.choice(main_duties(data["duties"]))
    if not data["duties"][index].pop("functions", None):
        return None
    return Mutant("duty-without-function", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index))


@plants("function-partly-covered")
def new_object(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function that is extended to something nobody has to do with."""
    ref, pointer, _ = draw.choice(list(functions_of_units(tree)))
    data = tree.data(ref)
    function = at(data, pointer)
    if "objects" not in function:
        return None
    zh, en = draw.choice(
        [("鱼塘养殖", "fish farming"), ("候鸟观测", "bird watching"), ("潜艇", "submarines"), ("幼儿托管", "crèche")]
    )
    function["objects"].append(both(zh, en))
    return Mutant(
        "function-partly-covered",
        {ref: data},
        f"{ref}/{function['id']}",
        (*pointer, "objects", len(function["objects"]) - 1),
    )


@plants("two-owners-of-function")
def second_owner(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post side by side that also owns a function."""
    ref, data = any_post(tree, draw)
    owning = [duty for duty in data["duties"] if duty.get("role") == "own" and duty.get("functions")]
    if not owning:
        return None
    duty = draw.choice(owning)
    copied = {**duty, "id": "x"}
    copied.pop("basis", None)
    post = {"name": both("专员", "Specialist"), "unit": "company", "duties": [copied]}
    subjects = tuple(f"{ref}/{other['id']}" for other in owning)
    return Mutant(
        "two-owners-of-function",
        {"post:zz-planted": post, ref: data},
        "post:zz-planted/x",
        ("duties", 0, "role"),
        subjects=subjects,
    )


@plants("repeated-function")
def copied_function(tree: Tree, draw: random.Random) -> Mutant | None:
    """A function copied from another unit, or put down a second time."""
    source, _, function = draw.choice(list(functions_of_units(tree)))
    ref = draw.choice([name for name in tree.of("unit") if name >= source])
    if "{" in function["text"]["zh"] or len(function["text"]["zh"]) < 10:
        return None
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append(
        {"id": "planted", "text": {**function["text"], "zh": draw.choice(["", "负责"]) + function["text"]["zh"]}}
    )
    return Mutant("repeated-function", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1, "text"))
