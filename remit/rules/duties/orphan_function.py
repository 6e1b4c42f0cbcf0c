"""A function of a unit that no duty of any post carries out.

Why: the department is charged with something that nobody does; auditors find this first.

Example: the purchasing department "evaluates suppliers", and no post has that duty.

Instead: name the function under `functions:` of the duty that carries it out.

A unit with several functions none of which is carried out is one finding, about the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import texts_of
from remit.model.entities import Duty, Function, FunctionItem, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words

PROVES_ABSENCE = True
_SEVERAL = 2
_SHOWN = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Functions without items, and items, that no duty names; a duty that names a function covers its items."""
    for unit in organisation.all(Unit):
        parts: list[Function | FunctionItem] = []
        orphans: list[Function | FunctionItem] = []
        for function in unit.functions:
            pieces = function.items or (function,)
            parts += pieces
            if not _realised(organisation, function):
                orphans += [piece for piece in pieces if not _realised(organisation, piece)]
        if len(orphans) == len(parts) >= _SEVERAL:
            yield _finding(organisation, unit, orphans, unit.ref)
        else:
            yield from (_finding(organisation, unit, [part], part.ref) for part in orphans)


def _realised(organisation: Organisation, element: Element) -> bool:
    return any(isinstance(use.source, Duty) and use.field == "functions" for use in organisation.used_by(element))


def _finding(
    organisation: Organisation, unit: Unit, parts: Sequence[Function | FunctionItem], subject: str
) -> Diagnostic:
    params = {"unit": in_words(unit.name), "function": texts_of(organisation, [part.text for part in parts], _SHOWN)}
    related = tuple(Related(part.span(), "other-place") for part in parts[1:])
    return Diagnostic("orphan-function", parts[0].span(), subject, params, related)
