"""A limit of refusals after which nobody is told: `max` without `escalate`, on a step without an escalation of its own.

Why: the case has been refused as often as it may, and then nothing is said; it lies where it failed.

Instead: write `escalate:` beside `max:`, with the superior of both sides or a body above.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Ways back with a limit and nobody behind it."""
    for process in organisation.all(Process):
        for step in process.steps:
            reject = step.on_reject
            if reject is not None and reject.max is not None and reject.escalate is None and step.escalation is None:
                params = {"step": in_words(step.name), "max": reject.max}
                yield Diagnostic("escalation-to-nobody", reject.span("max"), step.ref, params)
