"""The elements of a file that have an id, as plain data, each known by the way to it; and references written anew in data."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from remit.change.likeness import Grams, grams
from remit.language.schemas import Schema, kinds, resolved
from remit.model.places import canonical_key, put, renamed
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


def names_now(names: Mapping[str, str]) -> Callable[[str], str]:
    """What something is called now, by what it was called: itself renamed, or within what was renamed."""
    known = {canonical_key(old): canonical_key(new) for old, new in names.items() if old != new}

    def now(key: str) -> str:
        if key in known:
            return known[key]
        entity, slash, sub = key.partition("/")
        return f"{known.get(entity, entity)}{slash}{sub}"

    return now


def with_names(kind: str, ref: str, data: Mapping[str, Any], now: Callable[[str], str]) -> Mapping[str, Any]:
    """The data of a file with its references as they are now; ids of what stands in it are as they were."""
    found = list(renamed(kind, ref, data, now, ids=False))
    if not found:
        return data
    written = copy.deepcopy(dict(data))
    for pointer, text in found:
        put(written, pointer, text)
    return written
