"""A process that never ends: no way through it leads to the end.

Why: nobody can say when it is done.

Instead: let the last step end (`next: end`), or give the loop an exit.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.flow import END, Flow
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes whose end is not reachable."""
    for process in organisation.all(Process):
        if process.steps and not Flow(process).reaches(process.steps[0].id, END):
            yield Diagnostic(
                "process-without-end",
                process.span("steps", key=True),
                process.ref,
                {"process": in_words(process.name)},
            )
