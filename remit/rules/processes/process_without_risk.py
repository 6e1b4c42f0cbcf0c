"""A process whose risks nobody has named, in a company that names them for others. One finding for all where most have none.

Only where at least one process names risks.

Why: what can go wrong is met unprepared (ISO 9001:2015, 4.4.1 f and 6.1).

Instead: write `risks:`, each with its response.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.enumeration import names_of
from remit.views.lacking import groups

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes without `risks` where others have them."""
    every = organisation.all(Process)
    lacking = [process for process in every if not process.risks]
    if len(lacking) < len(every):
        for group in groups(lacking, every):
            params = {"processes": names_of(organisation, group)}
            yield Diagnostic("process-without-risk", group[0].span(), group[0].ref, params)
