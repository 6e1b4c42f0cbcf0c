"""The weights of a post's or unit's KPIs that do not sum to 100.

Why: the weighted score of the period is then wrong, and so is what depends on it.

Instead: set the weights so that they sum to 100.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts and units with weighted KPIs whose weights do not sum to 100."""
    holders: list[Post | Unit] = [*organisation.all(Post), *organisation.all(Unit)]
    for holder in holders:
        weights = [assignment.weight for assignment in holder.kpis if assignment.weight is not None]
        total = sum(weights)
        if weights and abs(total - 100) > 1e-9:
            params = {
                "name": in_words(holder.name),
                "total": f"{total:g}",
                "weights": " + ".join(f"{w:g}" for w in weights),
            }
            yield Diagnostic("weights-not-100", holder.span("kpis", key=True), holder.ref, params)
