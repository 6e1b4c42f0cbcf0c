"""model.json: the whole linked organisation for other systems to read. Its format is described in docs/model-json.md.

What is written comes out field by field as the schemas have it, references in full; what remit derives stands beside it.
People are left out: who holds a post, what each has read and who is who in git is not published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from remit.backends import Edition
from remit.cache.standing import made
from remit.model.entities import GitAccount
from remit.model.generate import attribute, class_schemas
from remit.model.organisation import Organisation
from remit.model.places import UNPUBLISHED
from remit.model.values import Deliverable, Due, Element, Entity, Performer, Ref, Target, Text, Timing
from remit.views.responsibility import Row, company_rows

FORMAT = 1
"""Version of the format; it grows when a reader of the old one could be misled by the new."""
_PATH = "model.json"


def render(edition: Edition) -> dict[str, bytes]:
    """model.json, UTF-8, the same bytes for the same organisation."""
    return {_PATH: made(_PATH, partial(_written_whole, edition))}


def _written_whole(edition: Edition) -> bytes:
    organisation = edition.organisation
    kinds = {
        kind: _mapping((ident, _text(_element(entity))) for ident, entity in found.items())
        for kind, found in organisation.by_kind.items()
        if kind not in UNPUBLISHED
    }
    whole = {
        "remit": _text(FORMAT),
        "languages": _text(list(organisation.languages)),
        "entities": _mapping(kinds.items()),
        "uses": _mapping((ref, _text(uses)) for ref, uses in _uses(organisation)),
        "responsibility": _enclosed("[]", (_text(_row(row)) for row in company_rows(organisation))),
        "documents": _mapping((ref, _text(state)) for ref, state in _documents(edition)),
    }
    return (_mapping(whole.items()) + "\n").encode()


def _text(value: object) -> str:
    """A value as JSON. Each entity is written by itself: all as one value would take ten times the memory of the file."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _mapping(items: Iterable[tuple[str, str]]) -> str:
    return _enclosed("{}", (f"{_text(name)}: {value}" for name, value in items))


def _enclosed(brackets: str, items: Iterable[str]) -> str:
    """What is written already as one value. Only between values are there line ends in JSON."""
    lines = ",\n".join(items).replace("\n", "\n ")
    return f"{brackets[0]}\n {lines}\n{brackets[1]}" if lines else brackets


def _element(element: Element) -> dict[str, Any]:
    """The fields of the schema that are written, in its order. Absent, empty and false are all left out."""
    found: dict[str, Any] = {}
    for name, node in class_schemas()[type(element).__name__]["properties"].items():
        if node.get("x-confidential"):
            continue
        key = "kind_of" if isinstance(element, Entity) and name == "kind" else attribute(name)
        value = _value(getattr(element, key))
        if value is not None and value is not False and value not in ("", [], {}):
            found[name] = value
    return found


def _value(value: Any) -> Any:
    """A value of the model as JSON; the references in it name their kind."""
    match value:
        case Element():
            return _element(value)
        case Text():
            return dict(value.by_language)
        case Ref():
            return {"named": _value(value.named)} if value.named is not None else value.key
        case Performer():
            return _performer(value)
        case Deliverable():
            if value.record is not None:
                return value.record.key
            return {"named": _value(value.named)} if value.named is not None else _value(value.text)
        case Timing() | Target() | Due():
            return _written(value)
        case tuple():
            return [_value(item) for item in value]
        case Mapping():
            return {key: _value(item) for key, item in value.items()}
    return value


def _performer(value: Performer) -> Any:
    """A reference or a relative as a string; the composed forms as they are written."""
    match value.kind:
        case "ref":
            return value.ref.key if value.ref is not None else None
        case "named":
            return {"named": _value(value.named)}
        case "any":
            return {"any": [_performer(part) for part in value.parts]}
        case "each":
            return {"each": _performer(value.parts[0])}
        case "at":
            return {"post": _value(value.ref), "at": _value(value.at)}
        case "except":
            return {"performer": _performer(value.parts[0]), "except": _performer(value.parts[1])}
    return value.kind


def _written(value: Timing | Target | Due) -> dict[str, Any]:
    """The fields that differ from what holds when they are not written."""
    found: dict[str, Any] = {}
    defaults = value.__struct_defaults__
    for name, default in zip(value.__struct_fields__[-len(defaults) :], defaults, strict=True):
        current = getattr(value, name)
        if current is not None and current != default:
            found[name] = _value(current)
    return found


def _uses(organisation: Organisation) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Who refers to each element: the element that the reference stands in, and the field."""
    for ref, uses in sorted(organisation.uses.items()):
        public = dict.fromkeys(
            (use.source.ref, use.field)
            for use in uses
            if organisation.owner_of(use.source).kind not in UNPUBLISHED and not isinstance(use.source, GitAccount)
        )
        if public and ref.partition(":")[0] not in UNPUBLISHED:
            yield ref, [{"by": by, "field": field} for by, field in public]


def _row(row: Row) -> dict[str, Any]:
    return {
        "process": row.process.ref,
        "activity": row.start.ref,
        "steps": [step.ref for step in row.steps],
        "outputs": [_value(output) for output in row.outputs],
        "letters": {key: row.cell(party) for key, party in row.parties.items()},
    }


def _documents(edition: Edition) -> Iterator[tuple[str, dict[str, str | bool]]]:
    for ref, state in sorted(edition.states.items()):
        control, approval = state.control, state.approval
        found: dict[str, str | bool] = {
            "state": state.state,
            "revising": state.revising,
            "digest": state.digest,
            "version": (control.version if control else None) or "",
            "approval": approval.ref if approval else "",
            "approved": (approval.approved.on if approval else None) or "",
        }
        yield ref, {key: value for key, value in found.items() if value}
