"""An element as plain text: a line a field with its label, nested elements indented below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.labels import labels
from remit.language.schemas import Schema, in_language, resolved
from remit.model.entities import Assignment, System
from remit.model.values import Deliverable, Element, Performer, Ref, Target, Text, Timing
from remit.views import wording
from remit.views.local_names import local_name
from remit.views.present import field_name, present


def lines(element: Element, system: System, lang: str, indent: str = "") -> Iterator[str]:
    """The lines of an element and, indented, of those within it."""
    colon = labels(lang)("colon")
    if not indent:
        yield f"{element.ref}  {element.span().path}:{element.span().line}"
    for name, value, node in present(element):
        label = field_name(node, name, lang)
        if _nested(value):
            yield f"{indent}{label}{colon}"
            for part in value if isinstance(value, tuple) else (value,):
                inner = list(lines(part, system, lang, f"{indent}    "))
                yield from [f"{indent}  - {inner[0].lstrip()}", *inner[1:]] if inner else []
        else:
            yield f"{indent}{label}{colon}{shown(value, node, element, system, lang)}"


def _nested(value: Any) -> bool:
    return isinstance(value, Element) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Element))


def shown(value: Any, node: Schema, element: Element, system: System, lang: str) -> str:
    """A value of a field of an element in words; several are joined."""
    if isinstance(value, tuple):
        item = resolved(node["items"]) if "items" in node else node
        return labels(lang)("list_separator").join(shown(part, item, element, system, lang) for part in value)
    if isinstance(value, Text):
        return wording.plain(value, lang)
    if isinstance(value, Ref):
        return (
            wording.name_of(value.target, lang)
            if isinstance(value.target, Element)
            else wording.plain(value.named, lang) or value.key
        )
    if isinstance(value, Performer):
        return wording.performer(value, lang)
    if isinstance(value, Deliverable):
        return wording.deliverable(value, lang)
    if isinstance(value, Timing):
        return wording.timing(value, lang)
    if isinstance(value, Target):
        return wording.target(value, element.kpi.target if isinstance(element, Assignment) else _kpi(element), lang)
    if isinstance(value, bool):
        return labels(lang)("yes" if value else "no")
    if "x-ref-local" in node:
        return local_name(system, node["x-ref-local"], value, lang)
    if "x-labels" in node:
        return in_language(node["x-labels"].get(value, value), lang)
    return wording.scalar(value, str(node.get("x-format") or node.get("format") or ""), lang, system.currency)


def _kpi(element: Element) -> Any:
    return element if hasattr(element, "formula") else None
