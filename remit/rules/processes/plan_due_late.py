"""A plan that is only due when a good part of its period is over.

A monthly plan due from the 6th to the 20th of the month, a quarterly one due in the first half of the quarter, a yearly one
due from February to June (counted from the start of the fiscal year) where its name says that it is for a year: a date
further on is that of the next period's plan.

Why: for that part of the period people work without a plan, and the plan copies what has been done.

Instead: let it be due before its period begins: `by: {…, of: previous}`.

Guess: which period is meant is judged by where the day lies in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.lexicon import pattern
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.model.values import Due
from remit.views.wording import in_words, timing

GUESSES = True
_LATE = {"month": (6, 20), "quarter": (11, 28), "half-year": (16, 28)}
_LATE_WORKDAY = (4, 14)
_LATE_MONTH = (2, 6)


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Plans due within their own period, past its beginning."""
    start = organisation.system.fiscal_year.start if organisation.system.fiscal_year is not None else None
    first = int(start.partition("-")[0]) if start else 1
    for record in organisation.all(Record):
        value = record.timing
        if record.form not in ("plan", "budget") or value is None or value.by is None or value.every is None:
            continue
        if (
            value.by.of == "this"
            and value.interval is None
            and _late(value.by, value.every, first, for_year=_yearly(record))
        ):
            due = {lang: timing(value, lang) for lang in organisation.languages}
            yield Diagnostic(
                "plan-due-late", value.origin.span("by"), record.ref, {"record": in_words(record.name), "due": due}
            )


def _late(due: Due, every: str, first: int, *, for_year: bool) -> bool:
    if every == "year":
        return for_year and due.month is not None and _LATE_MONTH[0] <= (due.month - first) % 12 + 1 <= _LATE_MONTH[1]
    low, high = _LATE.get(every, (1, 0))
    if due.workday is not None and every == "month":
        return _LATE_WORKDAY[0] <= due.workday <= _LATE_WORKDAY[1]
    return due.day is not None and low <= due.day <= high


def _yearly(record: Record) -> bool:
    return any(pattern("processes.yearly", lang).search(words) for lang, words in record.name.by_language.items())
