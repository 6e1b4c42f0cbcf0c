"""A target that cannot be reached: a range that is empty, a share above 100 % or below 0, a negative number of things.

Why: whoever is measured by it fails in every period, or the figure was mistyped and a wrong one is paid on.

Instead: correct the figure; write it in the unit of the KPI (95 for 95 %, not 0.95 and not 9500).

Guess: whether a figure is a share of a whole is judged by the name (合格率, on-time rate) and the unit. Rates that can pass
100 % (growth, attainment) are let be.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.kpi_names import is_share
from remit.evidence.targets import WHOLES, targets
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.model.values import Target
from remit.views.wording import in_words, plain, target

GUESSES = True
_BOUNDS = ("at_least", "at_most", "equals")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Targets of KPIs and of assignments outside of what the unit allows, at the figure that is wrong."""
    lang = organisation.languages[0]
    for kpi, given, subject in targets(organisation):
        field = _wrong(kpi, given, lang)
        if field:
            shown = {each: target(given, kpi, each) for each in organisation.languages}
            params = {"kpi": in_words(kpi.name), "target": shown}
            yield Diagnostic("impossible-target", given.origin.span(field), subject, params)


def _wrong(kpi: Kpi, given: Target, lang: str) -> str:
    """The field of the target that cannot be; empty where the target is possible."""
    if given.at_least is not None and given.at_most is not None and given.at_least > given.at_most:
        return "at_least"
    unit = plain(kpi.unit, lang).strip()
    values = {name: getattr(given, name) for name in _BOUNDS if getattr(given, name) is not None}
    share = is_share(plain(kpi.name, lang), lang)
    whole = WHOLES.get(unit, 0.0) if share else 0.0
    for name, value in values.items():
        if whole and value > whole:
            return name
        if value < 0 and (share or (unit and unit not in WHOLES and kpi.direction == "lower")):
            return name
    return ""
