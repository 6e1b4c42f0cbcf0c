"""A KPI whose name is a topic, a task or a question, and says nothing that can be counted.

Why: "production cost control" is done or not done in everybody's own opinion; a name that is a measure tells the person
measured what will be counted (ISO 9001:2015, 6.2.1 b: objectives shall be measurable).

Example: "purchase quality acceptable?", "quality management system established and improved".

Instead: name what is counted: rate, number, amount, time, score.

Guess: judged by the words the name ends with (in English: by the topics it has without a measure). Silent where a formula says what is counted, or where a
goal has a definition or a target in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.kpi_names import is_measure
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs without a formula whose names are no measures."""
    lang = organisation.languages[0]
    for kpi in organisation.all(Kpi):
        if not _explained(kpi) and not is_measure(plain(kpi.name, lang), lang):
            yield Diagnostic("kpi-name-not-measure", kpi.span("name"), kpi.ref, {"kpi": in_words(kpi.name)})


def _explained(kpi: Kpi) -> bool:
    if kpi.formula is not None or (kpi.unit is not None and kpi.definition is not None):
        return True
    in_a_word = kpi.target is not None and kpi.target.text is not None
    return kpi.type == "goal" and (kpi.definition is not None or in_a_word)
