"""A decision that decides nothing: one branch only, all branches to the same step, or a question without branches.

Branches by class or amount that lead to one step are accepted where the step's instruction tells the cases apart.

Why: what happens in the other case is not said, or the question is asked for nothing.

Instead: write the other branch, or take question and branch away and use `next:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps with a question or branches, and no choice."""
    for process in organisation.all(Process):
        for step in process.steps:
            span = _place(step)
            if span is not None:
                yield Diagnostic("decision-without-choice", span, step.ref, {"step": in_words(step.name)})


def _place(step: Step) -> Span | None:
    if not step.branches:
        asked = step.question is not None and step.on_reject is None
        return step.span("question") if asked else None
    targets = {branch.to for branch in step.branches}
    if step.on_reject is not None:
        targets.add(step.on_reject.to)
    if len(step.branches) == 1:
        return step.span("branches", key=True) if len(targets) == 1 else None
    return step.span("branches", key=True) if len(targets) == 1 and step.text is None else None
