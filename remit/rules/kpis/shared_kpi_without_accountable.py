"""A KPI that several posts or units share, and of which nobody is said to answer for it.

Why: what everybody is measured by, nobody answers for; each waits for the other.

Instead: write `role: accountable` on one assignment and `role: contributing` on the others. A unit and whoever heads it are
one party; a figure that is counted apart for each person (its definition says so) is everybody's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.counted import counted_apart
from remit.evidence.enumeration import names_of
from remit.evidence.measured import measured
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs of several parties without an accountable one; at the first place that could say who it is."""
    for found in measured(organisation).values():
        parties = {item.party for item in found}
        open_ = [item for item in found if not item.contributes]
        if len(parties) < 2 or any(item.answers for item in found) or len({item.party for item in open_}) == 1:
            continue
        kpi = found[0].kpi
        if not counted_apart(kpi):
            params = {"kpi": in_words(kpi.name), "holders": names_of(organisation, [item.holder for item in found])}
            related = tuple(Related(item.assignment.span(), "other-place") for item in found)
            yield Diagnostic("shared-kpi-without-accountable", kpi.span("name"), kpi.ref, params, related)
