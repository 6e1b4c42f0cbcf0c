"""A process of which nobody knows when it begins: no trigger, no cadence, no time or event of its first step.

One finding for all where most processes have none.

Why: everyone waits until somebody begins; the process runs when it is remembered (ISO 9001:2015, 4.4.1).

Instead: write `triggers:` (what happens), or `timing:` (how often).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.model.values import Timing

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes that say nowhere what starts them."""
    every = [process for process in organisation.all(Process) if process.steps]
    for group in groups([process for process in every if not _begins(process)], every):
        yield Diagnostic(
            "process-without-trigger", group[0].span(), group[0].ref, {"processes": names_of(organisation, group)}
        )


def _begins(process: Process) -> bool:
    return bool(process.triggers) or _says_when(process.timing) or _says_when(process.steps[0].timing)


def _says_when(timing: Timing | None) -> bool:
    if timing is None:
        return False
    event = timing.on or timing.of or timing.before
    return bool(timing.every or event or timing.continuous or timing.as_needed or timing.placeholder)
