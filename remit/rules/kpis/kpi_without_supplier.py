"""A KPI of which nobody is said to supply the figures, or nobody verifies them.

Why: figures that nobody is charged with come late, or from whoever looks best in them (ISO 9001:2015, 9.1.1 and 9.1.3).

Instead: write `supplied_by:` and `verified_by:`. A verifier is asked for where nobody supplies either, and where the company
has its other KPIs verified; where whoever is measured supplies the figures, self-supplied-kpi says it. Where no KPI of the
company names a supplier, one finding says it of all.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import fields_of, names_of
from remit.evidence.supply import own_figures
from remit.model.entities import Kpi
from remit.model.organisation import Organisation

_SEVERAL = 4
"""From so many KPIs on, all without supplier, it is one defect of the company and no longer one of each."""
_SHOWN = 5


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs without supplied_by, or without verified_by where other KPIs have it."""
    kpis = organisation.all(Kpi)
    usual = any(kpi.verified_by is not None for kpi in kpis)
    if len(kpis) >= _SEVERAL and not usual and all(kpi.supplied_by is None for kpi in kpis):
        yield _finding(organisation, kpis, ["supplied_by", "verified_by"])
        return
    for kpi in kpis:
        missing = ["supplied_by"] if kpi.supplied_by is None else []
        asked = usual or kpi.supplied_by is None
        if kpi.verified_by is None and asked and own_figures(organisation, kpi) is None:
            missing.append("verified_by")
        if missing:
            yield _finding(organisation, [kpi], missing)


def _finding(organisation: Organisation, kpis: list[Kpi], missing: list[str]) -> Diagnostic:
    params = {"kpi": names_of(organisation, kpis, _SHOWN), "missing": fields_of("kpi", missing)}
    related = tuple(Related(kpi.span("name"), "other-place") for kpi in kpis[1:_SHOWN])
    return Diagnostic("kpi-without-supplier", kpis[0].span("name"), kpis[0].ref, params, related)
