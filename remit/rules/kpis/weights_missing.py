"""A post or unit measured by several KPIs of which none, or only some, have a weight.

Why: without weights no score can be worked out, or every reader works out another one; reward and pay rest on it.

Instead: give every KPI of the post a weight; together they make 100. A single KPI needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.measured import holders
from remit.model.entities import Assignment, Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a post or unit: at its list of KPIs where none is weighted, else at the first without a weight."""
    for holder in holders(organisation):
        lacking = [assignment for assignment in holder.kpis if assignment.weight is None]
        if len(holder.kpis) > 1 and lacking:
            yield _finding(organisation, holder, lacking)


def _finding(organisation: Organisation, holder: Post | Unit, lacking: list[Assignment]) -> Diagnostic:
    kpis = [assignment.kpi.target for assignment in lacking if assignment.kpi.target is not None]
    every = len(lacking) == len(holder.kpis)
    span = holder.span("kpis", key=True) if every else lacking[0].span()
    params = {
        "name": in_words(holder.name),
        "kpis": names_of(organisation, kpis) if kpis else lacking[0].kpi.key,
        "count": str(len(lacking)),
        "total": str(len(holder.kpis)),
    }
    return Diagnostic("weights-missing", span, holder.ref, params)
