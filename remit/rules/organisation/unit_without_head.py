"""A unit that nobody heads.

Why: what a process gives to the unit is done by its head; without one nobody is charged with it.

Instead: write `head:`; a committee may have a `chair:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units with neither head nor chair."""
    for unit in organisation.all(Unit):
        if unit.head is None and unit.chair is None:
            yield Diagnostic("unit-without-head", unit.span(), unit.ref, {"unit": in_words(unit.name)})
