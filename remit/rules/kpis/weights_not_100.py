"""The weights of a post's or unit's KPIs that do not sum to 100.

Why: the weighted score of the period is then wrong, and so is what depends on it.

Instead: set the weights so that they sum to 100. Where some KPIs have no weight yet and the rest stays below 100,
weights-missing says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.measured import holders
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_EXACT = 1e-9


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts and units with weighted KPIs whose weights do not sum to 100."""
    for holder in holders(organisation):
        weights = [assignment.weight for assignment in holder.kpis if assignment.weight is not None]
        total = sum(weights)
        short = len(weights) < len(holder.kpis) and total < 100 - _EXACT
        if weights and not short and abs(total - 100) > _EXACT:
            params = {
                "name": in_words(holder.name),
                "total": f"{total:g}",
                "weights": " + ".join(f"{w:g}" for w in weights),
            }
            yield Diagnostic("weights-not-100", holder.span("kpis", key=True), holder.ref, params)
