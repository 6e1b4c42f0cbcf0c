"""Characters and words as masks of ink, each drawn once: a chart of a few boxes costs too much to draw anew for every document.

A mask is drawn alone and always at the same place, so that its bytes do not depend on what else was drawn before.
"""

import unicodedata
from functools import lru_cache
from html import escape

from remit.diagrams.png import alpha_rows, svg_to_png
from remit.diagrams.svg import FONTS
from remit.diagrams.text import text_width

LEVELS = 16
"""Levels of ink: 0 is none, the last all of it."""

_WIDE = "WFA"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Of the height of the type: the baseline below the top of a mask, the height of a mask, and the white around a word.
_BASELINE = 1.0
_HEIGHT = 1.35
_SPACE = 0.25
_BEARING = 0.06
# Widths are estimated, if on the wide side.
_ROOM = 1.1
_LEVEL_OF_ALPHA = bytes((alpha * (LEVELS - 1) + 127) // 255 for alpha in range(256))

Mask = tuple[bytes, ...]
"""Rows of equal length from the top, a byte of level for each pixel."""


def baseline(size: int) -> int:
    """The row of a mask on which the type stands."""
    return round(size * _BASELINE)


@lru_cache(maxsize=4096)
def tokens(line: str) -> tuple[str, ...]:
    """The pieces of a line of which masks are made: Chinese characters one by one, words, and the spaces between them.

    Text that runs from right to left stays whole.
    """
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        return (line,)
    found: list[str] = []
    joins = False
    for char in line:
        square = unicodedata.east_asian_width(char) in _WIDE
        if found and (unicodedata.combining(char) or (joins and not square and char != " ")):
            found[-1] += char
        else:
            found.append(char)
            joins = not square and char != " "
    return tuple(found)


@lru_cache(maxsize=8192)
def mask(token: str, size: int, weight: int) -> Mask:
    """A piece of a line `size` pixels high in a CSS weight; its baseline is `baseline(size)` below the top row.

    Raises FontMissingError where no installed font has the characters.
    """
    height = round(size * _HEIGHT)
    if not token.strip():
        return (bytes(round(size * _SPACE)),) * height
    square = unicodedata.east_asian_width(token[0]) in _WIDE and len(token) == 1
    margin = 0 if square else size // 4
    width = size if square else round(text_width(token, size) * _ROOM) + 2 * margin
    rows = alpha_rows(
        svg_to_png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FONTS}">'
            f'<text x="{margin}" y="{baseline(size)}" font-size="{size}" font-weight="{weight}">{escape(token)}</text></svg>',
            1.0,
        )
    )
    levels = tuple(row.translate(_LEVEL_OF_ALPHA) for row in rows)
    return levels if square else _with_bearings(levels, max(1, round(size * _BEARING)))


def _with_bearings(rows: Mask, bearing: int) -> Mask:
    """Cut to the ink, with a little white on both sides."""
    first = min((len(row) - len(row.lstrip(b"\0")) for row in rows if any(row)), default=0)
    last = max((len(row.rstrip(b"\0")) for row in rows), default=0)
    white = bytes(bearing)
    return tuple(white + row[first:last] + white for row in rows)
