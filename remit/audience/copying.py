"""A copy of one document without what a reader may not see: values that are withheld, and names of what is.

An entry of a list goes, and a single value that may be missing; words stand in for what must be there. A reference that can
be of one thing only says that it is not disclosed. Chapters and articles keep their place, because people cite them by number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from remit.audience.flow import mended
from remit.audience.reader import Reader
from remit.language.schemas import Schema, kinds, resolved
from remit.model.places import UNPUBLISHED, canonical_key, places
from remit.model.restricted import FIELD, paths, replaceable
from remit.model.values import INLINE
from remit.source.document import Document, Pointer

_OUT: Any = object()
"""What stands for a value that is withheld."""
_LOST: Any = object()
"""What stands for a value that names what is withheld."""

_CITED_BY_NUMBER = frozenset({"Chapter", "Article", "Item", "SubItem"})


@dataclass(slots=True)
class Gone:
    """What went: `names` of files and elements (kind:id, kind:id/sub), `ids` of the tables of system.yaml by table, `extra`
    fields. `known` are the files and elements that there were."""

    known: Collection[str]
    names: set[str] = field(default_factory=set)
    ids: set[tuple[str, str]] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether something of this name, or the file that it is in, went."""
        return name in self.names or name.partition("/")[0] in self.names


