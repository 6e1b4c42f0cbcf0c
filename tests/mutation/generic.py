"""Operators that know no rule: drop, blank, swap, retarget, duplicate, shift a number or a date, at random places.

A mutant survives where neither the file nor anything that names it in a finding says more than the clean company does.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from remit.diagnostics import Diagnostic
from remit.source.document import Pointer
from tests.mutation.run import batches
from tests.mutation.tree import Mutant, Tree

_KINDS = ("unit", "post", "role", "authority", "kpi", "process", "record", "meeting", "policy", "training", "incentive")
_SHARE = {"process": 6, "post": 5, "record": 3, "unit": 3, "kpi": 3, "authority": 3, "policy": 2}
_REFERENCE = re.compile(r"(post|unit|role|record|kpi|process|authority|meeting|policy|external):([a-z0-9-]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _places(data: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    items: Iterator[tuple[str | int, Any]]
    if isinstance(data, dict):
        items = iter(data.items())
    elif isinstance(data, list):
        items = iter(enumerate(data))
    else:
        return
    for key, value in items:
        if not (isinstance(key, str) and key in _QUIET):
            yield (*pointer, key)
            yield from _places(value, (*pointer, key))


_QUIET = {"basis", "note", "aliases", "formerly"}
"""What says nothing of the system itself: where a fact comes from, and remarks."""


def _get(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data[key]
    return data


def drop(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Take an entry out."""
    del _get(data, pointer[:-1])[pointer[-1]]
    return True


def blank(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Leave a text or a value empty."""
    if isinstance(_get(data, pointer), dict | list):
        return False
    _get(data, pointer[:-1])[pointer[-1]] = ""
    return True


def swap(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Exchange two neighbours of a list."""
    parent = _get(data, pointer[:-1])
    if not isinstance(parent, list) or len(parent) < 2 or len({repr(item) for item in parent}) < len(parent):
        return False
    index = min(int(pointer[-1]), len(parent) - 2)
    parent[index], parent[index + 1] = parent[index + 1], parent[index]
    return True


def retarget(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Let a reference lead to another entity of the kind."""
    value = _get(data, pointer)
    found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return False
    others = [ref for ref in tree.of(found[1]) if ref != value]
    _get(data, pointer[:-1])[pointer[-1]] = draw.choice(others)
    return True


def duplicate(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Write an entry of a list twice, with an id of its own where it has one."""
    parent = _get(data, pointer[:-1])
    if not isinstance(parent, list):
        return False
    item = parent[int(pointer[-1])]
    again = {**item, "id": f"{item['id']}-again"} if isinstance(item, dict) and "id" in item else item
    parent.insert(int(pointer[-1]) + 1, again)
    return True


def shift(tree: Tree, data: Any, pointer: Pointer, draw: random.Random) -> bool:
    """Move a number or a date."""
    value = _get(data, pointer)
    moved: object
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            return False
        moved = (date.fromisoformat(value) + timedelta(days=draw.choice((-400, -30, 30, 400)))).isoformat()
    else:
        moved = draw.choice((value * 10, value + 1, max(value - 1, 0), 0))
        if moved == value:
            return False
    _get(data, pointer[:-1])[pointer[-1]] = moved
    return True


OPERATORS: dict[str, Callable[[Tree, Any, Pointer, random.Random], bool]] = {
    "drop": drop, "blank": blank, "swap": swap, "retarget": retarget, "duplicate": duplicate, "shift": shift,
}  # fmt: skip


def mutants(tree: Tree, count: int, seed: int) -> list[Mutant]:
    """`count` mutants, the operators in turn; the kinds as often as they matter, not as they are many."""
    draw = random.Random(f"{seed} generic")
    pool = [kind for kind in _KINDS for _ in range(_SHARE.get(kind, 1))]
    names = list(OPERATORS)
    found: list[Mutant] = []
    while len(found) < count:
        name = names[len(found) % len(names)]
        ref = draw.choice(tree.of(draw.choice(pool)))
        data = tree.data(ref)
        pointer = draw.choice(list(_places(data)))
        before = _get(data, pointer)
        shown = repr(before)[:60]
        if OPERATORS[name](tree, data, pointer, draw):
            found.append(Mutant(name, {ref: data}, ref, (), note=f"{'.'.join(map(str, pointer))} was {shown}"))
    return found


def survivors(tree: Tree, count: int, seed: int) -> tuple[list[Mutant], Counter[str]]:
    """The mutants that no finding speaks of, and how many of each operator were tried.

    A change of an approved document is always found by its approval; that counts for nothing here.
    """
    every = mutants(tree, count, seed)
    left = [mutant for batch in batches(every, 20) for mutant in _silent(tree, batch)]
    return left, Counter(mutant.rule for mutant in every)


def _silent(tree: Tree, batch: list[Mutant]) -> list[Mutant]:
    """The mutants of a batch that no finding speaks of: those whose file is named are set aside, the rest tried again."""
    changed = {ref: data for mutant in batch for ref, data in mutant.files.items()}
    findings = [f for f in tree.findings(tree.with_files(changed)) if f.name != "changed-after-approval"]
    if not findings or not batch:
        return batch
    if len(batch) == 1:
        return []
    silent = [mutant for mutant in batch if not any(_speaks(finding, tree, mutant) for finding in findings)]
    if len(silent) < len(batch):
        return _silent(tree, silent) if silent else []
    half = len(batch) // 2
    return [*_silent(tree, batch[:half]), *_silent(tree, batch[half:])]


def _speaks(finding: Diagnostic, tree: Tree, mutant: Mutant) -> bool:
    path = tree.documents[mutant.subject].path
    return finding.span.path == path or any(related.span.path == path for related in finding.related)
