"""Near-duplicate texts: duties against duties, purposes against purposes, KPI definitions against each other.

Likeness is the Dice coefficient of character bigrams; candidates come from shared rare trigrams, so that the search
stays near linear. Source: Dice, L. R. (1945), Measures of the amount of ecologic association between species.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from remit.evidence.memory import kept_some
from remit.model.entities import Kpi, Post, Role
from remit.model.organisation import Organisation
from remit.model.values import Element, Text

_COMMON = 40
"""A part of a word in more texts than this says nothing about likeness and brings no candidates."""

NEARLY_EQUAL = 0.85
"""From this likeness on, two texts are the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two elements whose texts are alike; `likeness` is between 0 and 1."""

    element: Element
    other: Element
    text: str
    likeness: float


def pairs(organisation: Organisation, threshold: float) -> list[Pair]:
    """Every pair at or above `threshold`, most alike first."""
    found = [pair for group in _groups(organisation) for pair in _alike(group, threshold)]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.element.ref, pair.other.ref))


def _groups(organisation: Organisation) -> Iterator[list[tuple[Element, str]]]:
    holders: list[Post | Role] = [*organisation.all(Post), *organisation.all(Role)]
    kpis = organisation.all(Kpi)
    yield _texts((duty, duty.text) for holder in holders for duty in holder.duties)
    yield _texts((holder, holder.purpose) for holder in holders)
    yield _texts((kpi, kpi.definition) for kpi in kpis)
    yield _texts((kpi, kpi.formula) for kpi in kpis)


def _texts(items: Iterable[tuple[Element, Text | None]]) -> list[tuple[Element, str]]:
    return [(element, str(text)) for element, text in items if text is not None]


def _alike(group: list[tuple[Element, str]], threshold: float) -> Iterator[Pair]:
    trigrams = [{text[i : i + 3] for i in range(max(1, len(text) - 2))} for _, text in group]
    lengths = [max(len(text) - 1, 0) for _, text in group]
    for a, b in sorted(shared_parts(trigrams)):
        # Texts of very different lengths cannot be alike enough, whatever they share.
        if 2 * min(lengths[a], lengths[b]) < threshold * (lengths[a] + lengths[b]):
            continue
        likeness = dice(group[a][1], group[b][1])
        if likeness >= threshold:
            yield Pair(group[a][0], group[b][0], group[a][1], likeness)


def shared_parts(texts: Sequence[Collection[str]]) -> Mapping[tuple[int, int], int]:
    """How many telling parts each two of the texts share that share any, by their places; a text is its parts, each once."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, parts in enumerate(texts):
        for part in parts:
            places[part].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for found in places.values():
        if len(found) <= _COMMON:
            shared.update(combinations(found, 2))
    return shared


@kept_some(8192)
def _bigrams(text: str) -> frozenset[str]:
    """The bigrams of a text; one that occurs again is told apart by how often it did before."""
    seen: Counter[str] = Counter()
    found: set[str] = set()
    for at in range(len(text) - 1):
        bigram = text[at : at + 2]
        found.add(f"{bigram}{seen[bigram]}" if seen[bigram] else bigram)
        seen[bigram] += 1
    return frozenset(found)


def dice(first: str, second: str) -> float:
    """Likeness of two texts between 0 and 1: twice the shared bigrams over all bigrams."""
    one, two = _bigrams(first), _bigrams(second)
    total = len(one) + len(two)
    return 2 * len(one & two) / total if total else float(first == second)
