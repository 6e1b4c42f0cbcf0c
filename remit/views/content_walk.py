"""The one walk over two contents of an entity: by its schema, field by field, elements of lists paired by what identifies them.

Contents are plain data, of a file or of the ledger. Texts, performers, timings and targets are values: nothing below them is
a field. What is not there counts as empty, so that a block that comes is told by its fields.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from remit.language.schemas import Schema, resolved
from remit.source.document import Pointer
from remit.views.difference import Matcher

Event = Literal["changed", "added", "removed", "order"]


@dataclass(frozen=True, slots=True)
class Level:
    """An object on the way to a place: the field or list that it stands in with its label, its class and both its contents."""

    field: str
    title: str
    owner: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where two contents differ.

    `levels` are the objects around it, the entity first; `field` and `title` the field of the innermost one; `schema` that
    of the value, or of one entry where `entry` says that the place is one of a list. Of an order, before and after are the
    keys or entries that both have. `pointer` leads to it in the content that has it, the later where both have.
    """

    levels: tuple[Level, ...]
    field: str
    title: str
    schema: Schema
    event: Event
    before: Any
    after: Any
    pointer: Pointer
    entry: bool = False


def walk(
    schema: Schema, before: Mapping[str, Any], after: Mapping[str, Any], above: tuple[Level, ...] = ()
) -> Iterator[Place]:
    """Where two contents of one kind differ, in the order of the schema's fields; or of one element, with the levels `above`."""
    levels = above or (Level("", "", str(schema.get("x-class", "")), before, after),)
    yield from _object(schema, before, after, levels, ())


def _object(
    schema: Schema, before: Mapping[str, Any], after: Mapping[str, Any], levels: tuple[Level, ...], pointer: Pointer
) -> Iterator[Place]:
    properties: Mapping[str, Any] = schema.get("properties", {})
    for key in dict.fromkeys([*properties, *sorted({*before, *after})]):
        old, new = before.get(key), after.get(key)
        if old != new:
            node = resolved(properties[key]) if key in properties else {}
            yield from _value(node, key, old, new, levels, (*pointer, key))


def _value(node: Schema, key: str, old: Any, new: Any, levels: tuple[Level, ...], at: Pointer) -> Iterator[Place]:
    title = str(node.get("title", ""))
    if "properties" in node and "x-type" not in node:
        one, other = old or {}, new or {}
        yield from _object(node, one, other, (*levels, Level(key, title, str(node.get("x-class", "")), one, other)), at)
    elif node.get("type") == "array":
        yield from _list(resolved(node.get("items", {})), key, title, old or [], new or [], levels, at)
    else:
        yield Place(levels, key, title, node, _event(old, new), old, new, at)


def _event(old: Any, new: Any) -> Event:
    return "added" if old is None else "removed" if new is None else "changed"


def _list(
    item: Schema, field: str, title: str, old: list[Any], new: list[Any], levels: tuple[Level, ...], at: Pointer
) -> Iterator[Place]:
    keys = _keys(item, old, new)
    if keys is None:
        pairs = list(_aligned(item, old, new))
    else:
        places = ({key: n for n, key in enumerate(side)} for side in keys)
        first, second = places
        pairs = [(first.get(key), second.get(key)) for key in dict.fromkeys([*keys[0], *keys[1]])]
    both = sorted((n, m) for n, m in pairs if n is not None and m is not None)
    now = sorted(both, key=lambda pair: pair[1])
    if both != now:
        yield Place(levels, field, title, item, "order", [old[n] for n, _ in both], [new[m] for _, m in now], at)
    for n, m in pairs:
        one, other = (old[n] if n is not None else None), (new[m] if m is not None else None)
        here = (*at, m if m is not None else n if n is not None else 0)
        if one == other:
            continue
        if one is not None and other is not None and "properties" in item and "x-type" not in item:
            level = Level(field, title, str(item.get("x-class", "")), one, other)
            yield from _object(item, one, other, (*levels, level), here)
        elif one is not None and other is not None and item.get("type") == "array":
            yield from _list(resolved(item["items"]), field, title, one, other, levels, here)
        else:
            yield Place(levels, field, title, item, _event(one, other), one, other, here, entry=True)


def _keys(item: Schema, old: Sequence[Any], new: Sequence[Any]) -> tuple[list[str], list[str]] | None:
    """What identifies each entry of both lists: its id, else what it is about; None where that does not tell them apart."""
    name = _identifying(json.dumps([item.get("required"), list(item.get("properties", {}))]), item.get("x-class"))
    if not name:
        return None
    found: list[list[str]] = []
    for entries in (old, new):
        keys = [json.dumps(entry[name], sort_keys=True) if name in entry else "" for entry in entries]
        if "" in keys or len(set(keys)) != len(keys):
            return None
        found.append(keys)
    return found[0], found[1]


@cache
def _identifying(shape: str, class_name: str | None) -> str:
    """The id of an object, else the reference or performer that it must have: the KPI of an assignment, the unit of a place."""
    from remit.model.generate import class_schemas

    required, properties = json.loads(shape)
    if "id" in properties:
        return "id"
    node = class_schemas().get(class_name or "", {})
    for key in required or ():
        if resolved(node["properties"][key]).get("x-type") in ("ref", "performer"):
            return str(key)
    return ""


def _aligned(item: Schema, old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Entries without an identity: equal ones together wherever they stand, then those left over, the likest first."""
    left = [json.dumps(entry, sort_keys=True, ensure_ascii=False) for entry in old]
    right = [json.dumps(entry, sort_keys=True, ensure_ascii=False) for entry in new]
    free = dict.fromkeys(range(len(new)))
    places: dict[str, deque[int]] = defaultdict(deque)
    for m, text in enumerate(right):
        places[text].append(m)
    pairs: list[tuple[int | None, int | None]] = []
    rest: list[int] = []
    for n, text in enumerate(left):
        if places[text]:
            match = places[text].popleft()
            del free[match]
            pairs.append((n, match))
        else:
            rest.append(n)
    whole = item.get("x-type") not in ("ref", "performer") and (
        "properties" in item or "x-type" in item or item.get("type") == "array"
    )
    likes = sorted(_likes(left, right, rest, list(free))) if whole else []
    taken: set[int] = set()
    for _, n, m in likes:
        if n not in taken and m in free:
            taken.add(n)
            del free[m]
            pairs.append((n, m))
    pairs += [(n, None) for n in rest if n not in taken]
    return iter([*sorted(pairs, key=lambda pair: pair[0] or 0), *((None, m) for m in free)])


_LIKE = 0.45
"""Entries less alike than this are not one that changed, but one that went and one that came."""


_EFFORT, _SETTING_UP = 60_000_000, 200
"""Steps of comparing, some seconds of them: two hundred rows of a table that all differ take a half. Lists that were made to be
compared for hours are told as what went and what came from there on."""


def _likes(
    left: Sequence[str], right: Sequence[str], rest: Sequence[int], free: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """The pairs of entries that are alike, with how unlike they are, as long as the effort lasts."""
    effort = [_EFFORT]
    for n in rest:
        for m in free:
            like = _like(left[n], right[m], effort)
            if effort[0] < 0:
                return
            if like >= _LIKE:
                yield -like, n, m


def _like(one: str, other: str, effort: list[int]) -> float:
    matcher = Matcher(one, other, effort)
    effort[0] -= _SETTING_UP + len(one) + len(other)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE else 0.0
