"""A management system without a single KPI.

Why: whether the work is done well is then everybody's opinion; objectives are to be measurable and monitored (ISO 9001:2015,
6.2.1 and 9.1.1), and appraisal that the texts announce has nothing to rest on.

Instead: write the three to eight KPIs that the purpose of each department depends on, and assign them to posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.running_text import Passage, passages
from remit.lexicon import pattern
from remit.model.entities import Kpi, Policy, Post, Process, Unit
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
FEWEST = 10
"""So many duties, functions, steps, articles and items of these before a KPI is missed where no text speaks of appraisal: a company of fewer is only begun."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company, with the first place that speaks of appraisal."""
    if organisation.all(Kpi):
        return
    spoken = _spoken(organisation)
    if spoken is None and _pieces(organisation) < FEWEST:
        return
    related = (Related(spoken.span(), "other-place"),) if spoken is not None else ()
    system = organisation.system
    yield Diagnostic("no-kpi", system.span("name"), system.ref, {}, related)


def _pieces(organisation: Organisation) -> int:
    """How many duties, functions, steps, articles and items of articles are written: what could be done well or badly."""
    articles = [art for policy in organisation.all(Policy) for chapter in policy.chapters for art in chapter.articles]
    return (
        sum(len(post.duties) for post in organisation.all(Post))
        + sum(len(unit.functions) for unit in organisation.all(Unit))
        + sum(len(process.steps) for process in organisation.all(Process))
        + sum(1 + len(article.items) for article in articles)
    )


def _spoken(organisation: Organisation) -> Passage | None:
    lang = organisation.languages[0]
    words = pattern("kpis.appraisal", lang)
    return next((passage for passage in passages(organisation) if words.search(passage.words(lang))), None)
