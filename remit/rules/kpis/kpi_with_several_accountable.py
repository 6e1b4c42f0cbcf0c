"""A KPI for which two or more posts are said to answer.

Why: two who answer for one figure can each point to the other; whoever appraises does not know whom to ask.

Instead: keep `role: accountable` for one, and write `role: contributing` for the others. A unit and whoever heads it are one
party; a figure that is counted apart for each person (its definition says so) is everybody's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.counted import counted_apart
from remit.evidence.enumeration import names_of
from remit.evidence.measured import Measured, measured
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs with several accountable parties, at the KPI with every place that says accountable beside it."""
    for found in measured(organisation).values():
        parties: dict[str, Measured] = {}
        for item in found:
            if item.answers:
                parties.setdefault(item.party, item)
        kpi = found[0].kpi
        if len(parties) > 1 and not counted_apart(kpi):
            every = list(parties.values())
            params = {"kpi": in_words(kpi.name), "holders": names_of(organisation, [item.holder for item in every])}
            related = tuple(Related(item.assignment.span("role"), "other-accountable") for item in every)
            yield Diagnostic("kpi-with-several-accountable", kpi.span("name"), kpi.ref, params, related)
