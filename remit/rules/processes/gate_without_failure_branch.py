"""A gate that says nothing of what happens when something does not pass.

A gate is a step that reviews or approves, one that countersigns, deliberates or decides on another's work, or work that
by its name inspects. A way back (`on_reject`), branches by result, a next step for the failed case, or an instruction that
speaks of it will do. Countersigning and deliberating need none where a later gate of the same activity can refuse.
One finding an activity where none of its gates has a way back.

Why: whoever finds a fault has no way to act on it; in practice the thing passes (ISO 9001:2015, 8.5.1, 8.6, 8.7).

Instead: write `on_reject: {to: …, max: …, escalate: …}`, or branches for passed and not passed.

Guess: an inspection, and a step for the failed case, are known by words (templates/lexicon/processes.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import texts_of
from remit.evidence.routes import Routes, routes
from remit.lexicon import pattern
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.flow import END
from remit.views.responsibility import company_rows
from remit.views.wording import in_words

GUESSES = True
_STRICT = frozenset({"review", "approve"})
_ADVISING = frozenset({"countersign", "deliberate", "decide"})
_WORK = frozenset({"perform", "draft", None})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Gates of each activity without a way for what does not pass, then inspections without one."""
    ways = routes(organisation)
    for row in company_rows(organisation):
        route = ways[row.process.id]
        gates = [
            step for step in row.steps if step.action in _STRICT or (step.action in _ADVISING and step is not row.start)
        ]
        open_ones = [
            step
            for index, step in enumerate(gates)
            if not _answered(step, route) and _asked(step, gates[index + 1 :], route)
        ]
        if open_ones and len(open_ones) == len(gates):
            yield _finding(organisation, row.process, open_ones)
        else:
            for step in open_ones:
                yield _finding(organisation, row.process, [step])
    for process in organisation.all(Process):
        yield from _inspections(organisation, process, ways[process.id])


def _inspections(organisation: Organisation, process: Process, route: Routes) -> Iterator[Diagnostic]:
    for step in process.steps:
        if step.action in _WORK and (_inspects(step) or _after_passing(step, route)):
            later = [route.steps[name] for name in route.after(step.id) if name != END]
            if not _answered(step, route) and not any(_handles(other) or _gate(other) for other in later):
                yield _finding(organisation, process, [step])


def _finding(organisation: Organisation, process: Process, steps: list[Step]) -> Diagnostic:
    params = {"process": in_words(process.name), "steps": texts_of(organisation, [step.name for step in steps])}
    return Diagnostic("gate-without-failure-branch", steps[0].span(), steps[0].ref, params)


def _asked(step: Step, later: list[Step], route: Routes) -> bool:
    """Whether the gate must have a way back itself: advice need not where a later gate can refuse."""
    return step.action in _STRICT or not any(_answered(gate, route) for gate in later)


def _answered(step: Step, route: Routes) -> bool:
    if _handles(step):
        return True
    following = [route.steps[name] for name in route.following(step.id) if name != END]
    return any(_speaks("failure", other.name, other.timing.on if other.timing else None) for other in following) or (
        step.action not in _STRICT and any(_speaks("revision", other.name) for other in following)
    )


def _handles(step: Step) -> bool:
    """Whether the step itself says what happens to what does not pass."""
    by_result = len(step.branches) > 1 and any(branch.when is not None for branch in step.branches)
    escalated = step.escalation.when if step.escalation is not None else None
    return step.on_reject is not None or by_result or _speaks("failure", step.text, escalated)


def _gate(step: Step) -> bool:
    return step.action in _STRICT | _ADVISING or _speaks("failure", step.name)


def _inspects(step: Step) -> bool:
    for lang, words in step.name.by_language.items():
        if pattern("processes.inspects", lang).search(pattern("processes.inspection-things", lang).sub(" ", words)):
            return True
    return False


def _after_passing(step: Step, route: Routes) -> bool:
    """Whether the step only begins when something has passed, and nothing before it judges that."""
    event = (step.timing.on or step.timing.of) if step.timing is not None else None
    judged = any(_gate(other) or _inspects(other) for other in route.steps.values() if step.id in route.after(other.id))
    return not judged and _speaks("passed", step.name, event)


def _speaks(name: str, *texts: Text | None) -> bool:
    return any(
        pattern(f"processes.{name}", lang).search(words)
        for text in texts
        if text is not None
        for lang, words in text.by_language.items()
    )
