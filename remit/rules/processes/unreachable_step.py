"""A step that no way through the process ever meets.

Why: it is never done, or the `next:` before it is wrong.

Instead: let a step or a branch lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.flow import Flow
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps that cannot be reached from the first."""
    for process in organisation.all(Process):
        reachable = Flow(process).reachable()
        for step in process.steps:
            if step.id not in reachable:
                params = {"step": in_words(step.name), "process": in_words(process.name)}
                yield Diagnostic("unreachable-step", step.span(), step.ref, params)
