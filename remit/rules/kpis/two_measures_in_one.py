"""One KPI that holds two measures: "timeliness and accuracy", "quantity and quality".

Why: one figure cannot say which of the two was missed, and one can be traded for the other unseen.

Instead: make two KPIs, each with its own formula, target and weight; or write the formula by which the two become one figure.

Guess: judged by the words on both sides of "and" in the name. Several objects under one ratio (upkeep and overhaul plan
completion) are one measure, and so is a name whose formula is written: it says how the two become one figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.kpi_names import two_measures
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs without a formula whose names join two measures."""
    lang = organisation.languages[0]
    for kpi in organisation.all(Kpi):
        both = two_measures(plain(kpi.name, lang), lang) if kpi.formula is None else None
        if both is not None:
            params = {"kpi": in_words(kpi.name), "one": both[0], "other": both[1]}
            yield Diagnostic("two-measures-in-one", kpi.span("name"), kpi.ref, params)
