"""Branches of one decision that both hold: amounts that overlap, the same class or the same condition twice.

Amounts are above one bound (exclusive) and up to the other (inclusive); words beside them that only say the amount change
nothing, other words (urgent) tell the cases apart.

Why: two ways are right for one case; who wants the easier one takes it.

Instead: let each branch begin where the other ends (`up_to: 20000`, `above: 20000`); name each class once.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.branching import by_amount, high, low
from remit.model.entities import Branch, Process, Step, System
from remit.model.organisation import Organisation
from remit.views.local_names import condition
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The later of two branches of a step that hold for the same case."""
    for process in organisation.all(Process):
        for step in process.steps:
            for earlier, later in _pairs(step, organisation.system):
                params = {
                    "step": in_words(step.name),
                    "one": {lang: condition(organisation.system, earlier, lang) for lang in organisation.languages},
                    "other": {lang: condition(organisation.system, later, lang) for lang in organisation.languages},
                }
                related = (Related(earlier.span(), "other-place"),)
                yield Diagnostic("branch-overlap", later.span(), step.ref, params, related)


def _pairs(step: Step, system: System) -> Iterator[tuple[Branch, Branch]]:
    seen: dict[tuple[str, ...], Branch] = {}
    amounts: list[Branch] = []
    for branch in step.branches:
        bounded = branch.above is not None or branch.up_to is not None
        words = () if branch.when is None else (str(branch.when).strip(),)
        key = (branch.class_ or "", *words)
        if by_amount(branch, system):
            hit = next((one for one in amounts if max(low(one), low(branch)) < min(high(one), high(branch))), None)
            amounts.append(branch)
        else:
            hit = seen.get(key) if any(key) and not bounded else None
            seen.setdefault(key, branch)
        if hit is not None:
            yield hit, branch
