"""move: a post or a unit goes under another unit. Its own text changes, so that its approval does not hold any longer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from remit.compiler import Compilation
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.refactoring.plan import Plan, RefactorError, changed_text, new_errors, outcome
from remit.source.yaml_reader import parse


def plan_move(root: Path, before: Compilation, ref: str, to: str, as_of: str) -> Plan:
    """What moving a post or unit under the unit `to` would write. Raises RefactorError for what cannot be moved there."""
    organisation = before.organisation
    if organisation is None:
        raise RefactorError("no_organisation")
    target = to if ":" in to else f"unit:{to}"
    unit, element = organisation.find(target), organisation.find(ref)
    if not isinstance(unit, Unit):
        raise RefactorError("unknown", name=target)
    if not isinstance(element, Post | Unit):
        raise RefactorError("not_moved", name=ref)
    if isinstance(element, Unit) and element in _upwards(organisation, unit):
        raise RefactorError("into_itself", name=ref)
    if isinstance(element, Post) and element.units:
        raise RefactorError("several_units", name=ref)
    field = "unit" if isinstance(element, Post) else "parent"
    data: Any = element.origin.document.data
    if data.get(field) in (unit.id, unit.ref):
        raise RefactorError("already_there", name=ref, unit=unit.ref)
    path, plan = element.origin.document.path, Plan()
    text = plan.text(root, path)
    plan.put(path, text, _with(path, text, field, unit.id, known=field in data))
    brought = new_errors(outcome(root, plan, before, as_of), str)
    broken = [finding for finding in brought if finding.code.startswith("LNG")]
    if broken:
        raise RefactorError("new_errors", broken, plan.after, count=str(len(broken)))
    return plan


def _upwards(organisation: Organisation, unit: Unit) -> list[Unit]:
    """The unit and every one above it."""
    found: list[Unit] = []
    above: Unit | None = unit
    while above is not None and above not in found:
        found.append(above)
        above = above.parent.target if above.parent is not None else None
    return found


def _with(path: str, text: str, field: str, ident: str, *, known: bool) -> str:
    """The text with the field; where it had none, as its last line."""
    if known:
        return changed_text(path, text, [((field,), ident)])
    data: Any = parse(text).data
    made = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{field}: {ident}\n"
    if json.dumps(parse(made).data) != json.dumps({**data, field: ident}):
        raise RefactorError("unfixable", path=path)
    return made
