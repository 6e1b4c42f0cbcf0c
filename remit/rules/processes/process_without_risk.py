"""A process whose risks nobody has named. One finding for all where most have none.

In a company with one or two processes of which neither names a risk nothing is said.

Why: what can go wrong is met unprepared (ISO 9001:2015, 4.4.1 f and 6.1).

Instead: write `risks:`, each with its response.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.model.entities import Process
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
_SEVERAL = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes without `risks` where others have them, or where there are several and none has."""
    every = organisation.all(Process)
    lacking = [process for process in every if not process.risks]
    if len(lacking) < len(every) or len(every) >= _SEVERAL:
        for group in groups(lacking, every):
            params = {"processes": names_of(organisation, group)}
            yield Diagnostic("process-without-risk", group[0].span(), group[0].ref, params)
