"""A KPI whose direction contradicts its name: an error rate of which more is better.

Why: the score rewards the opposite of what is wanted, and nobody sees it in the figures.

Instead: correct `direction:`, and the target with it.

Guess: judged by the words the name ends with; names of which it is not clear what is better are let be.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.kpi_names import good_end
from remit.evidence.targets import direction_label
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs with the direction higher or lower whose name says the other one."""
    lang = organisation.languages[0]
    for kpi in organisation.all(Kpi):
        meant = good_end(plain(kpi.name, lang), lang) if kpi.direction in ("higher", "lower") else ""
        if meant and meant != kpi.direction:
            params = {"kpi": in_words(kpi.name), "direction": direction_label(kpi)}
            yield Diagnostic("direction-against-name", kpi.span("direction"), kpi.ref, params)
