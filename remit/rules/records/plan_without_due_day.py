"""A plan, budget or report that is made every so often and is due on no day.

Why: a monthly plan that may come on the 28th is no plan of that month, and whoever works to it cannot ask for it
(ISO 9001:2015, 6.2.2 d).

Instead: write the day under `timing:` of the record or of the step that makes it: `every: month, by: {day: 25, of: previous}`.

A limit after an event, a date of the step, duty or process that makes it, or of the step before it, will do as well. Without
any time at all it is another matter (plan-without-period). One finding for all where most have no day.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.making_times import making_times
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.model.values import Timing

PROVES_ABSENCE = True
_FORMS = {"plan", "budget", "report"}
_CYCLES = {"week", "month", "quarter", "half-year", "year"}


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Plans, budgets and reports with a cadence, for which nothing names a day, a limit or an event."""
    every: list[Record] = []
    lacking: list[Record] = []
    for record in organisation.all(Record):
        if record.form not in _FORMS:
            continue
        times = list(making_times(organisation, record))
        if any(time.every in _CYCLES for time in times):
            every.append(record)
            if not any(map(_has_day, times)):
                lacking.append(record)
    return lacks(organisation, "plan-without-due-day", lacking, every)


def _has_day(timing: Timing) -> bool:
    """Whether it says more than how often; what is not filled in or vague is reported as that."""
    event = timing.on or timing.of or timing.before
    return bool(timing.by or timing.within or event or timing.vague or timing.placeholder or timing.continuous)
