"""A KPI that nobody can measure: without formula, unit, direction, target, period or data source.

Why: what is not measured the same way each period is an opinion (ISO 9001:2015, 9.1.1 and 6.2.1 b).

Example: "purchase quality acceptable?" without a formula.

Instead: write what is counted, in which unit, over which period, from which record, and what is good. The target may stand
on every assignment instead; a goal (a task with an end) needs no formula, unit or direction where its definition or its
target says in words when it is reached. What most KPIs of the company lack is one finding for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import fields_of, names_of
from remit.evidence.lacking import groups
from remit.evidence.measured import measured
from remit.model.entities import Kpi
from remit.model.organisation import Organisation

_NEEDED = ("formula", "unit", "direction", "target", "period", "source")
_COUNTED = {"formula", "unit", "direction"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs with the fields they lack."""
    lacking: dict[tuple[str, ...], list[Kpi]] = {}
    for kpi in organisation.all(Kpi):
        missing = tuple(name for name in _NEEDED if not _has(organisation, kpi, name))
        if missing:
            lacking.setdefault(missing, []).append(kpi)
    for missing, kpis in lacking.items():
        shown = fields_of("kpi", missing)
        for group in groups(kpis, organisation.all(Kpi)):
            params = {"kpi": names_of(organisation, group), "missing": shown}
            related = tuple(Related(other.span(), "other-place") for other in group[1:])
            yield Diagnostic("kpi-not-measurable", group[0].span(), group[0].ref, params, related)


def _has(organisation: Organisation, kpi: Kpi, name: str) -> bool:
    if name == "target" and kpi.target is None:
        assigned = measured(organisation).get(kpi.id, ())
        return bool(assigned) and all(item.assignment.target is not None for item in assigned)
    if name in _COUNTED and kpi.type == "goal":
        return bool(kpi.definition or (kpi.target is not None and kpi.target.text is not None)) or bool(
            getattr(kpi, name)
        )
    return bool(getattr(kpi, name))
