"""A target that is met whatever happens: at least 0, or a share of at most 100 %.

Why: it looks like a goal and asks for nothing; whoever is measured has full marks before the period begins.

Instead: write the figure that is to be reached.

Guess: whether a figure is a share of a whole is judged by the name and the unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.kpi_names import is_share
from remit.evidence.targets import WHOLES, targets
from remit.lexicon import pattern
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.model.values import Target
from remit.views.wording import in_words, plain, target

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Targets of KPIs and of assignments that no figure can miss."""
    lang = organisation.languages[0]
    for kpi, given, subject in targets(organisation):
        field = _always(kpi, given, lang)
        if field:
            shown = {each: target(given, kpi, each) for each in organisation.languages}
            yield Diagnostic(
                "target-always-met", given.origin.span(field), subject, {"kpi": in_words(kpi.name), "target": shown}
            )


def _always(kpi: Kpi, given: Target, lang: str) -> str:
    if kpi.direction == "higher" and given.at_least == 0 and given.at_most is None:
        return "" if _may_fall(kpi, lang) else "at_least"
    if kpi.direction != "lower" or given.at_most is None or given.at_least is not None:
        return ""
    whole = WHOLES.get(plain(kpi.unit, lang).strip(), 0.0)
    return "at_most" if whole and given.at_most == whole and is_share(plain(kpi.name, lang), lang) else ""


def _may_fall(kpi: Kpi, lang: str) -> bool:
    """Whether the figure can be negative, so that 0 asks for something: growth, reduction, profit."""
    return bool(pattern("kpis.may-fall", lang).search(plain(kpi.name, lang)))
