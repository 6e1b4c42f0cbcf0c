"""A plan or budget of a shorter period that is not derived from the one of the longer period.

Why: the months no longer add up to the year, and nobody sees it; goals of the year that no month carries are missed.

Instead: write `parent:` with the plan of the longer period. A plan in whose process a plan of a longer period is taken in
is derived from it already.

Guess: two plans are of one family when their names are the same but for the word of the period (annual, quarterly, monthly,
weekly …); the words stand in templates/lexicon/records.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic, Related
from remit.evidence.record_trail import process_of, trails
from remit.lexicon import lexicon
from remit.model.entities import Record, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
_PLANS = {"plan", "budget", None}
_RANKS = ("year", "half-year", "quarter", "month", "week", "day")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Plans without a parent beside a plan of the same name for a longer period."""
    lang = organisation.languages[0]
    families: dict[str, list[tuple[int, Record]]] = {}
    for record in organisation.all(Record):
        if record.form in _PLANS:
            rank, stem = _period(record.name.get(lang), lang)
            if rank >= 0 and stem:
                families.setdefault(stem, []).append((rank, record))
    for family in families.values():
        for rank, record in family:
            longer = [(above, other) for above, other in family if above < rank]
            if record.parent is None and longer and not _taken_in(organisation, record, rank):
                parent = max(longer, key=lambda item: item[0])[1]
                params = {"record": in_words(record.name), "parent": in_words(parent.name), "id": parent.id}
                related = (Related(parent.span(), "other-place"),)
                yield Diagnostic("plan-without-parent", record.span(), record.ref, params, related)


def _taken_in(organisation: Organisation, record: Record, rank: int) -> bool:
    """Whether the processes that make the plan work from a plan of a longer period."""
    lang = organisation.languages[0]
    making = (
        process_of(organisation, one) for one in trails(organisation)[record.ref].made_by if isinstance(one, Step)
    )
    inputs = (
        item.record for process in making if process is not None for step in process.steps for item in step.inputs
    )
    plans = (ref.target for ref in inputs if ref is not None)
    return any(
        isinstance(plan, Record) and plan.form in _PLANS and 0 <= _period(plan.name.get(lang), lang)[0] < rank
        for plan in plans
    )


def _period(name: str, lang: str) -> tuple[int, str]:
    """How long the period in a name is (0 is the longest, -1 none) and the name without it."""
    for rank, pattern in enumerate(_patterns(lang)):
        if pattern.search(name):
            return rank, "".join(pattern.sub("", name).split()).lower()
    return -1, ""


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile("|".join(map(re.escape, lexicon(f"records.period-{rank}", lang))) or r"(?!)", re.IGNORECASE)
        for rank in _RANKS
    )
