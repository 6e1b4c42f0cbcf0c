"""A KPI that nobody can measure: without formula, unit, direction, target, period or data source.

Why: what is not measured the same way each period is an opinion (ISO 9001:2015, 9.1.1).

Example: "purchase quality acceptable?" without a formula.

Instead: write what is counted, in which unit, over which period, from which record, and what is good.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.language.schemas import kinds
from remit.language.validate import field_label
from remit.model.entities import Assignment, Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_NEEDED = ("formula", "unit", "direction", "period", "source")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs with the fields they lack; a target may stand on every assignment instead."""
    schema = kinds()["kpi"].schema
    for kpi in organisation.all(Kpi):
        missing = [name for name in _NEEDED if not getattr(kpi, name)]
        if kpi.target is None and not _targets_assigned(organisation, kpi):
            missing.append("target")
        if missing:
            labels = {lang: ", ".join(field_label(schema, name, lang) for name in missing) for lang in ("zh", "en")}
            yield Diagnostic("kpi-not-measurable", kpi.span(), kpi.ref, {"kpi": in_words(kpi.name), "missing": labels})


def _targets_assigned(organisation: Organisation, kpi: Kpi) -> bool:
    assigned = [use.source for use in organisation.used_by(kpi) if isinstance(use.source, Assignment)]
    return bool(assigned) and all(assignment.target is not None for assignment in assigned)
