"""Two documents or forms with one number.

Why: a citation of the number no longer says which is meant (ISO 9001:2015, 7.5.2 a).

Instead: give one of them the next free number.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.naming import called
from remit.model.entities import Control, Record
from remit.model.organisation import Organisation
from remit.model.values import Entity


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Numbers in document control and on records that were used before."""
    first: dict[str, tuple[Entity, Span]] = {}
    for entity in organisation.entities():
        control = getattr(entity, "control", None)
        if isinstance(control, Control) and control.number:
            number, span = control.number, control.span("number")
        elif isinstance(entity, Record) and entity.number:
            number, span = entity.number, entity.span("number")
        else:
            continue
        known = first.setdefault(number, (entity, span))
        if known[0] is not entity:
            params = {"number": number, "name": called(organisation, entity), "other": called(organisation, known[0])}
            yield Diagnostic("duplicate-number", span, entity.ref, params, (Related(known[1], "first-defined-here"),))
