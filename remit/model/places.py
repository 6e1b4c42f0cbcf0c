"""Where the name of something stands in a document: ids, references, links in texts. Read off the schemas alone.

It works on what a file says and on the canonical content that the ledger keeps: both have the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from remit.language.schemas import Schema, kinds, resolved
from remit.model.values import INLINE, RELATIVE
from remit.source.document import Pointer

_TEXTS = frozenset({"text", "timing", "target"})
# A field that fixes the kind of a nested element, and where such elements stand.
_HOME = {"duty": "post", "function": "unit"}
# Ids of a list of the same file, by the word of x-ref-local or x-ref-own.
_LISTS = {"step": "steps", "stage": "stages", "parameter": "parameters", "duty": "duties"}
# Tables of system.yaml that references name by a kind.
_TABLES = {"groups": "group", "classifications": "classification"}

ENTRIES = ("approval", "acknowledgement")
"""Kinds of entries of the ledger about a document: what they say was so under the names of their day."""

UNPUBLISHED = frozenset({"person", "rename", "acknowledgement"})
"""Kinds without pages: people, and what each of them has read, are not published; renames are read with the ledger."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of the text at `pointer` name `key` (kind:id or kind:id/sub).

    `form` is whole (kind:id), short (id, id/sub) or own (the last id alone). `defines` says that the thing itself is here.
    """

    pointer: Pointer
    start: int
    end: int
    key: str
    form: str = "whole"
    defines: bool = False
    inline: bool = False

    def written(self, key: str) -> str:
        """How another name would be written here."""
        if self.form == "whole":
            return key
        return key.partition(":")[2] if self.form == "short" else key.rpartition("/")[2].rpartition(":")[2]


def places(kind: str, ref: str, data: Any) -> Iterator[Place]:
    """Every place in the data of a document that names something, in the order of the schema."""
    yield from _Walk(kind, ref, data).places()


def renamed(
    kind: str, ref: str, data: Any, now: Callable[[str], str], *, ids: bool = True
) -> Iterator[tuple[Pointer, str]]:
    """The texts that change when each thing is called `now(its name)`: pointer and new text. Without `ids` the things that
    are here themselves keep theirs."""
    found: dict[Pointer, list[tuple[Place, str]]] = {}
    for place in places(kind, ref, data):
        key = now(place.key)
        if key != place.key and (ids or not place.defines):
            found.setdefault(place.pointer, []).append((place, key))
    for pointer, changes in found.items():
        text = at(data, pointer)
        new = text
        for place, key in sorted(changes, key=lambda change: -change[0].start):
            new = new[: place.start] + place.written(key) + new[place.end :]
        if new != text:
            yield pointer, new


def at(data: Any, pointer: Pointer) -> Any:
    """What stands at a pointer. Raises KeyError or IndexError where it leads nowhere."""
    for part in pointer:
        data = data[part]
    return data


def put(data: Any, pointer: Pointer, value: object) -> None:
    """Write what stands at a pointer. Raises KeyError or IndexError where what holds it is not there."""
    at(data, pointer[:-1])[pointer[-1]] = value


def address(taken: set[str], document: str, ref: str, ident: str, pointer: Pointer) -> str:
    """entity/id for an element within `ref`; where that is taken, entity/parent-id, at the top entity/list-id; where that
    is too, the address of what it stands in. `taken` are the addresses given so far; the new one is added."""
    own = f"{document}/{ident}"
    if own in taken:
        own = f"{ref}-{ident}" if "/" in ref else f"{ref}/{pointer[0]}-{ident}"
    if own in taken:
        return ref
    taken.add(own)
    return own


def canonical_key(key: str) -> str:
    """The one name of a thing: a clause is named by its own id, whatever basis it stands in."""
    kind, _, rest = key.partition(":")
    return f"clause:{rest.partition('/')[2]}" if kind == "basis" and "/" in rest else key


class _Walk:
    """One document."""

    def __init__(self, kind: str, ref: str, data: Any) -> None:
        self.kind, self.ref, self.data = kind, ref, data
        self.taken: set[str] = set()
        self.own: dict[tuple[str, str], str] = {}
        self.found: list[Place] = []
        self.later: list[tuple[str, str, Pointer]] = []

    def places(self) -> Iterator[Place]:
        if (
            isinstance(self.data.get("document"), str) and self.kind not in ENTRIES
        ):  # canonical content says what it is of
            self._whole(self.data["document"], ("document",), defines=True)
        self._object(kinds()[self.kind].schema, self.data, (), self.ref)
        for table, ident, pointer in self.later:
            key = self.own.get((_LISTS[table], ident))
            if key is not None:
                self.found.append(Place(pointer, 0, len(ident), key, "own"))
        yield from self.found

    def _object(self, schema: Schema, data: Mapping[str, Any], pointer: Pointer, ref: str) -> None:
        for key, raw in schema["properties"].items():
            if key in data:
                self._value(resolved(raw), data[key], (*pointer, key), ref)

    def _value(self, node: Schema, value: Any, pointer: Pointer, ref: str) -> None:
        kind = node.get("x-type")
        if kind in _TEXTS:
            self._text(value, pointer)
        elif kind == "ref":
            self._reference(node.get("x-ref"), value, pointer)
        elif kind == "performer":
            self._performer(value, pointer)
        elif kind == "deliverable":
            if isinstance(value, str) and value.startswith("record:"):
                self._whole(value, pointer)
            else:
                self._text(value, pointer)
        elif kind == "steps":
            for where, ident in (
                [((), value)] if isinstance(value, str) else [((n,), one) for n, one in enumerate(value)]
            ):
                self.later.append(("step", ident, (*pointer, *where)))
        elif "x-names" in node:
            self._whole(value, pointer)
        elif "x-ref-local" in node or "x-ref-own" in node:
            self._local(str(node.get("x-ref-local") or node["x-ref-own"]), value, pointer)
        elif "x-class" in node:
            self._object(node, value, pointer, self._element(value, pointer, ref))
        elif node.get("type") == "array":
            item = resolved(node["items"])
            for index, part in enumerate(value):
                self._value(item, part, (*pointer, index), ref)

    def _local(self, table: str, value: str, pointer: Pointer) -> None:
        if table in _LISTS:
            self.later.append((table, value, pointer))
        elif table == "classification":
            self._add(f"classification:{value}", pointer, 0, len(value), "short")

    def _element(self, value: Any, pointer: Pointer, ref: str) -> str:
        """The address of an element, and the place of its id."""
        ident = value.get("id")
        if not isinstance(ident, str):
            return ref
        own = address(self.taken, self.ref, ref, ident, pointer)
        if own == ref:
            return ref
        if len(pointer) == 2:
            self.own.setdefault((str(pointer[0]), ident), own)
        self.found.append(Place((*pointer, "id"), 0, len(ident), self._name(own, ident, pointer), "own", defines=True))
        return own

    def _name(self, own: str, ident: str, pointer: Pointer) -> str:
        """The name that references give an element: that of a table of system.yaml has a kind of its own."""
        if self.kind == "system" and pointer[0] in _TABLES:
            parent = self.data[pointer[0]][pointer[1]]["id"]
            return f"{_TABLES[str(pointer[0])]}:{parent}" + (f"/{ident}" if len(pointer) > 2 else "")
        return canonical_key(own)

    def _text(self, value: Any, pointer: Pointer) -> None:
        if isinstance(value, str):
            for link in INLINE.finditer(value) if "{" in value else ():
                self._add(f"{link[1]}:{link[2]}", pointer, link.start(1), link.end(2), "whole", inline=True)
        elif isinstance(value, Mapping):
            for key, part in value.items():
                self._text(part, (*pointer, key))

    def _reference(self, kind: Any, value: Any, pointer: Pointer) -> None:
        if isinstance(value, Mapping):
            self._text(value, pointer)
        elif ":" in value:
            self._whole(value, pointer)
        elif isinstance(kind, str) and kind != "any":
            self._add(f"{_HOME.get(kind, kind)}:{value}", pointer, 0, len(value), "short")

    def _performer(self, value: Any, pointer: Pointer) -> None:
        if isinstance(value, str):
            if value not in RELATIVE:
                self._whole(value, pointer)
        elif "named" in value:
            self._text(value, pointer)
        elif "any" in value:
            for index, part in enumerate(value["any"]):
                self._performer(part, (*pointer, "any", index))
        elif "at" in value:
            self._reference("post", value["post"], (*pointer, "post"))
            self._reference("unit", value["at"], (*pointer, "at"))
        else:
            for key, part in value.items():
                self._performer(part, (*pointer, key))

    def _whole(self, value: str, pointer: Pointer, *, defines: bool = False) -> None:
        if ":" in value:
            self._add(value, pointer, 0, len(value), "whole", defines=defines)

    def _add(
        self,
        key: str,
        pointer: Pointer,
        start: int,
        end: int,
        form: str,
        *,
        defines: bool = False,
        inline: bool = False,
    ) -> None:
        name = canonical_key(key)
        if name != key:  # basis:standard/clause keeps its beginning: the clause alone is named
            basis, _, clause = key.partition("/")
            self.found.append(Place(pointer, start, end - len(clause) - 1, basis, form, inline=inline))
            start, form = end - len(clause), "own"
        self.found.append(Place(pointer, start, end, name, form, defines, inline))
