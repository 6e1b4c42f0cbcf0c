"""The one answer that is certain for a misspelt word; a merely likely one is for a message, never for a fix."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SHORTEST = 4  # two words of three letters that differ in one are different words


def certain(wrong: str, known: Iterable[str]) -> str:
    """The one of `known` that `wrong` can only mean, else "".

    That is the only one equal but for case, width, underscores and blanks; else the only one that a single slip of the
    pen away (a letter too many, missing, wrong, or two in the other order). A digit is no slip: buyer-2 is not buyer-3.
    """
    words = list(known)
    same = [word for word in words if word != wrong and _plain(word) == _plain(wrong)]
    if same:
        return same[0] if len(same) == 1 else ""
    near = [
        word for word in words if min(len(word), len(wrong)) >= _SHORTEST and _one_slip(_plain(wrong), _plain(word))
    ]
    return near[0] if len(near) == 1 else ""


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def _plain(word: str) -> str:
    return narrow(word).casefold().replace("_", "-").replace(" ", "-")


def _one_slip(first: str, second: str) -> bool:
    """Whether one insertion, removal, exchange or transposition of letters makes one word of the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    if any(letter.isdigit() for letter in left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])
