"""Levels of confidentiality as files mark them: of a whole file, and by path of a field or of one element in it.

A path is written as people read a file: fields and ids with slashes, duties/quotes/timing. Which paths a file has, is read off
its schema; what has no id is named by what it is about (kpis/pass-rate), else the field that it stands in is marked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from remit.diagnostics import Diagnostic, Edit
from remit.language.nearest import certain
from remit.language.schemas import Schema, kinds, resolved
from remit.source.document import Document, Pointer

WHOLE = "."
"""The path of the whole file in a table of marks."""

FIELD = "restricted"
_LEVEL = "confidentiality"
# What names, orders or marks: to leave it out would say nothing, or break what stays.
_NEVER = frozenset({"id", _LEVEL, FIELD, "levels"})
_REPLACED = frozenset({"text", "performer", "ref"})


def marks(data: Any) -> Iterator[tuple[str, str]]:
    """Path and level of everything that the data of a file marks; a document's own classification marks the whole."""
    if isinstance(data.get(_LEVEL), str):
        yield WHOLE, data[_LEVEL]
    control = data.get("control")
    if isinstance(control, Mapping) and isinstance(control.get("classification"), str):
        yield WHOLE, control["classification"]
    yield from data.get(FIELD, {}).items()


def recorded(data: Any) -> dict[str, str]:
    """The marks of a file for the ledger to keep beside its content, which has its classification already."""
    whole = {WHOLE: data[_LEVEL]} if isinstance(data.get(_LEVEL), str) else {}
    return {**whole, **data.get(FIELD, {})}


def paths(kind: str, data: Any) -> dict[str, list[Pointer]]:
    """Every path of the data of a file that may be marked, with the places that it names."""
    found: dict[str, list[Pointer]] = {}
    for path, pointer in _object(kinds()[kind].schema, data, "", ()):
        found.setdefault(path, []).append(pointer)
    return found


def problems(document: Document, levels: Collection[str], approved: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with the marks of a file: a level or a path that there is not, with the nearest that there is.

    A path may also be one of the `approved` contents: what is published holds it until the next approval.
    """
    data: Any = document.data
    written: Mapping[str, str] = data.get(FIELD, {})
    for path, level in written.items():
        if level not in levels:
            yield _problem(document, path, "unknown-local-id", {"table": "level", "value": level}, level, list(levels))
    known = paths(document.kind, data)
    for path in written:
        if path not in known and not any(path in _approved(document.kind, one) for one in approved):
            yield _problem(document, path, "unknown-restricted-path", {"value": path}, path, list(known), key=True)


def _approved(kind: str, content: str) -> Collection[str]:
    """The paths of an approved content; none where a ledger written by hand keeps something else."""
    try:
        return paths(kind, json.loads(content))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
        return ()


def _problem(
    document: Document, path: str, name: str, params: dict[str, str], wrong: str, known: list[str], *, key: bool = False
) -> Diagnostic:
    near = get_close_matches(wrong, known, 1)
    meant = certain(wrong, known)
    pointer = (FIELD, path)
    edit = (Edit(document.path, "rename" if key else "replace", pointer, meant),) if meant else ()
    shown = {**params, "nearest": near[0] if near else "", "known": ", ".join(sorted(known))}
    return Diagnostic(name, document.span(pointer, key=key), document.ref, shown, fix=edit)


def replaceable(node: Schema) -> bool:
    """Whether words can stand for a value that must be there."""
    return node.get("x-type") in _REPLACED and (node.get("x-type") != "ref" or "oneOf" in node)


def _object(node: Schema, data: Mapping[str, Any], above: str, pointer: Pointer) -> Iterator[tuple[str, Pointer]]:
    for key, value in data.items():
        part = resolved(node["properties"][key]) if key in node["properties"] else None
        if part is None or key in _NEVER or (key in node.get("required", ()) and not replaceable(part)):
            continue
        yield f"{above}{key}", (*pointer, key)
        yield from _within(part, value, f"{above}{key}/", (*pointer, key))


def _within(node: Schema, value: Any, above: str, pointer: Pointer) -> Iterator[tuple[str, Pointer]]:
    if "x-type" in node:
        return
    if "x-class" in node:
        yield from _object(node, value, above, pointer)
    elif node.get("x-open"):
        for key in value:
            yield f"{above}{key}", (*pointer, key)
    elif node.get("type") == "array":
        item = resolved(node["items"])
        for index, part in enumerate(value):
            name = _name(item, part)
            if name:
                yield f"{above}{name}", (*pointer, index)
                yield from _within(item, part, f"{above}{name}/", (*pointer, index))


def _name(item: Schema, part: Any) -> str:
    """What an entry of a list is called in a path: its id, else the id of what it must name; empty where it has neither."""
    if not isinstance(part, Mapping) or "x-class" not in item:
        return ""
    if isinstance(part.get("id"), str):
        return str(part["id"])
    for key in item.get("required", ()):
        if resolved(item["properties"][key]).get("x-type") == "ref" and isinstance(part.get(key), str):
            return str(part[key]).rpartition(":")[2].rpartition("/")[2]
    return ""
