"""A process whose reviews and approvals may take as long as they like.

Judged is a process in which others review, countersign, deliberate, approve or decide on what was done before: neither they
nor any step after the first of them has a date or a limit, no step of the process has a limit, and the process has none.
One finding for all where most have none.

Why: the paper lies on a desk, and whoever waits for it has nothing to point to (ISO 9001:2015, 8.1, 8.5.1).

Instead: write `timing: {within: 2 workdays, of: …}` on the reviewing and approving steps. “After the review” (`on:`) says in
which order, not by when.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GATES
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Timing

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Processes with gates of which none has a time, at the first gate."""
    gates = {process.id: _gates(process) for process in organisation.all(Process)}
    every = [process for process in organisation.all(Process) if gates[process.id]]
    lacking = [process for process in every if not _timed(process, gates[process.id][0])]
    for group in groups(lacking, every):
        first, *others = (gates[process.id][0] for process in group)
        related = tuple(Related(gate.span(), "other-place") for gate in others)
        params = {"processes": names_of(organisation, group)}
        yield Diagnostic("approval-without-time-limit", first.span(), first.ref, params, related)


def _gates(process: Process) -> list[Step]:
    """The steps that judge what an earlier step of the process has done."""
    return [step for step in process.steps[1:] if step.action in GATES]


def _timed(process: Process, gate: Step) -> bool:
    later = process.steps[process.steps.index(gate) :]
    limited = any(step.timing is not None and step.timing.within for step in process.steps)
    return limited or _limits(process.timing) or any(_limits(step.timing) or _often(step.timing) for step in later)


def _limits(timing: Timing | None) -> bool:
    return timing is not None and bool(timing.by or timing.within or timing.before or timing.max_gap)


def _often(timing: Timing | None) -> bool:
    """Whether the step is done at set times anyway, or its time is still to be filled in."""
    return timing is not None and bool(timing.every or timing.placeholder or timing.continuous)
