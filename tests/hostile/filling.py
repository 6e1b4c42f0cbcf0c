"""Files of every kind, filled from the schemas alone: every field, and of values that can be written in several ways each way.

`Choices` says what stands in them; it is asked in the order of the schemas, so that the same answers give the same files.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from remit.language.schemas import Schema, kinds, resolved

_MEMBERS = ("post", "person", "unit")
_ELEMENTS = {"duty": "post-{}/one", "function": "unit-{}/one", "clause": "one"}
_FORMATS = {"date": "2026-01-05", "duration": "2 days", "day-of-year": "01-01"}
# One way to write each shape of the schemas that holds no free text, by something that it alone matches.
_SHAPES = (
    "one", "@li", "a@b.cn", "ssh-ed25519 AAAA", "sha256:" + "0" * 64, "A/1", "post:post-0", "08:30", "zh", "logo.png",
    "2 days", "2026-01-05", "01-01",
)  # fmt: skip


class Choices(Protocol):
    """What whoever fills in decides."""

    def text(self, place: str) -> str:
        """The text at a place, which is the dotted way of fields to it."""

    def way(self, place: str, ways: int) -> int:
        """Which of several ways to write a value."""

    def number(self, place: str, least: float, most: float) -> float:
        """A number within its bounds."""

    def has(self, place: str) -> bool:
        """Whether a field that may be left out is there."""

    def entity(self, place: str, kind: str) -> str:
        """The id of an entity of a kind."""

    def count(self, place: str, least: int) -> int:
        """How many entries a list has."""


class Filling:
    """Makes files by the answers of `choices`."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self._inside = 0  # performers that hold performers

    def file(self, kind: str) -> dict[str, Any]:
        """The data of one file of a kind."""
        return self._object(kinds()[kind].schema, kind)

    def _object(self, schema: Schema, place: str) -> dict[str, Any]:
        needed = schema.get("required", ())
        made: dict[str, Any] = {}
        for key, node in schema.get("properties", {}).items():
            inner = f"{place}.{key}"
            if key in needed or self.choices.has(inner):
                made[key] = self._field(resolved(node), inner, key)
        for other in [way["required"][0] for way in schema.get("oneOf", ())][1:]:
            made.pop(other, None)
        return made

    def _field(self, node: Schema, place: str, key: str) -> Any:
        if node.get("x-open") or key == "id":
            return "one" if key == "id" else self._open(place)
        return self._value(node, place)

    def _open(self, place: str) -> dict[str, Any]:
        """A mapping with free keys: fields of the company, settings of checking, approved texts by language."""
        if place.endswith("severity"):
            return {"TXT": "warning"}
        if place.startswith("approval"):
            return {"en": {"name": self.choices.text(place)}}
        return {"one": self.choices.text(place)}

    def _value(self, node: Schema, place: str) -> Any:
        node = resolved(node)
        if "oneOf" in node and not ("pattern" in node and node.get("x-type") == "ref"):
            ways = node["oneOf"]
            deep = node.get("x-type") == "performer" and self._inside
            self._inside += node.get("x-type") == "performer"
            made = self._way(node, resolved(ways[0 if deep else self.choices.way(place, len(ways))]), place)
            self._inside -= node.get("x-type") == "performer"
            return made
        return self._plain(node, place)

    def _way(self, node: Schema, way: Schema, place: str) -> Any:
        if "oneOf" in way:  # a deliverable is a text, which is itself written in two ways
            return self._value(way, place)
        if node.get("x-type") == "ref" and way.get("type") == "string":
            return self._reference(str(node.get("x-ref", "any")), place)
        if node.get("x-type") == "steps" and way.get("type") == "string":
            return "end"
        if node.get("x-type") == "performer" and way.get("type") == "string":
            return f"post:{self.choices.entity(place, 'post')}"
        if node.get("x-type") == "text" and way.get("type") == "object":
            return {lang: self.choices.text(f"{place}.{lang}") for lang in ("zh", "en")}
        return self._plain(way, place)

    def _plain(self, node: Schema, place: str) -> Any:
        if "enum" in node:
            return node["enum"][self.choices.way(place, len(node["enum"]))]
        match node.get("type"):
            case "object":
                return self._object(node, place)
            case "array":
                count = self.choices.count(place, int(node.get("minItems", 1)))
                return [self._value(node["items"], f"{place}[]") for _ in range(count)]
            case "boolean":
                return self.choices.way(place, 2) == 1
            case "integer" | "number" as kind:
                number = self.choices.number(place, node.get("minimum", 0), node.get("maximum", 1000))
                return int(number) if kind == "integer" else number
        return self._string(node, place)

    def _string(self, node: Schema, place: str) -> str:
        if node.get("x-type") == "ref":
            return self._reference(str(node.get("x-ref", "any")), place, str(node.get("pattern", "")))
        if node.get("x-ref-local") or node.get("x-ref-own"):
            return "one"
        shape = str(node.get("x-format") or node.get("format") or "")
        if shape in _FORMATS:
            return _FORMATS[shape]
        text = self.choices.text(place)
        pattern = node.get("pattern")
        if pattern is None:
            return text[: node.get("maxLength")]
        squeezed = re.sub(r"[@\s<>]", "", text)
        for shape in (text, f"{squeezed}@{squeezed}", f"ssh-ed25519 AAAA {text}", *_SHAPES):
            if re.search(pattern, shape):
                return shape
        raise ValueError(f"{place}: nothing matches {pattern}")

    def _reference(self, target: str, place: str, pattern: str = "") -> str:
        if target in _ELEMENTS:
            return _ELEMENTS[target].format(self.choices.entity(place, "post").rpartition("-")[2])
        if target == "any":
            kinds_ = [kind for kind in _MEMBERS if re.match(pattern, f"{kind}:one")]
            kind = kinds_[self.choices.way(place, len(kinds_))]
            return f"{kind}:{self.choices.entity(place, kind)}"
        return self.choices.entity(place, target)
