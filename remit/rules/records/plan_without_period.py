"""A plan, budget or report of which nothing says how often it is made, or when it is due.

Why: a plan without a period cannot be late, and cannot be compared with what was done (ISO 9001:2015, 6.2.2).

Instead: write `timing:` on the record, on the step or duty that makes it, or on the process. What is made for an order, a
project or an event takes its time from the trigger of the process.

Guess: a report whose name says its period, or that it is of an inspection, an accident or the like, is made when that is
(templates/lexicon/records.yaml); plans and budgets are always asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.lexicon import pattern
from remit.model.entities import Duty, FunctionItem, Meeting, Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.record_trail import process_of, trails
from remit.views.shared_lack import lacks

PROVES_ABSENCE = True
GUESSES = True
_PLANS = {"plan", "budget"}


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Plans, budgets and reports without a time of their own or of what makes them."""
    every = [record for record in organisation.all(Record) if _periodic(organisation, record)]
    found = trails(organisation)
    lacking = [
        record
        for record in every
        if record.timing is None and not any(_has_time(organisation, made) for made in found[record.ref].made_by)
    ]
    return lacks(organisation, "plan-without-period", lacking, every)


def _periodic(organisation: Organisation, record: Record) -> bool:
    if record.form != "report":
        return record.form in _PLANS
    lang = organisation.languages[0]
    name = record.name.get(lang)
    return not (pattern("records.event-reports", lang).search(name) or pattern("records.inspecting", lang).search(name))


def _has_time(organisation: Organisation, element: Element) -> bool:
    if isinstance(element, Step | Process):
        process = element if isinstance(element, Process) else process_of(organisation, element)
        timed = isinstance(element, Step) and element.timing is not None
        return timed or (process is not None and (process.timing is not None or bool(process.triggers)))
    return isinstance(element, Duty | FunctionItem | Meeting) and element.timing is not None
