"""Places of the worked company where KPIs stand, for the planters of their defects."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.tree import Tree


def any_kpi(tree: Tree, draw: random.Random) -> tuple[str, Any]:
    """A random KPI: its reference and a copy of its data."""
    ref = draw.choice(tree.of("kpi"))
    return ref, tree.data(ref)


def without(data: Any, *keys: str) -> Any:
    """The data without some keys."""
    for key in keys:
        data.pop(key, None)
    return data


def any_assignment(tree: Tree, draw: random.Random, kind: str, *, least: int = 1) -> tuple[str, Any, int]:
    """A random assignment of a post or unit: its file and place; -1 where the one drawn has too few."""
    ref = draw.choice(tree.of(kind))
    data = tree.data(ref)
    count = len(data.get("kpis", ()))
    return ref, data, draw.randrange(count) if count >= least else -1


def holders(tree: Tree) -> dict[str, list[tuple[str, int]]]:
    """Where each KPI is assigned: the file and the place in its list, by the id of the KPI."""
    found: dict[str, list[tuple[str, int]]] = {}
    for kind in ("post", "unit"):
        for ref in tree.of(kind):
            for index, assignment in enumerate(tree.documents[ref].data.get("kpis", ())):
                found.setdefault(assignment["kpi"].removeprefix("kpi:"), []).append((ref, index))
    return found


def answering(tree: Tree, ref: str) -> str:
    """Whoever answers for a post or unit: the post itself, else the head of the unit, else the unit."""
    data = tree.documents[ref].data
    head = data.get("head") or data.get("leader")
    return f"post:{head}" if head else ref


def is_below(tree: Tree, post: str, near: set[str]) -> bool:
    """Whether a post works, at any distance, under one of several."""
    seen: set[str] = set()
    while post in tree.documents and post not in seen:
        seen.add(post)
        superior = tree.documents[post].data.get("superior")
        post = f"post:{superior}" if superior else ""
        if post in near:
            return True
    return False
