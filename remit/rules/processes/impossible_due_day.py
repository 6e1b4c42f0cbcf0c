"""A due day that the calendar does not have: 30 February, the 31st of every month, the 23rd working day, a day off.

Reported for every time requirement: of steps, duties, records, meetings, indicators, trainings. A day of rest is one that
`calendar.workdays` leaves out; nothing is said of it where the company names no working days.

Why: in the months without that day nobody knows what holds; some do it before, some after, some not at all.

Instead: `by: {end: true}` for the last day, or a day that every period has.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called
from remit.model.organisation import Organisation
from remit.model.values import Due, Timing
from remit.views.wording import timing

_WORKDAYS_IN_MONTH = 20
_LEAP_YEAR = 2024


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Times whose due day is missing in some or all of their periods."""
    workdays = organisation.system.calendar.workdays if organisation.system.calendar is not None else ()
    for element in organisation.elements.values():
        for field in ("timing", "period"):
            value = getattr(element, field, None)
            if isinstance(value, Timing) and value.by is not None and value.every is not None:
                key = _missing(value.by, value.every, workdays)
                if key:
                    params = {
                        "name": called(organisation, element),
                        "due": {lang: timing(value, lang) for lang in organisation.languages},
                    }
                    yield Diagnostic("impossible-due-day", value.origin.span("by", key), element.ref, params)


def _missing(due: Due, every: str, workdays: tuple[str, ...]) -> str:
    """The key of the due point that not every period has; empty where it is sound."""
    if due.day is not None:
        month = due.month if every == "year" else None
        last = monthrange(_LEAP_YEAR, month)[1] if month else 28 if every == "month" else 31
        return "day" if due.day > last else ""
    if due.workday is not None and every == "month":
        return "workday" if due.workday > _WORKDAYS_IN_MONTH else ""
    if due.weekday is not None and workdays:
        return "weekday" if due.weekday not in workdays else ""
    return ""
