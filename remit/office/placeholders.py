"""The names that a company's own Word template can use, from templates/labels/placeholders.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from remit.office.template_check import Shape
from remit.resources import catalogue_data, templates_dir

_SHARED = "shared"
_LOOKED_AT = ("zh", "en")


@cache
def _catalogue() -> Mapping[str, Any]:
    found: Mapping[str, Any] = catalogue_data(templates_dir() / "labels" / "placeholders.yaml")
    return found


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of documents that a company can bring its own template for."""
    return tuple(name for name in _catalogue() if name != _SHARED)


@cache
def placeholders(kind: str) -> Mapping[str, Shape]:
    """What a template of a kind can use, by name."""
    return {name: _shape(entry) for name, entry in _catalogue()[kind].items()}


def _shape(entry: Any) -> Shape:
    found: Mapping[str, Any] = _catalogue()[_SHARED][entry] if isinstance(entry, str) else entry
    fields = {name: _shape(part) for name, part in found.get("fields", {}).items()}
    meaning = {lang: found[lang] for lang in _LOOKED_AT}
    each = str(found.get("each", ""))
    if each:
        item = Shape("group", fields, meaning=meaning) if fields else Shape("text", meaning=meaning)
        return Shape("list", item=item, each=each, meaning=meaning)
    kind = str(found.get("kind") or ("group" if fields else "text"))
    return Shape(kind, fields, meaning=meaning)


@dataclass(frozen=True, slots=True)
class Row:
    """A placeholder for people: how it is written in a template, its depth in lists, and its meaning by language."""

    written: str
    depth: int
    meaning: Mapping[str, str]


def table(kind: str) -> tuple[Row, ...]:
    """Every placeholder of a kind in its order, from which docs/word-templates.md is made."""
    return tuple(_rows(placeholders(kind), "", 0))


def _rows(shapes: Mapping[str, Shape], prefix: str, depth: int) -> list[Row]:
    found: list[Row] = []
    for name, shape in shapes.items():
        dotted = f"{prefix}{name}"
        if shape.kind == "list" and shape.item is not None:
            found.append(Row(f"{{%tr for {shape.each} in {dotted} %}} … {{%tr endfor %}}", depth, shape.meaning))
            if shape.item.fields:
                found += _rows(shape.item.fields, f"{shape.each}.", depth + 1)
            else:
                found.append(Row(f"{{{{ {shape.each} }}}}", depth + 1, shape.meaning))
        elif shape.fields:
            found += _rows(shape.fields, f"{dotted}.", depth)
        elif shape.kind == "blocks":
            found.append(Row(f"{{{{p {dotted} }}}}", depth, shape.meaning))
        else:
            found.append(Row(f"{{{{ {dotted} }}}}", depth, shape.meaning))
    return found
