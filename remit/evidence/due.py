"""Due points and limits as numbers, so that two of them can be compared: is one certainly before the other?"""

from __future__ import annotations

from dataclasses import dataclass

from remit.model.values import Due, Timing

_MONTH = 31
_LENGTH = {"week": 7.0, "month": 31.0, "quarter": 93.0, "half-year": 186.0, "year": 372.0}
"""Days in a period, every month counted as 31: only order within the period is asked."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "quarter": 2190.0, "year": 8760.0}
_HOLIDAYS = 9
"""Days that public holidays may push a working day back."""


@dataclass(frozen=True, slots=True)
class Point:
    """When something is due: between `low` and `high`, counted from the beginning of `scale`; equal scales can be compared.

    `length` is that of the period, in the same measure; None for a limit after an event.
    """

    scale: str
    low: float
    high: float
    length: float | None = None


def point(timing: Timing | None) -> Point | None:
    """The due point of a time requirement within its period, or its limit after an event; None where it has neither."""
    if timing is None or timing.on is not None or (timing.times or 1) > 1:
        return None
    if timing.every in _LENGTH and timing.by is not None:
        return _in_period(timing.by, timing.every, timing.interval)
    if timing.within is not None and timing.of is not None:
        number, _, unit = timing.within.partition(" ")
        unit = unit.removesuffix("s")
        size = _HOURS.get(unit)
        # Working days and shifts are only comparable among themselves.
        scale = f"after {str(timing.of).strip()} {'' if size else unit}"
        return Point(scale, float(number) * (size or 1), float(number) * (size or 1))
    return None


def _in_period(due: Due, every: str, interval: int | None) -> Point | None:
    inside = _day(due, every)
    if inside is None:
        return None
    shift = {"previous": -_LENGTH[every], "next": _LENGTH[every]}.get(due.of, 0.0)
    hours, _, minutes = (due.time or "").partition(":")
    within_day = (int(hours) * 60 + int(minutes)) / 1440 if due.time else 0.0
    low, high = inside
    length = _LENGTH[every] * (interval or 1)
    return Point(f"every {interval or 1} {every}", low + shift + within_day, high + shift + within_day, length)


def _day(due: Due, every: str) -> tuple[float, float] | None:
    """The earliest and the latest day of the period that the due point can mean."""
    length = _LENGTH[every]
    if due.end:
        return length, length
    if due.before_end is not None:
        number, _, unit = due.before_end.partition(" ")
        hours = _HOURS.get(unit.removesuffix("s"))
        days = float(number) * (hours or 24) / 24
        return (length - days, length - days) if hours else (length - days * 1.4 - _HOLIDAYS, length - days)
    if due.month is not None:
        day = (due.month - 1) * _MONTH + (due.day or _MONTH)
        return (day, day) if every == "year" else None
    if due.day is not None:
        # A day of a quarter, half-year or year may be that of any month in it.
        return float(due.day), due.day + max(length - _MONTH, 0.0)
    if due.workday is not None:
        return float(due.workday), due.workday + 2.0 * ((due.workday + 4) // 5) + _HOLIDAYS + max(length - _MONTH, 0.0)
    if due.weekday is not None:
        return (float(_WEEKDAYS.index(due.weekday)),) * 2 if every == "week" else None
    return None
