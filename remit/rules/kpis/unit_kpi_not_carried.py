"""A KPI of a unit that no post carries, in whole or in part.

Why: a department cannot be appraised; what stands on it alone is read out at the end of the year and changes nobody's work.

Instead: assign it to the post that answers for it in the unit, or break it down: a KPI of a post with this one as `parent:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.measured import measured
from remit.model.entities import Kpi, Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a unit: its KPIs that stand on no post, nor does any below them."""
    carried = _carried(organisation)
    for unit in organisation.all(Unit):
        alone = [item for item in unit.kpis if item.kpi.target is not None and item.kpi.target.id not in carried]
        if alone:
            kpis = [item.kpi.target for item in alone if item.kpi.target is not None]
            params = {"unit": in_words(unit.name), "kpis": names_of(organisation, kpis)}
            yield Diagnostic("unit-kpi-not-carried", alone[0].span(), unit.ref, params)


def _carried(organisation: Organisation) -> set[str]:
    """The ids of the KPIs that a post is measured by, and of all KPIs above these."""
    found: set[str] = set()
    for items in measured(organisation).values():
        current: Kpi | None = items[0].kpi if any(isinstance(item.holder, Post) for item in items) else None
        while current is not None and current.id not in found:
            found.add(current.id)
            current = current.parent.target if current.parent is not None else None
    return found
