"""A decision that leaves a case without a way: amounts with a gap, or classes of a classification that no branch takes.

A branch without a condition, or one in words, may be the rest: nothing is said then. Below an `above` and above an
`up_to` there must be another branch; amounts begin at nothing and have no end.

Why: who meets the case in between has no way, and decides as he likes.

Instead: close the gap, or add a branch without a condition for everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.branching import by_amount, low
from remit.evidence.enumeration import enumeration
from remit.model.entities import Branch, Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import amount_range, in_words, plain


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Decisions by amount or by class that do not cover every case."""
    for process in organisation.all(Process):
        for step in process.steps:
            missing = _missing(organisation, step)
            if missing:
                cases = enumeration(missing, organisation.languages)
                span = step.span("branches", key=True)
                yield Diagnostic("branch-gap", span, step.ref, {"step": in_words(step.name), "cases": cases})


def _missing(organisation: Organisation, step: Step) -> list[dict[str, str]]:
    """The cases without a way, in words."""
    branches = step.branches
    if len(branches) < 2:
        return []
    if all(by_amount(branch, organisation.system) for branch in branches):
        return [
            {lang: amount_range(*gap, lang, organisation.system.currency) for lang in organisation.languages}
            for gap in _gaps(branches)
        ]
    if all(branch.class_ is not None and branch.when is None for branch in branches):
        return _classes(organisation, branches)
    return []


def _gaps(branches: tuple[Branch, ...]) -> Iterator[tuple[float | None, float | None]]:
    covered: float | None = None
    for branch in sorted(branches, key=low):
        if branch.above is not None and branch.above > 0 and (covered is None or branch.above > covered):
            yield covered, branch.above
        if branch.up_to is None:
            return
        covered = branch.up_to if covered is None else max(covered, branch.up_to)
    yield covered, None


def _classes(organisation: Organisation, branches: tuple[Branch, ...]) -> list[dict[str, str]]:
    taken: dict[str, set[str]] = {}
    for branch in branches:
        scheme, _, part = (branch.class_ or "").partition("/")
        taken.setdefault(scheme, set()).add(part)
    schemes = [item for item in organisation.system.classifications if item.id in taken]
    if len(taken) != 1 or not schemes:
        return []
    left = [item for item in schemes[0].classes if item.id not in taken[schemes[0].id]]
    return [{lang: plain(item.name, lang) for lang in organisation.languages} for item in left]
