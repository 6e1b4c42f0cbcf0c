"""Values of plain data (of a file or of the ledger) in words: what a schema says they are, with the names of an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from remit.labels import labels
from remit.language.schemas import Schema, resolved
from remit.model.build import Builder
from remit.model.entities import Basis
from remit.model.organisation import Organisation
from remit.model.values import Element, Origin, Ref, Text
from remit.source.document import Document
from remit.views.plain_sheet import shown
from remit.views.wording import plain

TELLING = ("name", "title", "text", "what")
"""Fields that say what an element is called, the first that it has."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where plain data comes from: the organisation whose names it is told in, and the document that it stands in.

    `other` has the names that the first lacks. `holder` is the element that a value stands in where its words depend on that:
    a target is told in the unit of its KPI; the entity itself unless given.
    """

    organisation: Organisation
    about: Document
    other: Organisation | None = None
    holder: Element | None = None

    def find(self, ref: Ref[Any]) -> Element | None:
        """What a reference leads to."""
        found = _target(self.organisation, ref)
        return _target(self.other, ref) if found is None and self.other is not None else found

    @property
    def element(self) -> Element:
        """The element that values are told of."""
        return self.holder or self.organisation.find(self.about.ref) or self.organisation.system


def value_words(setting: Setting, node: Schema, value: Any, lang: str) -> str:
    """A value in words; empty for nothing."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, list):
        item = resolved(node.get("items", {})) if "x-type" not in node else node
        parts = (value_words(setting, item, part, lang) for part in value)
        return labels(lang)("list_separator").join(part for part in parts if part)
    if isinstance(value, Mapping) and "x-type" not in node:
        return _object(setting, node, value, lang)
    made = typed(setting, node, value)
    return (
        plain(made, lang)
        if isinstance(made, Text)
        else shown(made, node, setting.element, setting.organisation.system, lang)
    )


def _object(setting: Setting, node: Schema, value: Mapping[str, Any], lang: str) -> str:
    """An object by what it is called, else by the words of all its fields."""
    properties: Mapping[str, Any] = node.get("properties", {})
    for name in TELLING:
        if name in value and name in properties:
            return value_words(setting, resolved(properties[name]), value[name], lang)
    known = [name for name in properties if name in value and name != "id"]
    parts = [value_words(setting, resolved(properties[name]), value[name], lang) for name in known]
    parts += [str(part) for name, part in value.items() if name not in properties]
    return labels(lang)("list_separator").join(part for part in parts if part)


def typed(setting: Setting, node: Schema, value: Any) -> Any:
    """A value as the builder makes it, its references resolved."""
    organisation = setting.organisation
    builder = Builder(organisation.languages[0])
    made = builder.value(node, value, Origin(setting.about, ()))
    for ref in builder.refs:
        target = setting.find(ref)
        if target is not None:
            ref.resolve(target)
    return made


def _target(organisation: Organisation, ref: Ref[Any]) -> Element | None:
    if ref.kind == "group":
        return next((group for group in organisation.system.groups if group.id == ref.id), None)
    if ref.kind == "clause":
        clauses = (clause for basis in organisation.all(Basis) for clause in basis.clauses)
        return next((clause for clause in clauses if clause.id == ref.id), None)
    return organisation.find(ref.key)
