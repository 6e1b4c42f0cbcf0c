"""Places of the worked company where things are prepared, checked and approved, read from the files as written.

The planters must not share the eyes of the rules: nothing here asks remit.evidence or remit.views.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from remit.source.document import Pointer
from tests.mutation.tree import Mutant, Tree

MAKING = ("draft", "propose")
CHECKS = ("review", "deliberate", "countersign")
GIVING = ("approve", "decide")
_BEGINNING = ("propose", "organise", "draft", "perform", "supervise", "decide")


@dataclass(frozen=True)
class Act:
    """A step, link or slot: where it stands, what it says, and under which key it names who acts."""

    pointer: Pointer
    item: Mapping[str, Any]
    key: str

    @property
    def action(self) -> str:
        return str(self.item.get("action", "perform"))

    @property
    def by(self) -> Any:
        return self.item.get(self.key)

    @property
    def index(self) -> int:
        """Its place in its list."""
        return int(self.pointer[-1])


@dataclass(frozen=True)
class Chain:
    """The acts on one thing in one place of a process, an authority or a form, and the records that they are about."""

    ref: str
    acts: tuple[Act, ...]
    records: frozenset[str]

    def of(self, *actions: str) -> list[Act]:
        """The acts with one of the actions."""
        return [act for act in self.acts if act.action in actions]


@cache
def chains(tree: Tree) -> tuple[Chain, ...]:
    """Every chain of the company."""
    found: list[Chain] = []
    for ref in tree.of("process"):
        steps = tree.documents[ref].data["steps"]
        for row in rows(steps):
            acts = tuple(Act(("steps", index), steps[index], "performer") for index in row)
            found.append(Chain(ref, acts, frozenset(made for act in acts for made in outputs(act.item))))
    for ref in tree.of("authority"):
        data = tree.documents[ref].data
        for place, tier in enumerate(data["tiers"]):
            links = tuple(Act(("tiers", place, "chain", i), link, "by") for i, link in enumerate(tier["chain"]))
            found.append(Chain(ref, links, frozenset([f"record:{data['record']}"] if "record" in data else [])))
    for ref in tree.of("record"):
        slots = tree.documents[ref].data.get("signatures", ())
        found.append(
            Chain(ref, tuple(Act(("signatures", i), slot, "by") for i, slot in enumerate(slots)), frozenset([ref]))
        )
    return tuple(found)


def rows(steps: list[Any]) -> list[list[int]]:
    """The steps of each activity: what is reviewed and approved joins what was prepared, or what `of` names."""
    found: dict[str, list[int]] = {}
    order: list[list[int]] = []
    last: list[int] = []
    for index, step in enumerate(steps):
        begins = step.get("action", "perform") in _BEGINNING
        row = found.get(step.get("of", ""))
        if row is None and (begins or not last):
            row = last = []
            order.append(row)
        row = last if row is None else row
        row.append(index)
        found[step["id"]] = row
    return order


def outputs(step: Mapping[str, Any]) -> list[str]:
    """The records that a step brings forth."""
    return [item for item in step.get("outputs", ()) if isinstance(item, str)]


def after(steps: list[Any], start: str) -> set[str]:
    """Every step that can follow a step without being sent back."""
    following: dict[str, list[str]] = {}
    for step, later in zip(steps, [*steps[1:], {"id": "end"}], strict=True):
        ahead = step.get("next", later["id"])
        ahead = ahead if isinstance(ahead, list) else [ahead]
        following[step["id"]] = [branch["to"] for branch in step.get("branches", ())] or ahead
    seen: set[str] = set()
    todo = list(following.get(start, ()))
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo += following.get(current, ())
    return seen


def is_plain(steps: list[Any], index: int) -> bool:
    """Whether a step only follows the one before and leads to the next: nothing leads to it by name, nothing joins it."""
    ident = steps[index]["id"]
    if {"next", "branches"} & set(steps[index]):
        return False
    named = ("next", "of", "to")
    return not any(value == ident for key, value in _pairs(steps) if key in named)


def _pairs(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            for one in value if isinstance(value, list) else [value]:
                yield key, one
                yield from _pairs(one)
    elif isinstance(data, list):
        for value in data:
            yield from _pairs(value)


def above(tree: Tree, post: str) -> list[str]:
    """The superiors of a post, the direct one first, as references."""
    found: list[str] = []
    while True:
        superior = tree.documents[post].data.get("superior") if post in tree.documents else None
        if superior is None or f"post:{superior}" in found:
            return found
        post = f"post:{superior}"
        found.append(post)


def below(tree: Tree, post: str) -> list[str]:
    """The posts whose superior a post is, directly or further up."""
    return [other for other in tree.of("post") if post in above(tree, other)]


def is_post(by: Any) -> bool:
    """Whether one post acts."""
    return isinstance(by, str) and by.startswith("post:")


def is_one(by: Any) -> bool:
    """Whether one party acts that is the same wherever it stands: a post, a role, the head of the requester."""
    return isinstance(by, str) and (":" not in by or by.startswith(("post:", "role:")))


def at(data: Any, pointer: Pointer) -> Any:
    """What stands at a place."""
    for key in pointer:
        data = data[key]
    return data


def put(data: Any, act: Act, by: Any) -> None:
    """Let another party act; the duty by which the one before did is left out."""
    item = at(data, act.pointer)
    item[act.key] = by
    item.pop("duty", None)


def choose(draw: random.Random, found: list[Chain]) -> Chain | None:
    """One of the places that lend themselves; the processes, authorities and forms equally often."""
    kinds = sorted({chain.ref.partition(":")[0] for chain in found})
    if not kinds:
        return None
    kind = draw.choice(kinds)
    return draw.choice([chain for chain in found if chain.ref.startswith(f"{kind}:")])


def told(rule: str, chain: Chain, data: Any, act: Act, *, who: bool = True, note: str = "") -> Mutant:
    """The mutant whose finding stands at an act: at who acts, else at the act itself."""
    place = (*act.pointer, act.key) if who else act.pointer
    first, *others = names(chain, data, act)
    return Mutant(rule, {chain.ref: data}, first, place, note=note, subjects=tuple(others))


def names(chain: Chain, data: Any, act: Act) -> list[str]:
    """How a finding may call an act: by its id, by that of its tier, by its file where neither has one."""
    ident = at(data, act.pointer).get("id")
    parent = f"{chain.ref}/{data['tiers'][act.pointer[1]]['id']}" if act.pointer[0] == "tiers" else chain.ref
    if ident is None:
        return [parent]
    return [f"{chain.ref}/{ident}", f"{parent}-{ident}", f"{chain.ref}/{act.pointer[0]}-{ident}", parent]
