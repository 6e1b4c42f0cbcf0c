"""The elements of a file that have an id, as plain data, each known by the way to it; and references written anew in data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from remit.change.likeness import Grams, grams
from remit.language.schemas import Schema, kinds, resolved
from remit.model.values import INLINE
from remit.views.content_walk import Level, Place

Key = tuple[tuple[str, str], ...]
"""The way to an element: list and id of each level from the file down to it."""


@dataclass(frozen=True, eq=False)
class Part:
    """An element with an id: the file that it stands in, the way to it, its schema and data, the language that binds, and the
    element that it is within."""

    entity: str
    key: Key
    schema: Schema
    data: Mapping[str, Any]
    language: str
    above: Part | None = None

    @property
    def owner(self) -> str:
        """Its class."""
        return str(self.schema.get("x-class", ""))

    @property
    def ref(self) -> str:
        """How others refer to it."""
        return f"{self.entity}/{self.key[-1][1]}"

    @cached_property
    def text(self) -> str:
        """Its texts in the first language, those of elements within it too."""
        return "\n".join(texts(self.schema, self.data, self.language))

    @cached_property
    def grams(self) -> Grams:
        """What its texts are made of."""
        return grams(self.text)


def parts(kind: str, entity: str, data: Mapping[str, Any], language: str) -> Iterator[Part]:
    """Every element with an id in the data of a file, outer ones first."""
    yield from _parts(kinds()[kind].schema, entity, data, language, None)


def _parts(schema: Schema, entity: str, data: Mapping[str, Any], language: str, above: Part | None) -> Iterator[Part]:
    for field, value in data.items():
        node = resolved(schema.get("properties", {}).get(field, {}))
        item = resolved(node["items"]) if node.get("type") == "array" and "items" in node else {}
        if "id" in item.get("properties", {}):
            for entry in value:
                if isinstance(entry.get("id"), str):
                    key = (*(above.key if above is not None else ()), (field, entry["id"]))
                    part = Part(entity, key, item, entry, language, above)
                    yield part
                    yield from _parts(item, entity, entry, language, part)


def key_of(levels: tuple[Level, ...]) -> Key:
    """The way to the innermost element of some levels, as the later content has it; levels without an id are left out."""
    found = [(level.field, (level.after or level.before).get("id")) for level in levels[1:]]
    return tuple((field, ident) for field, ident in found if isinstance(ident, str))


def entry_key(place: Place) -> Key:
    """The way to an entry with an id that came or went; that to what holds it where it has none."""
    value = place.before if place.after is None else place.after
    ident = value.get("id") if isinstance(value, Mapping) else None
    return (*key_of(place.levels), (place.field, ident)) if isinstance(ident, str) else ()


def texts(schema: Schema, value: Any, language: str) -> Iterator[str]:
    """The texts in some data in a language, in the order of the schema."""
    if schema.get("x-type") == "text":
        yield in_first(value, language)
    elif isinstance(value, list):
        for part in value:
            yield from texts(resolved(schema.get("items", {})), part, language)
    elif isinstance(value, Mapping) and "x-type" not in schema:
        for field, node in schema.get("properties", {}).items():
            if field in value and resolved(node).get("x-normative", True):
                yield from texts(resolved(node), value[field], language)


def in_first(value: Any, language: str) -> str:
    """A text in the first language, white space folded; the text it has where it lacks that."""
    text = value.get(language, next(iter(value.values()))) if isinstance(value, Mapping) else str(value)
    return " ".join(text.split())


_LOCAL = ("step", "stage", "parameter")
"""Tables of ids that a file keeps for itself."""


class Renamed:
    """References that are written otherwise now, by what they were: post:buyer, post:buyer/quotations."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = {old: new for old, new in names.items() if old != new}

    def of(self, ref: str) -> str:
        """A reference as it is now: itself renamed, or within what was renamed."""
        if ref in self.names:
            return self.names[ref]
        entity, slash, sub = ref.partition("/")
        return f"{self.names.get(entity, entity)}{slash}{sub}"

    def data(self, schema: Schema, value: Any, entity: str) -> Any:
        """Data with its references as they are now; `entity` is the file that it stands in, as it was."""
        kind = schema.get("x-type")
        if kind == "steps" or schema.get("x-ref-local") in _LOCAL:
            return self._local(entity, value)
        if kind == "ref" and isinstance(value, str):
            return self._ref(schema, value)
        if kind is not None:
            return self._inner(value)
        if isinstance(value, list):
            item = resolved(schema.get("items", {}))
            return [self.data(item, part, entity) for part in value]
        if isinstance(value, Mapping):
            properties = schema.get("properties", {})
            own = schema.get("x-class") == "Assignment"
            return {
                key: self._local(entity, part)
                if own and key == "measures"
                else self.data(resolved(properties.get(key, {})), part, entity)
                for key, part in value.items()
            }
        return value

    def _inner(self, value: Any) -> Any:
        """Within performers and texts references name their kind."""
        if isinstance(value, list):
            return [self._inner(part) for part in value]
        if isinstance(value, Mapping):
            # A post at a unit names both by their id alone.
            kinds_ = {"post": "post", "at": "unit"} if "at" in value else {}
            return {
                key: self._ref({"x-ref": kinds_[key]}, part)
                if key in kinds_ and isinstance(part, str)
                else self._inner(part)
                for key, part in value.items()
            }
        if not isinstance(value, str):
            return value
        if ":" in value and "{" not in value and " " not in value:
            return self.of(value)
        return INLINE.sub(
            lambda found: found[0].replace(f"{found[1]}:{found[2]}", self.of(f"{found[1]}:{found[2]}"), 1), value
        )

    def _ref(self, schema: Schema, value: str) -> str:
        kind = schema.get("x-ref")
        if ":" in value or kind in ("clause", "any") or not isinstance(kind, str):
            return self.of(value)
        full = {"duty": "post", "function": "unit"}.get(kind, kind)
        return self.of(f"{full}:{value}").partition(":")[2]

    def _local(self, entity: str, value: Any) -> Any:
        """Ids of elements of the same file."""
        if isinstance(value, list):
            return [self._local(entity, part) for part in value]
        return self.of(f"{entity}/{value}").partition("/")[2]
