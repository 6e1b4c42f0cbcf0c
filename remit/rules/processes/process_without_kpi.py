"""A process that nothing measures, in a company that measures others. One finding for all where most have no indicator.

Only where at least one process has indicators.

Why: without an indicator nobody sees whether the process reaches its aim (ISO 9001:2015, 4.4.1 c and 9.1.1).

Instead: name under `kpis:` the indicators that show how well it works.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.model.entities import Process
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes without `kpis` where others have them."""
    every = organisation.all(Process)
    lacking = [process for process in every if not process.kpis]
    if len(lacking) < len(every):
        for group in groups(lacking, every):
            params = {"processes": names_of(organisation, group)}
            yield Diagnostic("process-without-kpi", group[0].span(), group[0].ref, params)
