"""The fields that an element really has, in the order of its schema, with their labels: for pages and plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from remit.language.schemas import Schema, in_language, resolved
from remit.model.generate import attribute, class_schemas
from remit.model.values import Element, Entity


def present(element: Element, skip: Iterable[str] = ()) -> list[tuple[str, Any, Schema]]:
    """Name, value and schema of each field that is written, `skip` left out."""
    left_out = set(skip)
    found = []
    for name, raw in class_schemas()[type(element).__name__]["properties"].items():
        value = getattr(element, "kind_of" if isinstance(element, Entity) and name == "kind" else attribute(name))
        empty = value is None or value is False or (isinstance(value, tuple | dict) and not value)
        if name not in left_out and not empty:
            found.append((name, value, resolved(raw)))
    return found


def field_name(node: Schema, name: str, lang: str) -> str:
    """The label of a field in a language."""
    return in_language(node.get("title", name), lang)
