"""Numbers with a unit that a text states, and whether they agree with a controlled parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from remit.evidence.memory import kept_some
from remit.model.entities import Parameter

_NUMBER = r"[-−+±]?\d+(?:,\d{3})*(?:\.\d+)?"
_SENTENCE = re.compile(r"[。；;！!？?\n]|(?<=\D)\.\s|\.$")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in either language."""
    yield from (part for part in _SENTENCE.split(text) if part.strip())


def stated(sentence: str, unit: str) -> list[float]:
    """The numbers that stand before a unit; of a range (62 to 68 N·m, 65±3 N·m) every number."""
    found: list[float] = []
    # The ohm and degree signs exist twice; either way it is the same unit.
    for match in _pattern(normalize("NFKC", unit)).finditer(normalize("NFKC", sentence)):
        found += [float(part.lstrip("±+").replace("−", "-").replace(",", "")) for part in match.groups() if part]
    return found


@kept_some(256)
def _pattern(unit: str) -> re.Pattern[str]:
    ending = r"(?![A-Za-z·/])" if unit[-1:].isalpha() else ""
    return re.compile(
        rf"(?<![A-Za-z0-9.])(?:({_NUMBER})\s*(?:[~～—–－-]|±|至|到|to|and)\s*)?({_NUMBER})\s*{re.escape(unit)}{ending}"
    )


def agrees(parameter: Parameter, value: float) -> bool:
    """Whether a number is one that the parameter states: its nominal value, a bound, or its tolerance to either side."""
    known = [bound for bound in (parameter.nominal, parameter.min, parameter.max) if bound is not None]
    if parameter.nominal is not None:
        known += [abs(bound - parameter.nominal) for bound in (parameter.min, parameter.max) if bound is not None]
    return any(abs(abs(value) - abs(bound)) <= 1e-9 + 1e-6 * abs(bound) for bound in known)


def limits(parameter: Parameter) -> str:
    """The parameter in figures: 65 (62–68) N·m."""
    low, high, nominal = parameter.min, parameter.max, parameter.nominal
    if low is not None and high is not None:
        bounds = f"{low:g}–{high:g}"
    elif low is not None:
        bounds = f"≥ {low:g}"
    else:
        bounds = f"≤ {high:g}" if high is not None else ""
    if nominal is not None:
        bounds = f"{nominal:g} ({bounds})" if bounds else f"{nominal:g}"
    return f"{bounds} {parameter.unit or ''}".strip()
