"""Files in which every field of a schema has a value, and the same with one field changed: made from the schemas alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from remit.change.model import LEDGER
from remit.language.schemas import Schema, kinds, resolved

_REFS = {"duty": ("buyer/quotations", "buyer/contracts"), "function": ("purchasing/buying", "purchasing/other")}
_KNOWN = {
    "post": ("buyer", "inspector"),
    "unit": ("purchasing", "quality"),
    "role": ("auditor", "auditor-2"),
    "kpi": ("on-time", "cost"),
    "process": ("purchase", "purchase-2"),
    "authority": ("spending", "spending-2"),
    "record": ("request", "request-2"),
    "policy": ("purchasing", "purchasing-2"),
    "clause": ("1.1", "1.2"),
    "any": ("post:buyer", "post:inspector"),
}
_VALUES: Mapping[str, tuple[Any, Any]] = {
    "performer": ("post:buyer", "post:inspector"),
    "deliverable": ("record:request", {"zh": "清单", "en": "list"}),
    "timing": ({"every": "month"}, {"every": "week"}),
    "target": ({"at_least": 90}, {"at_least": 95}),
    "steps": ("end", "one"),
    "text": (
        {"zh": "三个工作日内应当登记", "en": "within three days"},
        {"zh": "五个工作日内应当登记", "en": "within five days"},
    ),
}
_STRINGS = {"date": ("2026-01-01", "2026-02-01"), "duration": ("2 days", "3 days"), "day-of-year": ("01-01", "04-01")}


@dataclass(frozen=True)
class Field:
    """A field somewhere in a kind: the way to it, whether it is normative, the file with it and with it changed."""

    kind: str
    path: str
    normative: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def fields() -> Iterator[Field]:
    """Every field of every kind but the system and those that only record, one changed at a time."""
    for name, kind in kinds().items():
        if name not in LEDGER | {"system"}:
            whole = _object(kind.schema, "")
            for path, normative in _paths(kind.schema, "", True):
                yield Field(name, path, normative, whole, _object(kind.schema, path))


def _paths(schema: Schema, above: str, normative: bool) -> Iterator[tuple[str, bool]]:
    for key, node in schema["properties"].items():
        node = resolved(node)
        own = normative and node.get("x-normative", True)
        inner = resolved(node["items"]) if node.get("type") == "array" else node
        if "properties" in inner and "x-type" not in inner:
            yield from _paths(inner, f"{above}.{key}", own)
        elif not node.get("x-open") and key != "id":
            yield f"{above}.{key}", own


def _object(schema: Schema, changed: str, at: str = "") -> dict[str, Any]:
    """An object with every field; that at `changed` has its second value."""
    return {
        key: _value(resolved(node), changed, f"{at}.{key}", key)
        for key, node in schema["properties"].items()
        if not resolved(node).get("x-open")
    }


def _value(node: Schema, changed: str, at: str, key: str) -> Any:
    second = at == changed
    kind = node.get("x-type")
    if key == "id":
        return "one"
    if node.get("type") == "array" and kind is None:
        return [_value(resolved(node["items"]), changed, at, "")]
    if "properties" in node and kind is None:
        return _object(node, changed, at)
    if kind == "ref":
        target = str(node.get("x-ref"))
        return _REFS.get(target, _KNOWN.get(target, _KNOWN["any"]))[second]
    if kind is not None:
        return _VALUES[kind][second]
    if "enum" in node:
        return node["enum"][second]
    match node.get("type"):
        case "number" | "integer":
            return 3 if second else 2
        case "boolean":
            return second
    shape = node.get("x-format") or node.get("format")
    return _STRINGS.get(str(shape), _plain(node))[second]


def _plain(node: Schema) -> tuple[str, str]:
    return (
        ("A/1", "A/2") if "A-Z" in str(node.get("pattern", "")) and "/" in str(node.get("pattern")) else ("one", "two")
    )
