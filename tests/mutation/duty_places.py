"""Posts with their duties, and functions of units, of the worked company, for the planters of their defects."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.mutation.tree import Tree

_MARGINAL = ("catch_all", "marginal")
BESIDE = ("assist", "participate", "coordinate", "report")


def any_post(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    """A random post: its reference and a copy of its data."""
    ref = draw.choice(tree.of("post"))
    return ref, tree.data(ref)


def main_duties(duties: list[Any]) -> list[int]:
    """The places of the duties that are neither catch-all nor marginal."""
    return [index for index, duty in enumerate(duties) if not any(duty.get(name) for name in _MARGINAL)]


def both(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def functions_of_units(tree: Tree) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    """Every function and item of a function: the unit, the place in its file, and the data."""
    for ref in tree.of("unit"):
        for number, function in enumerate(tree.documents[ref].data.get("functions", ())):
            yield ref, ("functions", number), function
            for place, item in enumerate(function.get("items", ())):
                yield ref, ("functions", number, "items", place), item


def at(data: Any, pointer: tuple[str | int, ...]) -> Any:
    """What stands at a place."""
    for key in pointer:
        data = data[key]
    return data
