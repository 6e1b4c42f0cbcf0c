"""Days reckoned as people reckon them: a year after 29 February is 28 February, a month after 31 January the end of February."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_DAYS = {"day": 1.0, "workday": 1.4, "week": 7.0, "shift": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def later(day: str, duration: str) -> str:
    """The day (YYYY-MM-DD) that lies a duration such as "24 months" after another."""
    number, _, unit = duration.partition(" ")
    unit = unit.removesuffix("s")
    start = date.fromisoformat(day)
    if unit not in _MONTHS:
        return (start + timedelta(days=round(float(number) * _DAYS[unit]))).isoformat()
    whole = start.month - 1 + round(float(number) * _MONTHS[unit])
    year, month = start.year + whole // 12, whole % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()
