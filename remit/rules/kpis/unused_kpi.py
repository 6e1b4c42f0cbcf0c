"""A KPI that no post, unit or process is measured by and no other KPI rests on.

Why: it is collected for nobody, or the assignment is missing.

Instead: assign it to a post or unit, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs that nothing refers to under `kpis` or `parent`."""
    for kpi in organisation.all(Kpi):
        if not any(use.field in ("kpi", "kpis", "parent") for use in organisation.used_by(kpi)):
            yield Diagnostic("unused-kpi", kpi.span(), kpi.ref, {"kpi": in_words(kpi.name)})
