"""Indicators that look like one measure under several names, and of which at least one is not defined.

Why: six posts are measured by the completion of the plan under six names; each counts in his own way, and the figures of a
meeting contradict each other.

Example: "production plan completion rate", "production plan attainment", "production plan done on time".

Instead: make them one KPI that is assigned several times (`role: accountable` for one), or write for each what it counts that
the others do not.

Guess: names are read without the words that tell no two measures apart, and synonyms as one word. KPIs that all have a
definition or a formula are told apart by these (repeated-text compares them), and identical names are duplicate-name's.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.kpi_names import Meant, meant
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a group of names, at the first KPI of it that is not defined."""
    lang = organisation.languages[0]
    groups: dict[Meant, list[Kpi]] = {}
    for kpi in organisation.all(Kpi):
        groups.setdefault(meant(plain(kpi.name, lang), lang), []).append(kpi)
    for group in groups.values():
        undefined = [kpi for kpi in group if kpi.definition is None and kpi.formula is None]
        if undefined and len({plain(kpi.name, lang) for kpi in group}) > 1:
            first = undefined[0]
            others = [kpi for kpi in group if kpi is not first]
            params = {"kpi": in_words(first.name), "others": names_of(organisation, others)}
            related = tuple(Related(other.span("name"), "other-place") for other in others)
            yield Diagnostic("similar-kpis", first.span("name"), first.ref, params, related)
