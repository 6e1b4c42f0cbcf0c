"""Rework that may go round for ever: a way back without a number of times, or a loop that nobody is told of.

A way back (`on_reject`) needs `max`; a branch that leads back to an earlier step where something is not as it should be needs
an `escalation` on a step of its loop, a way back to the same step, or words that limit it (at most twice). A step that comes
round by its own cadence (the half-yearly review) is no rework.

Why: something bad comes back again and again, and nobody above learns of it.

Instead: write `max:` and `escalate:`; at a branch that leads back, `escalation: {when: …, to: …}`.

Guess: a failed result and a limit are known by words (templates/lexicon/processes.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.evidence.routes import Routes, routes
from remit.lexicon import pattern
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Ways back without `max`, and branches back without escalation or a limit in words."""
    for process in organisation.all(Process):
        route = routes(organisation)[process.id]
        for step in process.steps:
            for target, span in _back(step, route):
                params = {"step": in_words(step.name), "target": in_words(route.steps[target].name)}
                yield Diagnostic("rework-without-bound", span, step.ref, params)
                break


def _back(step: Step, route: Routes) -> Iterator[tuple[str, Span]]:
    reject = step.on_reject
    if reject is not None and reject.max is None and reject.to in route.steps and not _limited(reject.when, step.text):
        yield reject.to, reject.span(key=True)
    if step.timing is not None and step.timing.every is not None:
        return
    for branch in step.branches:
        counted = reject is not None and reject.to == branch.to
        earlier = branch.to in route.steps and route.position[branch.to] <= route.position[step.id]
        if earlier and not counted and _says("failed", branch.when) and not _limited(branch.when, step.text):
            loop = [one for one in route.after(branch.to) if one in route.steps and step.id in route.after(one)]
            watched = any(route.steps[one].escalation is not None for one in (step.id, branch.to, *loop))
            if not watched:
                yield branch.to, branch.span()


def _limited(*texts: Text | None) -> bool:
    return any(_says("bounded", text) for text in texts)


def _says(name: str, text: Text | None) -> bool:
    found = text.by_language.items() if text is not None else ()
    return any(pattern(f"processes.{name}", lang).search(words) for lang, words in found)
