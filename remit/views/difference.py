"""What differs between two texts, in words: Latin words and numbers as wholes, Chinese by the character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

_WORDS = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[0-9]+(?:[.,:/-][0-9]+)*|\s+|.", re.DOTALL)
# Between two changes, as few unchanged words as this do not help a reader.
_BRIDGED = 2
_ALIKE = 0.35
_CONTEXT = 16
# Steps of comparing, a few seconds of them: the worked handbook with every other line changed takes a quarter.
_EFFORT, _EFFORT_OF_LINE = 30_000_000, 3_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same in both ("same"), only in the first ("removed") or only in the second ("added")."""

    kind: str
    text: str


Difference = tuple[Piece, ...]
"""One line with what changed in it; at least one piece is not the same."""


class Matcher(SequenceMatcher[str]):
    """Finds what two sequences have in common as long as the effort lasts; the rest of them has nothing in common.

    Texts that were made to be compared for hours are so told apart by their beginnings.
    """

    def __init__(self, first: Sequence[str], second: Sequence[str], effort: list[int]) -> None:
        super().__init__(None, first, second, autojunk=False)
        self._first, self._second, self._effort = first, second, effort
        self._counts: Counter[str] | None = None

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """The longest stretch in common; none where finding it takes more effort than is left."""
        if self._counts is None:
            self._counts = Counter(self._second)
        end = len(self._first) if ahi is None else ahi
        self._effort[0] -= sum(1 + self._counts[self._first[n]] for n in range(alo, end))
        if self._effort[0] < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def differences(first: Sequence[str], second: Sequence[str]) -> tuple[Difference, ...]:
    """The lines that differ, in the order of the texts; equal lines are left out."""
    found: list[Difference] = []
    effort = [_EFFORT]
    for tag, a, b, c, d in Matcher(first, second, effort).get_opcodes():
        if tag != "equal":
            found += _aligned(first[a:b], second[c:d], effort)
    return tuple(found)


def _aligned(first: Sequence[str], second: Sequence[str], effort: list[int]) -> Iterator[Difference]:
    """Lines of two stretches, each beside the next that is like it; what has no counterpart is wholly gone or new."""
    position = 0
    for line in first:
        places = range(position, len(second)) if effort[0] > 0 else range(0)
        match = next((n for n in places if _alike(line, second[n], effort)), None)
        if match is None:
            yield (Piece("removed", line),)
            continue
        yield from ((Piece("added", new),) for new in second[position:match])
        if line != second[match]:
            yield _between(line, second[match], effort)
        position = match + 1
    yield from ((Piece("added", new),) for new in second[position:])


def _alike(first: str, second: str, effort: list[int]) -> bool:
    """Whether two lines may be one that was changed."""
    effort[0] -= 10
    if effort[0] < 0 or 2 * min(len(first), len(second)) < _ALIKE * (len(first) + len(second)):
        return False
    effort[0] -= len(first) + len(second)
    matcher = Matcher(first, second, effort)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def between(first: str, second: str) -> Difference:
    """Two lines as one, with what is only in one of them marked."""
    return _between(first, second, [_EFFORT_OF_LINE])


def _between(first: str, second: str, effort: list[int]) -> Difference:
    a, b = _WORDS.findall(first), _WORDS.findall(second)
    pieces: list[Piece] = []
    gone: list[str] = []
    new: list[str] = []
    codes = Matcher(a, b, effort).get_opcodes()
    for number, (tag, a1, a2, b1, b2) in enumerate(codes):
        inner = 0 < number < len(codes) - 1
        if tag == "equal" and not (inner and a2 - a1 <= _BRIDGED):
            pieces += _changed(gone, new)
            gone, new = [], []
            pieces.append(Piece("same", "".join(a[a1:a2])))
            continue
        gone += a[a1:a2]
        new += b[b1:b2]
    return (*pieces, *_changed(gone, new))


def _changed(gone: Iterable[str], new: Iterable[str]) -> Iterator[Piece]:
    removed, added = "".join(gone), "".join(new)
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)


def shortened(difference: Difference) -> Difference:
    """The difference with only a little of what is the same around it."""
    last = len(difference) - 1
    return tuple(
        _short(piece, number > 0, number < last) if piece.kind == "same" else piece
        for number, piece in enumerate(difference)
    )


def _short(piece: Piece, after: bool, before: bool) -> Piece:
    """Of unchanged words, those next to a change: that which stands before them and that which follows."""
    text = piece.text
    room = _CONTEXT * (after + before)
    if len(text) <= room + 1:
        return piece
    head = text[:_CONTEXT] if after else ""
    tail = text[-_CONTEXT:] if before else ""
    return Piece("same", f"{head}…{tail}")
