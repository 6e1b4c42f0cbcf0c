"""A plan that is due after the period it is for, or a report that is due before its period has ended.

A plan `by: {…, of: next}` is due in the period behind its own; a report `of: previous` in the one before. A plan due in the
end of the period before, or at its beginning, is in time; a statement due on the last days of its period is, too.

Why: what is planned is over before the plan is there; what is reported has not happened yet.

Instead: let the plan be due before its period begins (`of: previous`), the report after its period has ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.model.values import Due
from remit.views.wording import in_words, timing

_PLANS = frozenset({"plan", "budget"})
_LATE = 25
"""From this day of the month on, a period counts as ending."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Plans and reports whose due point lies on the wrong side of their period."""
    for record in organisation.all(Record):
        value = record.timing
        if value is None or value.by is None or value.every is None:
            continue
        late = record.form in _PLANS and value.by.of == "next"
        early = record.form == "report" and value.by.of == "previous" and not _at_end(value.by, value.every)
        if late or early:
            due = {lang: timing(value, lang) for lang in organisation.languages}
            params = {"record": in_words(record.name), "due": due}
            yield Diagnostic("plan-due-after-period", value.origin.span("by"), record.ref, params)


def _at_end(due: Due, every: str) -> bool:
    last_month = every != "year" or due.month in (None, 12)
    return due.end or due.before_end is not None or ((due.day or 0) >= _LATE and last_month)
