"""A KPI for which a subordinate has an easier target than his superior.

Why: when everybody below reaches his target, the superior still misses his own: the targets do not add up.

Example: the manager answers for 98 % on time, and the planner under him for 95 % of the same.

Instead: set the subordinate's target at least as high, or write `role: contributing` where he only has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import stands_above
from remit.evidence.measured import Measured, measured
from remit.evidence.targets import easier
from remit.model.organisation import Organisation
from remit.model.values import Target
from remit.views.wording import in_words, target


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Assignments of one KPI along the line whose targets contradict, at the subordinate's, else at the superior's."""
    for found in measured(organisation).values():
        if len(found) < 2 or all(item.assignment.target is None for item in found):
            continue
        for low in found:
            high = next((item for item in found if _contradicts(item, low)), None)
            if high is not None:
                yield _finding(organisation, high, low)


def _target(item: Measured) -> Target | None:
    return item.assignment.target or item.kpi.target


def _contradicts(high: Measured, low: Measured) -> bool:
    if low.contributes or high.contributes or high.post is None or low.post is None:
        return False
    mine, theirs = _target(low), _target(high)
    if mine is None or theirs is None or not easier(mine, theirs, high.kpi.direction):
        return False
    return stands_above(high.post, low.post)


def _finding(organisation: Organisation, high: Measured, low: Measured) -> Diagnostic:
    at, other = (low, high) if low.assignment.target is not None else (high, low)
    kpi = low.kpi
    params = {
        "kpi": in_words(kpi.name),
        "low": in_words(low.holder.name),
        "high": in_words(high.holder.name),
        "easier": {lang: target(_target(low), kpi, lang) for lang in organisation.languages},
        "harder": {lang: target(_target(high), kpi, lang) for lang in organisation.languages},
    }
    related = (Related(other.assignment.span(), "other-place"),)
    return Diagnostic("easier-target-below", at.assignment.span("target"), at.holder.ref, params, related)
