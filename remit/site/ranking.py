"""Ranks a search as templates/site/scripts/search-worker.js does in the reader's browser, from the same index.
The two are one algorithm written twice: whoever changes one changes the other, and
tests/company/test_search.py compares what they find."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from remit.site.index import folded, name_key
from remit.site.segment import HAN

_PIECES = re.compile(f"{HAN.pattern}|[^{HAN.pattern[1:-2]}]+")
_MARKS = "*+~^"
_LONGEST = 8  # signs of the longest Chinese word looked for

Word = tuple[str, bool]
"""A word of a query, and whether longer words that begin with it count too."""


class Ranking:
    """What the search of one language finds, in its order. `index` is the text of search_index.json."""

    def __init__(self, index: bytes) -> None:
        data = json.loads(index)
        self._config: dict[str, Any] = data["config"]
        self._docs: list[dict[str, Any]] = data["docs"]
        self._separator = re.compile(self._config["separator"])
        self._fields = [(name, float(field["boost"])) for name, field in self._config["fields"].items()]
        self._pages: list[int] = []
        first: dict[str, int] = {}
        for at, doc in enumerate(self._docs):
            self._pages.append(first.setdefault(doc["location"].partition("#")[0], at))
        self._bearers: dict[str, list[int]] = defaultdict(list)
        for at, doc in enumerate(self._docs):
            for key in doc.get("names", ()):
                self._bearers[key].append(at)

    def search(self, query: str, limit: int) -> list[str]:
        """The paths of the first `limit` pages found, best first."""
        scores = self._scores(query)
        # As the worker rounds, so that a difference in the last digit decides nothing.
        order = sorted((-math.floor(score * 1e6 + 0.5) / 1e6, entry) for entry, score in scores.items())
        pages = dict.fromkeys(self._pages[entry] for _, entry in order)
        return [self._docs[page]["location"] for page in list(pages)[:limit]]

    def named(self, name: str) -> list[str]:
        """The paths of the pages whose name, alias or code this is; they stand before all others."""
        key = name_key(name)
        return [self._docs[at]["location"] for at in self._bearers.get(key, ())]

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, float, int]]]:
        """By word: the entries that hold it, the boost of the field, and how often."""
        found: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
        for at, doc in enumerate(self._docs):
            for name, boost in self._fields:
                texts = doc.get(name, "")
                counts: Counter[str] = Counter()
                for text in [texts] if isinstance(texts, str) else texts:
                    counts.update(self._separator.split(folded(text)))
                del counts[""]
                for word, count in counts.items():
                    found[word].append((at, boost, count))
        return dict(found)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._postings)

    def _segments(self, run: str) -> list[str]:
        """A run of Han as the longest words of the index; where two overlap, both readings."""
        longest = [
            next((n for n in range(min(len(run) - at, _LONGEST), 0, -1) if run[at : at + n] in self._postings), 0)
            for at in range(len(run))
        ]
        found: list[str] = []
        seen: set[int] = set()
        stack = [0]
        while stack:
            at = stack.pop()
            if at >= len(run) or at in seen:
                continue
            seen.add(at)
            length = longest[at] or 1
            found.append(run[at : at + length])
            stack.append(at + length)
            for by in range(1, length):
                if longest[at + by] > length - by and run[at : at + by] in self._postings:
                    found.append(run[at : at + by])
                    stack.append(at + by)
        return found

    def _words(self, query: str) -> list[Word]:
        """The distinct words of a query; one that is being typed, and any that is not Chinese, may go on."""
        found: list[str] = []
        may_go_on: set[str] = set()
        last = ""
        for part in self._separator.split(folded(query)):
            for piece in _PIECES.findall(part.strip(_MARKS)):
                if HAN.match(piece):
                    words = self._segments(piece)
                    found += words
                    last = next(word for word in words if piece.endswith(word))
                else:
                    found.append(piece)
                    may_go_on.add(piece)
                    last = piece
        may_go_on.add(last)
        return [(word, word in may_go_on) for word in dict.fromkeys(found)]

    def _expansions(self, word: str, may_go_on: bool) -> Iterator[tuple[str, float]]:
        if word in self._postings:
            yield word, 1.0
        if may_go_on:
            for at in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
                term = self._vocabulary[at]
                if not term.startswith(word):
                    return
                if term != word:
                    yield term, self._config["prefix"]

    def _scores(self, query: str) -> dict[int, float]:
        """By entry."""
        words = self._words(query)
        scores: dict[int, float] = defaultdict(float)
        held: dict[int, set[str]] = defaultdict(set)
        for word, may_go_on in words:
            for term, share in self._expansions(word, may_go_on):
                postings = self._postings[term]
                holders = len({entry for entry, _, _ in postings})
                rarity = math.log(1 + (len(self._docs) - holders + 0.5) / (holders + 0.5))
                for entry, boost, count in postings:
                    scores[entry] += (share * boost * rarity * 2.2 * count) / (1.2 + count)
                    held[entry].add(word)
        for entry in scores:
            whole = (self._pages[entry] == entry) + len(held[entry]) / len(words)
            scores[entry] *= (1 + whole * whole) * self._weight(entry)
        for entry, bonus in self._bonuses(name_key(query)).items():
            scores[entry] += bonus * self._weight(entry)
        return scores

    def _bonuses(self, key: str) -> dict[int, float]:
        """What entries gain by their names, for a whole query."""
        found: dict[int, float] = defaultdict(float)
        for name, entries in self._bearers.items() if key else ():
            if key not in name:
                continue
            bonus = self._config["begun" if name.startswith(key) else "within"] * len(key) / len(name)
            for entry in entries:
                found[entry] = max(found[entry], self._config["named"] if name == key else bonus)
        return found

    def _weight(self, entry: int) -> float:
        return float(self._docs[entry].get("boost", 1.0))
