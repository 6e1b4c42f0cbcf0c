"""Whom a change concerns: the posts that act in what changed, and those whose work the whole file governs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from remit.change.telling import Side
from remit.language.schemas import Schema, kinds, resolved
from remit.model.entities import Assignment, Kpi, Policy, Post, Record, Role, Step, Unit
from remit.model.generate import class_schemas
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity, Performer, Ref
from remit.views.belonging import units_of
from remit.views.binding_policies import bindings, index_policies
from remit.views.content_walk import Place
from remit.views.parties import posts_of
from remit.views.value_words import Setting, typed

_WHOLE = frozenset({"sequence", "step"})
"""Reasons by which a change of one step concerns everybody in the process: from whom one takes over, to whom one hands on."""


class Concerned:
    """Answers for one organisation; what is looked up once is kept."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation

    def of(self, entity: Entity, side: Side, place: Place | None, reason: str) -> set[str]:
        """The posts, by reference, that a place in a file concerns; for none, the whole file."""
        nested = place is not None and (len(place.levels) > 1 or (place.entry and "properties" in place.schema))
        if isinstance(entity, Post):
            return {entity.ref} | (self._value(side, place, reason) if place is not None else set())
        if isinstance(entity, Policy):
            return set(self._bound.get(entity.ref, ()))
        if isinstance(entity, Kpi):
            own = self._value(side, place, reason) if place is not None else set()
            return own | self._measured(entity) | self._data(side, kinds()["kpi"].schema, entity.origin.document.data)
        if isinstance(entity, Unit):
            return self._unit(entity, side, place)
        if isinstance(entity, Role) and nested:
            return {post.ref for ref in entity.holders if (post := ref.target) is not None}
        if nested and place is not None and not (entity.kind == "process" and reason in _WHOLE):
            return self._nested(entity, side, place)
        found = self._data(side, kinds()[entity.kind].schema, side.document.data)
        if isinstance(entity, Record):
            found |= self._makers(entity)
        return found | (self._value(side, place, reason) if place is not None else set())

    def _nested(self, entity: Entity, side: Side, place: Place) -> set[str]:
        """Who acts in the element that changed, or in what came or went; else whom the file names."""
        found: set[str] = set()
        if place.entry and "properties" in place.schema:
            found |= self._data(side, place.schema, place.after if place.after is not None else place.before)
        for level in reversed(place.levels[1:]):
            schema = class_schemas().get(level.owner, {})
            for data in (level.before, level.after):
                found |= self._data(side, schema, data)
            if found:
                break
        found |= self._value(side, place, "who")
        owner = getattr(entity, "owner", None)
        if isinstance(owner, Performer):
            found |= {post.ref for post in posts_of(owner)}
        return found or self._data(side, kinds()[entity.kind].schema, side.document.data)

    def _value(self, side: Side, place: Place, reason: str) -> set[str]:
        """Posts that a changed value names, before or after."""
        if reason in ("description", "relation", "control-data", "basis"):
            return set()
        return self._data(side, place.schema, place.before) | self._data(side, place.schema, place.after)

    def _data(self, side: Side, schema: Schema, value: Any) -> set[str]:
        """Every post that acts in some data, units by their heads, roles by who holds them."""
        setting = Setting(self.organisation, side.document, side.other)
        return {post.ref for post in _posts(setting, schema, value) if post.ref in self.organisation.elements}

    def _measured(self, kpi: Kpi) -> set[str]:
        """The posts that a KPI is assigned to, those of a unit by its head."""
        found: set[str] = set()
        for use in self.organisation.used_by(kpi):
            if isinstance(use.source, Assignment):
                owner = self.organisation.owner_of(use.source)
                found |= {post.ref for post in _of(owner)}
        return found

    def _makers(self, record: Record) -> set[str]:
        """Who performs the steps that take in or bring forth a record."""
        steps = (use.source for use in self.organisation.used_by(record) if isinstance(use.source, Step))
        return {post.ref for step in steps for post in posts_of(step.performer)}

    def _unit(self, unit: Unit, side: Side, place: Place | None) -> set[str]:
        """The head for functions and KPIs; everybody in the unit for what the unit is and where it belongs."""
        own = {post.ref for post in _of(unit)} | (self._value(side, place, "structure") if place is not None else set())
        if place is not None and (place.field or place.levels[-1].field) in (
            "functions",
            "kpis",
            "items",
            "text",
            "mission",
        ):
            return own
        return own | self._in_unit.get(unit.ref, set())

    @cached_property
    def _in_unit(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for post in self.organisation.all(Post):
            for unit in units_of(post):
                found.setdefault(unit.ref, set()).add(post.ref)
        return found

    @cached_property
    def _bound(self) -> Mapping[str, set[str]]:
        """By policy, the posts that it binds."""
        index = index_policies(self.organisation)
        found: dict[str, set[str]] = {}
        for post in self.organisation.all(Post):
            for binding in bindings(index, post):
                found.setdefault(binding.policy.ref, set()).add(post.ref)
        return found


def _posts(setting: Setting, schema: Schema, value: Any) -> Iterator[Post]:
    kind = schema.get("x-type")
    if isinstance(value, list):
        item = resolved(schema.get("items", {})) if kind is None else schema
        for part in value:
            yield from _posts(setting, item, part)
    elif kind == "performer" and value is not None:
        yield from posts_of(typed(setting, schema, value))
    elif kind == "ref" and value is not None and schema.get("x-ref") != "clause":
        made = typed(setting, schema, value)
        target = made.target if isinstance(made, Ref) else None
        yield from _of(setting.find(Ref(made.kind, made.id, "", made.origin))) if made.sub else _of(target)
    elif kind is None and isinstance(value, Mapping):
        for field, node in schema.get("properties", {}).items():
            if field in value and resolved(node).get("x-normative", True) and field != "control":
                yield from _posts(setting, resolved(node), value[field])


def _of(element: Element | None) -> Iterable[Post]:
    """The posts behind an element that a reference leads to."""
    if isinstance(element, Post):
        return (element,)
    if isinstance(element, Unit):
        heads = [ref.target for ref in (element.head, element.leader) if ref is not None]
        members = [post for member in element.members for post in posts_of(member)]
        return [*(head for head in heads if head is not None), *members]
    if isinstance(element, Role):
        return [ref.target for ref in element.holders if ref.target is not None]
    return ()
