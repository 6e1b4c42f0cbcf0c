"""When a record is made: the times of what makes it, as far as they say when, and not only in which order."""

from __future__ import annotations

from collections.abc import Iterator

from remit.evidence.actions import HANDLING
from remit.evidence.record_trail import process_of, trails
from remit.model.entities import Duty, FunctionItem, Meeting, Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Timing


def making_times(organisation: Organisation, record: Record) -> Iterator[Timing]:
    """The times of the steps, processes, duties, functions and meetings that make a record, and its own.

    Of a process also those of the dated steps before the making one, of whose drafts it is made. When the record is
    reviewed, approved or issued says nothing of when it is drawn up, nor does “after the step before”.
    """
    if record.timing is not None:
        yield record.timing
    for maker in trails(organisation)[record.ref].made_by:
        if isinstance(maker, Step):
            process = process_of(organisation, maker)
            if process is not None:
                yield from _in_process(process, maker)
        elif isinstance(maker, Process):
            yield from _in_process(maker, maker.steps[-1] if maker.steps else None)
        elif isinstance(maker, Duty | FunctionItem | Meeting) and maker.timing is not None:
            yield maker.timing


def _in_process(process: Process, maker: Step | None) -> Iterator[Timing]:
    if process.timing is not None:
        yield process.timing
    for step in process.steps[: process.steps.index(maker) + 1] if maker is not None else ():
        if step.timing is None or step.action in HANDLING:
            continue
        first = step is process.steps[0]
        dated = bool(step.timing.every or step.timing.by or step.timing.placeholder)
        if dated or (step is maker and step.timing.on is None) or (first and step.timing.vague is None):
            yield step.timing
