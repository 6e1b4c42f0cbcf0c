"""Branches without the question that they answer.

Branches by amount or class say themselves what decides; branches in words need the question.

Why: who stands before the branches does not know what is asked, and by what to judge.

Instead: write `question:`, to which each branch is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps with branches in words and no question."""
    for process in organisation.all(Process):
        for step in process.steps:
            in_own_words = any(branch.when is not None for branch in step.branches)
            if len(step.branches) > 1 and in_own_words and step.question is None:
                span = step.span("branches", key=True)
                yield Diagnostic("decision-without-question", span, step.ref, {"step": in_words(step.name)})
