"""A process that nobody owns. One finding for all where most processes have no owner.

Why: nobody keeps it up to date, and nobody answers for whether it works (ISO 9001:2015, 4.4.1 e).

Instead: write `owner:`, the post that answers for the process as a whole.
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
    """Processes without `owner`."""
    every = organisation.all(Process)
    for group in groups([process for process in every if process.owner is None], every):
        yield Diagnostic(
            "process-without-owner", group[0].span(), group[0].ref, {"processes": names_of(organisation, group)}
        )
