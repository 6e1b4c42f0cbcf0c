"""How wide a text is drawn and where it may be broken, for boxes whose renderer cannot measure fonts.

Widths are estimates in px that lean to the wide side: a browser may substitute the font, and a box must still hold its text.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LEAST = 1e-6  # what division and multiplication may take from a width that fits exactly, in hundredths
_NARROW = frozenset("iljtfrI.,:;'|!()[]{}`\"- ")
_BROAD = frozenset("mwMWQ@%&")
_NO_LINE_START = frozenset("，。、；：？！）》」』】〉…—,.;:?!)]}%％”’")
_CLOSING = "".join(sorted(_NO_LINE_START))
_NO_LINE_END = frozenset("（《「『【〈([{“‘￥¥$")
# A Latin word keeps its punctuation; it may be broken after a hyphen or a slash, as a typesetter would.
# No box holds more: what stands in one is a name, and a text of any length would make a picture of any size.
_LONGEST = 300
_LATIN = re.compile(r"[^\s/\-]+[/\-]*|[/\-]+")


def text_width(text: str, size: float) -> float:
    """Estimated width in px of `text` at font size `size` (px)."""
    return size * _hundredths(text) / 100


def wrap(text: str, max_width: float, size: float) -> tuple[str, ...]:
    """Lines of `text`, each at most `max_width` px wide at font size `size`, as even in length as their number allows.

    Latin words stay whole where one fits a line; closing punctuation never begins a line, an opening bracket never ends
    one, and where there is room no line of several holds a single Chinese character beside punctuation or a number. Blank
    text has no lines; of a very long one the beginning is kept.
    """
    units = _units(text)
    lines = _fill(units, max_width, size)
    if len(lines) < 2:
        return tuple(lines)
    # Never so narrow that a word which fits would be broken.
    widths = [text_width(unit.lstrip(), size) for unit in units]
    low, high = max((width for width in widths if width <= max_width), default=0.0), max_width
    while high - low > size / 4:
        middle = (low + high) / 2
        narrower = _fill(units, middle, size)
        if len(narrower) > len(lines) or max(text_width(line, size) for line in narrower) > middle:
            low = middle
        else:
            high = middle
    return tuple(_without_orphans(_fill(units, high, size), max_width, size))


def block_width(lines: tuple[str, ...], size: float) -> float:
    """Width in px of the widest of `lines`; 0 for none."""
    return max((text_width(line, size) for line in lines), default=0.0)


def widest_word(text: str, size: float) -> float:
    """Width in px of the widest piece of `text` that `wrap` keeps whole; 0 for blank text."""
    return max((text_width(unit.lstrip(), size) for unit in _units(text)), default=0.0)


@lru_cache(maxsize=4096)
def _hundredths(text: str) -> int:
    """The width of a text in hundredths of its font size: whole numbers, whose sum is the same in any order."""
    return sum(map(_advance, text))


@lru_cache(maxsize=4096)
def _advance(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
        return 0
    # CJK fonts draw "ambiguous" characters (quotation marks, dashes, circled digits) full width.
    if unicodedata.east_asian_width(char) in "WFA":
        return 100
    if char in _NARROW:
        return 36
    if char in _BROAD:
        return 88
    return 66 if char.isupper() else 57


@lru_cache(maxsize=4096)
def _is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


@lru_cache(maxsize=4096)
def _units(text: str) -> tuple[str, ...]:
    """Pieces between which a line may break; a piece that follows a space begins with it."""
    units: list[str] = []
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    for word_number, word in enumerate(text.split()):
        gap = " " if word_number else ""
        for piece in _pieces(word):
            sticks = bool(units) and not gap and (piece[0] in _NO_LINE_START or units[-1][-1] in _NO_LINE_END)
            if sticks:
                units[-1] += piece
            else:
                units.append(gap + piece)
            gap = ""
    return tuple(units)


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    latin = ""
    for char in word:
        if _is_cjk(char):
            pieces += _LATIN.findall(latin)
            latin = ""
            pieces.append(char)
        else:
            latin += char
    return pieces + _LATIN.findall(latin)


def _fill(units: Sequence[str], max_width: float, size: float) -> list[str]:
    room = max_width * 100 / size + _LEAST
    lines: list[str] = []
    line, filled = "", 0
    for unit in units:
        if line and filled + _hundredths(unit) > room:
            lines.append(line)
            line, filled = "", 0
        piece = unit if line else unit.lstrip()
        if filled + _hundredths(piece) <= room:
            line, filled = line + piece, filled + _hundredths(piece)
            continue
        for char in piece:  # one unit alone is wider than a line: it has to be cut
            if line and filled + _advance(char) > room:
                lines.append(line)
                line, filled = "", 0
            line, filled = line + char, filled + _advance(char)
    return [*lines, line] if line else lines


def _without_orphans(lines: list[str], max_width: float, size: float) -> list[str]:
    """Lines in which no character that belongs to a word stands alone: the first goes down, the last gets company."""
    lines = list(lines)
    for here in range(len(lines) - 1):
        line, rest = lines[here], lines[here + 1]
        kept = line[:-1].rstrip()
        alone = kept and _is_han(line[-1]) and not any(map(_is_cjk, kept)) and _is_han(rest[0])
        if alone and text_width(line[-1] + rest, size) <= max_width:
            lines[here], lines[here + 1] = kept, line[-1] + rest
    before, last = lines[-2], lines[-1]
    if len(last.rstrip(_CLOSING)) <= 1 and len(before) > 2 and _is_han(before[-1]) and _is_cjk(last[0]):
        kept = before[:-1].rstrip()
        if kept[-1] not in _NO_LINE_END and (len(last) == 1 or text_width(before[-1] + last, size) <= max_width):
            lines[-2], lines[-1] = kept, before[-1] + last
    return lines


def _is_han(char: str) -> bool:
    return unicodedata.category(char) == "Lo" and _is_cjk(char)
