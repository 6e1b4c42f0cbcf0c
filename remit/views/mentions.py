"""Names that stand in running text without being links: the longest one at each place, found by their first characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_KEY = 2


class Names(Generic[T]):
    """Finds names in texts. A name that stands for two things, or is a single character, is left out: nobody knows
    which is meant.
    """

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        known: dict[str, T | None] = {}
        for name, what in named:
            key = _folded(name.strip())
            if len(key) >= _KEY:
                known[key] = what if known.get(key, what) is what else None
        self._by_start: dict[str, list[tuple[str, T | None]]] = {}
        for name in sorted(known, key=lambda one: (-len(one), one)):
            self._by_start.setdefault(name[:_KEY], []).append((name, known[name]))

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Beginning, end and meaning of each name in the text, from left to right; none overlaps another."""
        folded = _folded(text)
        at = 0
        while at < len(folded) - 1:
            end, meant = self._at(folded, at)
            if meant is not None:
                yield at, end, meant
            at = end

    def _at(self, text: str, at: int) -> tuple[int, T | None]:
        for name, meant in self._by_start.get(text[at : at + _KEY], ()):
            if text.startswith(name, at):
                end = _word_end(text, at, at + len(name))
                if end:
                    return end, meant
        return at + 1, None


def _folded(text: str) -> str:
    """Lower case, letter by letter: places in it are places in the text."""
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)


def _word_end(text: str, start: int, end: int) -> int:
    """Where the words end that a name makes up, an English plural included; 0 where it is a part of a longer word."""
    if _latin(text, start) and _latin(text, start - 1):
        return 0
    if not _latin(text, end - 1) or not _latin(text, end):
        return end
    return end + 1 if text[end] == "s" and not _latin(text, end + 1) else 0


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()
