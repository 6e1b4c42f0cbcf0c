"""A KPI whose figures pass only through the hands of whoever is measured by it.

Why: nobody reports against himself; keeping a score and being scored are to be two people (COSO, segregation of duties).

Instead: let another post supply the figures, or have them verified (`verified_by`) by a post that is not measured by the KPI
and does not work under the one who supplies.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.supply import own_figures
from remit.lexicon import lexicon
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs whose supplier and verifier are both on the side of the measured, at the verifier where there is one."""
    for kpi in organisation.all(Kpi):
        found = own_figures(organisation, kpi)
        if found is not None:
            nobody = {lang: lexicon("kpis.nobody", lang)[0] for lang in ("zh", "en")}
            params = {
                "kpi": in_words(kpi.name),
                "measured": in_words(found.measured.name),
                "supplier": in_words(found.supplier.name),
                "verifier": in_words(found.verifier.name) if found.verifier is not None else nobody,
            }
            field = "verified_by" if found.verifier is not None else "supplied_by"
            yield Diagnostic("self-supplied-kpi", kpi.span(field), kpi.ref, params)
