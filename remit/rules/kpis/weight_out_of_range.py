"""A KPI that counts for nothing, or one of several that decides the whole score.

Why: whoever is measured follows the weights. A weight of 0 says that the KPI does not matter; with one KPI above 60 of
three or more, the others do not.

Instead: take a KPI without weight off the post, and keep any one of three or more at 60 or below. Where the weights do not
sum to 100 that is reported instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.measured import holders
from remit.model.organisation import Organisation
from remit.views.wording import in_words

HEAVIEST = 60
"""The heaviest that one of several KPIs can be before the others stop mattering."""
_SEVERAL = 3
_EXACT = 1e-9


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Weights of 0, and weights above 60 beside at least two others."""
    for holder in holders(organisation):
        given = [assignment.weight for assignment in holder.kpis if assignment.weight is not None]
        if not given or (len(given) == len(holder.kpis) and abs(sum(given) - 100) > _EXACT):
            continue
        for assignment in holder.kpis:
            weight, kpi = assignment.weight, assignment.kpi.target
            if weight is None or kpi is None:
                continue
            if weight == 0 or (weight > HEAVIEST and len(holder.kpis) >= _SEVERAL):
                params = {
                    "name": in_words(holder.name),
                    "kpi": in_words(kpi.name),
                    "weight": f"{weight:g}",
                    "heaviest": str(HEAVIEST),
                    "others": str(len(holder.kpis) - 1),
                }
                yield Diagnostic("weight-out-of-range", assignment.span("weight"), holder.ref, params)
