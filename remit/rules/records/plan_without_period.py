"""A plan, budget or report of which nothing says how often it is made, or when it is due.

Why: a plan without a period cannot be late, and cannot be compared with what was done (ISO 9001:2015, 6.2.2).

Instead: write `timing:` on the record, on the step or duty that makes it, or on the process. What is made for an order, a
project or an event takes its time from the trigger of the process; what is made of the drafts of earlier steps takes it
from them. When it is reviewed or approved says nothing of when it is drawn up, nor does an event of its own making.

Guess: a report whose name says its period, or that it is of an inspection, an accident or the like, is made when that is
(templates/lexicon/records.yaml); plans and budgets are always asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.making_times import making_times
from remit.evidence.record_trail import process_of, trails
from remit.lexicon import pattern
from remit.model.entities import Process, Record, Step
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
GUESSES = True
_PLANS = {"plan", "budget"}


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Plans, budgets and reports without a time of their own or of what makes them."""
    every = [record for record in organisation.all(Record) if _periodic(organisation, record)]
    lacking = [
        record
        for record in every
        if not any(making_times(organisation, record)) and not _on_an_event(organisation, record)
    ]
    return lacks(organisation, "plan-without-period", lacking, every)


def _periodic(organisation: Organisation, record: Record) -> bool:
    if record.form != "report":
        return record.form in _PLANS
    lang = organisation.languages[0]
    name = record.name.get(lang)
    return not (pattern("records.event-reports", lang).search(name) or pattern("records.inspecting", lang).search(name))


def _on_an_event(organisation: Organisation, record: Record) -> bool:
    """Whether a process that makes it begins when something happens."""
    making = trails(organisation)[record.ref].made_by
    processes = (
        made if isinstance(made, Process) else process_of(organisation, made)
        for made in making
        if isinstance(made, Step | Process)
    )
    return any(process is not None and process.triggers for process in processes)
