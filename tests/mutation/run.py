"""Compiles mutants and says which were found, many at a time: mutants of different files share one compile."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remit.diagnostics import Diagnostic
from remit.source.document import Document
from tests.mutation.tree import PLANTERS, Mutant, Tree

_ATTEMPTS = 40
_FEW = 10
_FEWER = 5


@dataclass(frozen=True)
class Outcome:
    """A mutant and what the check said of it; `found` where the right rule spoke of the right subject at the right line."""

    mutant: Mutant
    found: bool
    said: tuple[str, ...] = ()


def planted(tree: Tree, rule: str, count: int, seed: int) -> list[Mutant]:
    """Up to `count` different mutants of a rule, its planters in turn, at random places."""
    draw = random.Random(f"{seed} {rule}")
    found: dict[str, Mutant] = {}
    planters = PLANTERS[rule]
    for attempt in range(max(count, _FEW) * _ATTEMPTS):
        mutant = planters[attempt % len(planters)](tree, draw)
        if mutant is not None:
            found.setdefault(f"{mutant.subject} {mutant.pointer} {sorted(mutant.files)}", mutant)
        if len(found) >= count:
            break
    return list(found.values())


def outcomes(tree: Tree, mutants: Sequence[Mutant], together: int = 20) -> list[Outcome]:
    """What the check says of each mutant. One that is missed in company is tried again among fewer, and counts as missed where
    it is missed alone."""
    tried = [outcome for batch in batches(mutants, together) for outcome in _judge(tree, batch)]
    missed = [outcome.mutant for outcome in tried if not outcome.found]
    if together == 1 or not missed:
        return tried
    return [*(outcome for outcome in tried if outcome.found), *outcomes(tree, missed, max(1, together // _FEWER))]


def batches(mutants: Iterable[Mutant], together: int) -> list[list[Mutant]]:
    """Mutants that change different files, and of which none is of a rule that compares files, side by side."""
    batches: list[tuple[set[str], list[Mutant]]] = []
    for mutant in mutants:
        files = set(mutant.files)
        for taken, batch in batches:
            if len(batch) < together and taken.isdisjoint(files) and "system:system" not in files:
                taken |= files
                batch.append(mutant)
                break
        else:
            batches.append((files, [mutant]))
    return [batch for _, batch in batches]


def _judge(tree: Tree, batch: list[Mutant]) -> list[Outcome]:
    changed: dict[str, object] = {}
    for mutant in batch:
        changed.update(mutant.files)
    documents = tree.with_files(changed)
    by_ref = {document.ref: document for document in documents}
    by_subject: dict[str, list[Diagnostic]] = defaultdict(list)
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in tree.findings(documents):
        by_subject[finding.subject].append(finding)
        by_path[finding.span.path].append(finding)
    found: list[Outcome] = []
    for mutant in batch:
        place = by_ref.get(mutant.place)
        hits = [f for subject in (mutant.subject, *mutant.subjects) for f in by_subject[subject]]
        right = place is not None and any(_is_right(finding, mutant, place) for finding in hits)
        near = by_path[place.path] if place is not None else []
        said = tuple(f"{f.name} {f.subject} line {f.span.line}" for f in (*hits, *near))
        found.append(Outcome(mutant, right, said))
    return found


def _is_right(finding: Diagnostic, mutant: Mutant, place: Document) -> bool:
    if finding.name != mutant.rule or finding.span.path != place.path:
        return False
    return finding.span.line == place.span(mutant.pointer, key=mutant.key).line
