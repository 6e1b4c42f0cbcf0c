"""How alike texts are, and how much of one stands in another: by pairs of Chinese characters and whole Latin words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_RUNS = re.compile(r"[㐀-鿿]+|[a-z]+|[0-9]+(?:\.[0-9]+)?")
Grams = frozenset[str]


def grams(text: str) -> Grams:
    """What a text is made of, without order, case and punctuation."""
    found: set[str] = set()
    for run in _RUNS.findall(text.lower()):
        if run[0] > "z":
            found.update(run[n : n + 2] for n in range(len(run) - 1) or range(1))
        else:
            found.add(run)
    return frozenset(found)


def alike(one: Grams, other: Grams) -> float:
    """From 0 (nothing in common) to 1 (made of the same)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def covered(part: Grams, whole: Iterable[Grams]) -> float:
    """The share of a text that stands in others."""
    return len(part & frozenset().union(*whole)) / len(part) if part else 0.0
