"""A process of which nobody can say what comes out: no result, no output, nothing that it hands to anybody.

One finding for all where most processes have none.

Why: nobody can tell whether it was done, nor whether it was done well (ISO 9001:2015, 4.4.1 a).

Instead: write `result:` (when it is done) or `outputs:`.
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
    """Processes without a result, an output and a hand-over."""
    every = [process for process in organisation.all(Process) if process.steps]
    for group in groups([process for process in every if not _ends_in_something(process)], every):
        yield Diagnostic(
            "process-without-result", group[0].span(), group[0].ref, {"processes": names_of(organisation, group)}
        )


def _ends_in_something(process: Process) -> bool:
    handed_over = any(step.outputs or step.inform for step in process.steps)
    return process.result is not None or bool(process.outputs) or handed_over
