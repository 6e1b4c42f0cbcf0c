"""A KPI whose figures are verified by whoever supplies them.

Why: a check by the same eyes finds nothing (COSO, segregation of duties); the name of a verifier then only reassures.

Instead: let another post verify. Where whoever is measured supplies and verifies, self-supplied-kpi says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import who
from remit.evidence.supply import own_figures
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.parties import party_keys
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs of which every verifier is also a supplier; a unit is whoever heads it."""
    for kpi in organisation.all(Kpi):
        suppliers = party_keys(kpi.supplied_by)
        verifiers = party_keys(kpi.verified_by)
        if verifiers and verifiers <= suppliers and own_figures(organisation, kpi) is None:
            params = {"kpi": in_words(kpi.name), "verifier": who(organisation, kpi.verified_by)}
            yield Diagnostic("verified-by-supplier", kpi.span("verified_by"), kpi.ref, params)
