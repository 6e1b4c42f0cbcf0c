"""A step that leads, goes back or refers to a step which the process does not have.

Why: the way through the process breaks off there.

Instead: use the id of a step of the same process, or `end`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from remit.diagnostics import Diagnostic, Span
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.flow import END
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Step ids in next, branches, on_reject and of that do not exist."""
    for process in organisation.all(Process):
        known = [step.id for step in process.steps]
        for step in process.steps:
            for name, span in _targets(step):
                if name not in known and name != END:
                    near = get_close_matches(name, known, 1)
                    params = {"value": name, "nearest": near[0] if near else "", "process": in_words(process.name)}
                    yield Diagnostic("unknown-step", span, step.ref, params)


def _targets(step: Step) -> Iterator[tuple[str, Span]]:
    for index, name in enumerate(step.next):
        yield name, step.span("next", index)
    for branch in step.branches:
        yield branch.to, branch.span("to")
    if step.on_reject is not None:
        yield step.on_reject.to, step.on_reject.span("to")
    if step.of is not None:
        yield step.of, step.span("of")
