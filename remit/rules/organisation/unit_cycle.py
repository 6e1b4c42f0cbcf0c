"""A unit that lies, over one or several units, within itself.

Why: the units of the loop hang nowhere in the organisation chart.

Instead: give one of them a parent outside the loop.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Unit
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for each unit on a loop."""
    for unit in organisation.all(Unit):
        seen = [unit]
        current = unit.parent.target if unit.parent else None
        while current is not None and current not in seen:
            seen.append(current)
            current = current.parent.target if current.parent else None
        if current is unit:
            names = {lang: " → ".join(part.name.get(lang) for part in [*seen, unit]) for lang in ("zh", "en")}
            yield Diagnostic("unit-cycle", unit.span("parent"), unit.ref, {"path": names})
