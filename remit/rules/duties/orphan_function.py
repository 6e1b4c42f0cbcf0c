"""A function of a unit that no duty of any post carries out.

Why: the department is charged with something that nobody does; auditors find this first.

Example: the purchasing department "evaluates suppliers", and no post has that duty.

Instead: name the function under `functions:` of the duty that carries it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Duty, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Functions without items, and items, that no duty names; a duty that names a function covers its items."""
    for unit in organisation.all(Unit):
        for function in unit.functions:
            covered = _realised(organisation, function)
            if not function.items and not covered:
                yield _finding(unit, function, in_words(function.text))
            for item in function.items:
                if not covered and not _realised(organisation, item):
                    yield _finding(unit, item, in_words(item.text))


def _realised(organisation: Organisation, element: Element) -> bool:
    return any(isinstance(use.source, Duty) and use.field == "functions" for use in organisation.used_by(element))


def _finding(unit: Unit, element: Element, text: object) -> Diagnostic:
    return Diagnostic("orphan-function", element.span(), element.ref, {"unit": in_words(unit.name), "function": text})