class Copying:
    """The copy of a document: `data` is None where nothing of it may be shown.

    `left` are the places of `document` that the copy does not have, `moved` by list the new place of each entry.
    """

    def __init__(self, document: Document, withheld: Collection[Pointer], gone: Gone, reader: Reader) -> None:
        self.document, self.withheld, self.gone, self.reader = document, withheld, gone, reader
        self.left: list[Pointer] = []
        self.moved: dict[Pointer, dict[int, int]] = {}
        source: Any = document.data
        self.names: dict[Pointer, list[str]] = {}
        for place in places(document.kind, document.ref, source):
            if not place.defines and not place.inline:
                self.names.setdefault(place.pointer, []).append(place.key)
        self.first = next(iter(reader.instead), "")
        found = self._object(kinds()[document.kind].schema, source, ())
        self.data: dict[str, Any] | None = None if found is _LOST else self._finished(found)

    def place(self, pointer: Pointer) -> Pointer:
        """Where a place of the document is in the copy."""
        found: Pointer = ()
        for depth, part in enumerate(pointer):
            moved = self.moved.get(pointer[:depth])
            found = (*found, moved.get(part, part) if moved is not None and isinstance(part, int) else part)
        return found

    def _finished(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data with its flow mended and the marks that still mark something."""
        source: Any = self.document.data
        if self.document.kind == "process" and "steps" in data:
            there = {step["id"] for step in data["steps"]}
            gone = {step["id"] for step in source["steps"]} - there
            if gone:
                mended(source["steps"], gone, data["steps"])
        if FIELD in data:
            known = paths(self.document.kind, data)
            marks = {
                path: level for path, level in data.pop(FIELD).items() if self.reader.sees(level) and path in known
            }
            if marks:
                data[FIELD] = marks
        return data

    def _object(self, node: Schema, data: Mapping[str, Any], pointer: Pointer) -> Any:
        found: dict[str, Any] = {}
        for key, value in data.items():
            part = resolved(node["properties"][key]) if key in node["properties"] else {}
            at = (*pointer, key)
            personal = part.get("x-confidential") and key != FIELD and not self.reader.people
            new = _OUT if personal or at in self.withheld else self._value(part, value, at)
            if new is _OUT or new is _LOST:
                self.left.append(at)
                required = key in node.get("required", ())
                new = self._instead(part, lost=new is _LOST, required=required, inner=bool(pointer))
                if new is None and required:
                    return _LOST
            if new is not None:
                found[key] = new
        return found

    def _instead(self, node: Schema, *, lost: bool, required: bool, inner: bool) -> Any:
        """What stands for a field that is withheld or names what is; None where nothing can."""
        kind = node.get("x-type")
        if kind == "ref" and lost and required:
            return None  # an entry about what is withheld, such as the weight of an indicator, goes with it
        if not required and not lost:
            return None
        if kind == "text":
            return dict(self.reader.instead)
        if kind == "deliverable" or replaceable(node):
            return {"named": dict(self.reader.instead)}
        return None

    def _value(self, node: Schema, value: Any, pointer: Pointer) -> Any:
        kind = node.get("x-type")
        if kind == "performer":
            return self._performer(value, pointer)
        if kind == "steps" or node.get("x-ref-local") == "step":
            return value
        if kind in ("ref", "deliverable") or "x-names" in node or "x-ref-local" in node or "x-ref-own" in node:
            if isinstance(value, str) and self._is_lost(node, value, pointer):
                return _LOST
            return self._texts(value, self.first)
        if kind is None and "x-class" in node:
            return self._object(node, value, pointer)
        if kind is None and node.get("x-open"):
            return self._open(value, pointer)
        if kind is None and node.get("type") == "array":
            return self._list(resolved(node["items"]), value, pointer)
        return self._texts(value, self.first)

    def _list(self, item: Schema, values: list[Any], pointer: Pointer) -> Any:
        found: list[Any] = []
        moved: dict[int, int] = {}
        for index, value in enumerate(values):
            at = (*pointer, index)
            new = _OUT if at in self.withheld else self._value(item, value, at)
            if new is _OUT or new is _LOST:
                self.left.append(at)
                if item.get("x-class") not in _CITED_BY_NUMBER:
                    continue
                new = self._shell(item, index)
            moved[index] = len(found)
            found.append(new)
        if len(found) != len(values):
            self.moved[pointer] = moved
        return found if found or not values else _OUT

    def _shell(self, item: Schema, index: int) -> dict[str, Any]:
        """What keeps the place of something that others cite by its number."""
        found: dict[str, Any] = {}
        for key in (*item["required"], "text"):
            if key in item["properties"]:
                found[key] = f"withheld-{index + 1}" if key == "id" else dict(self.reader.instead)
        return found

    def _open(self, value: Mapping[str, Any], pointer: Pointer) -> Any:
        """A table whose keys the schema does not know."""
        found = {}
        for key, part in value.items():
            at = (*pointer, key)
            if at in self.withheld or (pointer == ("extra",) and ("extra", key) in self.gone.ids):
                self.left.append(at)
            else:
                found[key] = self._texts(part, self.first)
        return found or _OUT

    def _performer(self, value: Any, pointer: Pointer) -> Any:
        """A performer; of several the lost ones are one that is not disclosed."""
        if isinstance(value, str):
            return _LOST if any(map(self._gone, self.names.get(pointer, ()))) else value
        if "named" in value:
            return self._texts(value, self.first)
        if "any" in value:
            parts = [self._performer(part, (*pointer, "any", n)) for n, part in enumerate(value["any"])]
            there = [part for part in parts if part is not _LOST]
            hidden = [{"named": dict(self.reader.instead)}] if len(there) < len(parts) else []
            # Said once, however often a copy is copied for others.
            there = [part for part in there if not hidden or part != hidden[0]]
            return {"any": [*there, *hidden]} if there else _LOST
        if "at" in value:
            lost = {key for key in ("post", "at") if any(map(self._gone, self.names.get((*pointer, key), ())))}
            if "post" in lost:
                return _LOST
            post = value["post"]
            if not lost or not isinstance(post, str):
                return self._texts(post if lost else value, self.first)
            return post if ":" in post else f"post:{post}"
        found = {key: self._performer(part, (*pointer, key)) for key, part in value.items()}
        if found.get("except") is _LOST:
            return found["performer"]
        return _LOST if _LOST in found.values() else found

    def _is_lost(self, node: Schema, value: str, pointer: Pointer) -> bool:
        """Whether a reference, or an id of a table, names what went."""
        if "x-names" in node:  # a waiver names findings, which may be of files that nobody else names
            name = canonical_key(value)
            return ":" in value and (self._gone(name) or name not in self.gone.known)
        table = node.get("x-ref-local")
        return (table, value) in self.gone.ids or any(map(self._gone, self.names.get(pointer, ())))

    def _gone(self, name: str) -> bool:
        person = name.startswith("person:") and not self.reader.people and self.document.kind not in UNPUBLISHED
        return person or self.gone.has(name)

    def _texts(self, value: Any, lang: str) -> Any:
        """Texts whose links to what went are words: those that the link has, else that it is not disclosed."""
        if isinstance(value, str):
            return INLINE.sub(lambda link: self._link(link, lang), value) if "{" in value else value
        if isinstance(value, Mapping):
            known = self.reader.instead
            return {key: self._texts(part, key if key in known else lang) for key, part in value.items()}
        return [self._texts(part, lang) for part in value] if isinstance(value, list) else value

    def _link(self, link: Any, lang: str) -> str:
        name = f"{link[1]}:{link[2]}"
        if not self._gone(canonical_key(name)) and not self._gone(name):
            return str(link[0])
        return str(link[3] or self.reader.instead.get(lang) or next(iter(self.reader.instead.values()), ""))
