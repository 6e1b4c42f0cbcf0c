"""Builds typed elements from plain data by the schemas; every reference met is kept for the linker to resolve."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from remit.diagnostics import Diagnostic, Related
from remit.language.schemas import Schema, kinds, resolved
from remit.model.entities import BY_CLASS, BY_KIND
from remit.model.generate import attribute, class_schemas
from remit.model.places import address
from remit.model.values import (
    INLINE,
    RELATIVE,
    Deliverable,
    Due,
    Element,
    Entity,
    Loose,
    Origin,
    Performer,
    Ref,
    Target,
    Text,
    Timing,
)
from remit.source.document import Document, Pointer

_NO_LINKS: Mapping[str, Ref[Any]] = MappingProxyType({})


@cache
def _fields(class_name: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Key in the file, attribute and schema of each field of a generated class."""
    schema = class_schemas()[class_name]
    entity = issubclass(BY_CLASS[class_name], Entity)
    return tuple(
        (name, "kind_of" if entity and name == "kind" else attribute(name), resolved(node))
        for name, node in schema["properties"].items()
    )


class Builder:
    """Builds the entities of one organisation. `refs` and `elements` fill as it goes."""

    def __init__(self, first_language: str) -> None:
        self.first_language = first_language
        self.refs: list[Ref[Any]] = []
        self.elements: dict[str, Element] = {}
        self.texts: list[Text] = []
        self._taken: set[str] = set()
        self.findings: list[Diagnostic] = []
        self.loose: list[Loose] = []
        self.local: list[tuple[str, str, Origin]] = []

    def entity(self, document: Document) -> Entity:
        """The entity of a sound document."""
        schema = kinds()[document.kind].schema
        start = len(self.refs)
        values = self._values(schema, document.data, document, (), document.ref)
        entity = BY_KIND[document.kind](
            kind=document.kind, id=document.id, ref=document.ref, origin=Origin(document, ()), **values
        )
        self.elements[document.ref] = entity
        self._hold(entity, start)
        return entity

    def value(self, node: Schema, value: Any, origin: Origin) -> Any:
        """One value of a field by its schema; origin's document is the one that it stands in."""
        return self._value(node, value, origin.document, origin.pointer, origin.document.ref)

    def _values(self, schema: Schema, data: Any, document: Document, pointer: Pointer, ref: str) -> dict[str, Any]:
        return {
            attr: self._value(node, data[key], document, (*pointer, key), ref)
            for key, attr, node in _fields(schema["x-class"])
            if key in data
        }

    def _value(self, node: Schema, value: Any, document: Document, pointer: Pointer, ref: str) -> Any:
        match node.get("x-type"):
            case None:
                pass
            case "text":
                return self.text(value, Origin(document, pointer))
            case "ref":
                return self.reference(value, Origin(document, pointer), node.get("x-ref"))
            case "performer":
                return self.performer(value, Origin(document, pointer))
            case "deliverable":
                return self.deliverable(value, Origin(document, pointer))
            case "timing":
                return self._timing(value, Origin(document, pointer))
            case "target":
                return self._target(value, Origin(document, pointer))
            case "steps":
                return (value,) if isinstance(value, str) else tuple(value)
        if "x-ref-local" in node:
            self.local.append((node["x-ref-local"], value, Origin(document, pointer)))
        if "x-class" in node:
            return self._element(node, value, document, pointer, ref)
        if node.get("type") == "array":
            item = resolved(node["items"])
            self._unique_ids(value, document, pointer, ref)
            return tuple(self._value(item, part, document, (*pointer, index), ref) for index, part in enumerate(value))
        return value

    def _element(self, node: Schema, value: Any, document: Document, pointer: Pointer, ref: str) -> Element:
        ident = value.get("id")
        own = address(self._taken, document.ref, ref, ident, pointer) if isinstance(ident, str) else ref
        start = len(self.refs)
        values = self._values(node, value, document, pointer, own)
        element = BY_CLASS[node["x-class"]](ref=own, origin=Origin(document, pointer), **values)
        if own != ref:
            self.elements[own] = element
        self._hold(element, start)
        return element

    def _hold(self, holder: Element, start: int) -> None:
        for ref in self.refs[start:]:
            if ref.holder is None:
                ref.hold(holder)

    def _unique_ids(self, items: Any, document: Document, pointer: Pointer, ref: str) -> None:
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                continue
            first = seen.setdefault(item["id"], index)
            if first != index:
                related = Related(document.span((*pointer, first, "id")), "first-defined-here")
                params = {"ref": f"{ref}/{item['id']}", "first": document.path}
                self.findings.append(
                    Diagnostic(
                        "duplicate-id",
                        document.span((*pointer, index, "id")),
                        f"{ref}/{item['id']}",
                        params,
                        (related,),
                    )
                )

    def text(self, value: Any, origin: Origin) -> Text:
        """Text by language with its inline references."""
        # Of the texts of a large company the half is written by language and nearly all are without links: what stands in the
        # document is not copied, and an empty mapping is one for all.
        by_language = {self.first_language: value} if isinstance(value, str) else value
        refs: dict[str, Ref[Any]] = {}
        for part in by_language.values():
            if "{" in part:
                for found in INLINE.finditer(part):
                    ident, _, sub = found[2].partition("/")
                    refs.setdefault(f"{found[1]}:{found[2]}", self._ref(found[1], ident, sub, origin))
        text = Text(by_language, origin, refs or _NO_LINKS)
        self.texts.append(text)
        return text

    def _named(self, value: Any, origin: Origin) -> Text:
        """A name that is only mentioned: {named: …}."""
        text = self.text(value["named"], origin)
        self.loose.append(Loose("named", str(text), origin))
        return text

    def _ref(self, kind: str, ident: str, sub: str, origin: Origin, wanted: str = "") -> Ref[Any]:
        ref: Ref[Any] = Ref(kind, ident, sub, origin, wanted=wanted)
        self.refs.append(ref)
        return ref

    def reference(self, value: Any, origin: Origin, kind: Any) -> Ref[Any]:
        """A reference whose kind is fixed by the field, or written before the id."""
        fixed = kind if isinstance(kind, str) and kind != "any" else ""
        if isinstance(value, dict):
            return Ref(fixed, "", "", origin, self._named(value, origin))
        prefix, colon, rest = value.partition(":")
        written, target = (prefix, rest) if colon else (fixed, value)
        if fixed == "clause":
            return self._ref("clause", target, "", origin, fixed)
        ident, _, sub = target.partition("/")
        if fixed == "duty" and not colon:
            written = "post"
        elif fixed == "function" and not colon:
            written = "unit"
        return self._ref(written, ident, sub, origin, fixed)

    def performer(self, value: Any, origin: Origin) -> Performer:
        """A performer in any of its forms."""
        if isinstance(value, str):
            if value in RELATIVE:
                return Performer(value, origin)
            kind, _, ident = value.partition(":")
            return Performer("ref", origin, self._ref(kind, ident, "", origin, kind))
        if "named" in value:
            return Performer("named", origin, named=self._named(value, origin))
        if "any" in value:
            return Performer(
                "any",
                origin,
                parts=tuple(
                    self.performer(part, Origin(origin.document, (*origin.pointer, "any", n)))
                    for n, part in enumerate(value["any"])
                ),
            )
        if "each" in value:
            return Performer("each", origin, parts=(self.performer(value["each"], origin),))
        if "at" in value:
            return Performer(
                "at",
                origin,
                self.reference(value["post"], origin, "post"),
                at=self.reference(value["at"], origin, "unit"),
            )
        return Performer(
            "except",
            origin,
            parts=(self.performer(value["performer"], origin), self.performer(value["except"], origin)),
        )

    def deliverable(self, value: Any, origin: Origin) -> Deliverable:
        """A record (record:id), a text, or something only named."""
        if isinstance(value, str) and value.startswith("record:"):
            return Deliverable(origin, record=self._ref("record", value[7:], "", origin, "record"))
        if isinstance(value, dict) and "named" in value:
            return Deliverable(origin, named=self._named(value, origin))
        return Deliverable(origin, text=self.text(value, origin))

    def _timing(self, value: Any, origin: Origin) -> Timing:
        fields = dict(value)
        self._kept_as_found(fields, origin)
        for name in ("on", "of", "before", "vague"):
            if name in fields:
                fields[name] = self.text(fields[name], Origin(origin.document, (*origin.pointer, name)))
        if "by" in fields:
            fields["by"] = Due(**fields["by"])
        return Timing(origin, **fields)

    def _kept_as_found(self, fields: Mapping[str, Any], origin: Origin) -> None:
        for kind in ("vague", "placeholder"):
            if kind in fields:
                found = fields[kind]
                text = found if isinstance(found, str) else next(iter(found.values()))
                self.loose.append(Loose(kind, text, Origin(origin.document, (*origin.pointer, kind))))

    def _target(self, value: Any, origin: Origin) -> Target:
        fields = dict(value)
        self._kept_as_found(fields, origin)
        for name in ("text", "vague"):
            if name in fields:
                fields[name] = self.text(fields[name], Origin(origin.document, (*origin.pointer, name)))
        return Target(origin, **fields)
