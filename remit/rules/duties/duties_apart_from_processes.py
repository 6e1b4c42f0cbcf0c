"""Processes and job descriptions that do not touch: not one step names a duty.

Why: the two are then kept up apart, and nobody sees which duty a process forgets or which step is nobody's duty (ISO 9001:2015,
4.4.1 e: responsibilities and authorities are assigned for the processes).

Instead: name the duty that a step carries out under `duty:`, beginning with the steps of the most important process.

One finding for the whole company, at the first step that a post with duties performs. Fewer than three such steps are too few
to speak of processes.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.line import acting_posts
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
_SEVERAL = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """At most one finding: where no step of any process names a duty."""
    found: list[tuple[Process, Step]] = []
    for process in organisation.all(Process):
        for step in process.steps:
            if step.duty is not None:
                return
            if any(post.duties for post in acting_posts(step.performer)):
                found.append((process, step))
    if len(found) >= _SEVERAL:
        process, step = found[0]
        yield Diagnostic("duties-apart-from-processes", step.span(), process.ref, {"number": str(len(found))})
