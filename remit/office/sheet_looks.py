"""How cells of a workbook look: fonts, the tones of letters, number formats, and how many lines a text takes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from remit.office.blocks import Lang
from remit.office.sheets import Column, EntryKind, Formula, Letter, Tone, Value

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

Properties = dict[str, str | int | float]

FONTS: Mapping[Lang, tuple[str, int]] = MappingProxyType({"zh": ("微软雅黑", 10), "en": ("Calibri", 11)})
LINE = 15.0
"""The height of a line in points."""
ROW_PADDING = 6.0
BORDER = "#BFBFBF"
HEADER_GROUND = "#E7EAF0"
GROUP_GROUND = "#F5F6F8"
ENTRY_GROUND = "#FFF9D6"
MARK_INK = "#B3261E"
# The mean width of a letter of Calibri, a digit being 1; beside Chinese, letters are of the Chinese font, and wider.
_LATIN = 0.87
# What indent and borders take of the width of a cell.
_PADDING = 1.3
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
# What a line is broken between: words with the blank after them, and characters that are not Latin.
_PIECES = re.compile(r"[\x21-\u024f]+ ?|.")
# Text that starts so would turn into a formula when somebody edits the cell.
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")
# Ground and ink; every pair has a contrast of at least 6 to 1.
TONES: Mapping[Tone, tuple[str, str]] = MappingProxyType(
    {
        "decide": ("#FBE3D6", "#8A3210"),
        "do": ("#DCE6F7", "#1F3F7A"),
        "review": ("#FFF1CC", "#6B4B00"),
        "deliberate": ("#F6DEE6", "#84284A"),
        "support": ("#E9E1F3", "#55397E"),
        "consult": ("#E2EFDA", "#33561B"),
        "inform": ("#EDEDED", "#454545"),
        "watch": ("#DAEEF0", "#1A535A"),
    }
)
_DATES: Mapping[Lang, str] = MappingProxyType({"zh": 'yyyy"年"m"月"d"日"', "en": "[$-409]d mmm yyyy"})
_NUMBERS: Mapping[str, str] = MappingProxyType({"percent": "0.0%", "points": "0.0"})
_ENTRIES: Mapping[EntryKind, str] = MappingProxyType(
    {"text": "@", "number": "General", "percent": "0.0#%", "points": "0.0", "count": "0", "year": "0"}
)


class Formats:
    """Cell formats, each made once."""

    def __init__(self, target: xlsxwriter.Workbook, lang: Lang) -> None:
        self._target, self.lang = target, lang
        self._made: dict[tuple[tuple[str, str | int | float], ...], Format] = {}
        self._cells: dict[tuple[object, ...], Format] = {}

    def __call__(self, **properties: str | int | float) -> Format:
        """The format with these properties of xlsxwriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._target.add_format(dict(properties))
        return self._made[key]

    def ruled(self, **properties: str | int | float) -> Format:
        """A format of the table itself: thin calm lines, text in the middle of the row's height."""
        return self(border=1, border_color=BORDER, valign="vcenter", **properties)

    def entry(self, kind: EntryKind) -> Format:
        """The format of a cell to fill in: tinted, and open on a protected sheet."""
        number = _DATES[self.lang] if kind == "date" else _ENTRIES[kind]
        place: Properties = {"indent": 1, "text_wrap": 1} if kind == "text" else {"align": "center"}
        return self.ruled(bg_color=ENTRY_GROUND, locked=0, num_format=number, **place)

    def cell(self, value: Value, column: Column, letter: Letter | None, total: bool) -> Format:
        """The format of a value by its column, of a letter by the legend."""
        if isinstance(value, str):
            shape: object = value.startswith(_LOOKS_LIKE_FORMULA)
        else:
            shape = isinstance(value, Formula), number_format(value, column)
        key = column.kind, shape, letter, total
        if key not in self._cells:
            self._cells[key] = self._cell(value, column, letter, total)
        return self._cells[key]

    def _cell(self, value: Value, column: Column, letter: Letter | None, total: bool) -> Format:
        properties: Properties = {"text_wrap": 1, "indent": 1}
        if column.kind in ("letter", "center"):
            # A/R in a narrow column shrinks rather than make its row two lines high.
            properties = {"align": "center", **({"shrink": 1} if column.kind == "letter" else {"text_wrap": 1})}
            if letter is not None:
                ground, ink = TONES[letter.tone]
                properties |= {"bold": True, "bg_color": ground, "font_color": ink}
        elif column.kind == "date":
            properties = {"align": "center", "num_format": _DATES[self.lang]}
        elif column.kind == "points" or (column.kind == "percent" and isinstance(value, Formula)):
            properties = {"align": "center", "num_format": number_format(value, column)}
        elif column.kind in ("number", "percent") and not isinstance(value, str):
            properties = {"align": "right", "indent": 1, "num_format": number_format(value, column)}
        if isinstance(value, str) and value.startswith(_LOOKS_LIKE_FORMULA):
            properties["quote_prefix"] = True
        if total:
            properties |= {"bold": True, "bg_color": HEADER_GROUND}
        return self.ruled(**properties)


def number_format(value: Value, column: Column) -> str:
    """Decimals only where there are some: Excel's optional digits would leave a bare point behind."""
    if not isinstance(value, int | float) or column.kind == "points":
        return _NUMBERS.get(column.kind, "General")
    if column.kind == "percent":
        return "0%" if math.isclose(value * 100, round(value * 100)) else "0.0#%"
    return "#,##0" if float(value).is_integer() else "#,##0.0#"


def text_lines(text: str, width: float, padding: float = _PADDING) -> int:
    """How many lines `text` takes in a column of `width` digits: Chinese characters count double, Latin ones a little less."""
    room = max(width - padding, 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """The lines of a paragraph: Latin words go to the next line whole, between Chinese characters it may break anywhere."""
    latin = 1.0 if _WIDE.search(line) else _LATIN
    count, filled = 1, 0.0
    for piece in _PIECES.findall(line):
        span = 2.0 if _WIDE.match(piece) else latin * len(piece)
        if filled and filled + span > room + latin * piece.endswith(" "):
            count, filled = count + 1, 0.0
        filled += span
        if filled > room + latin:  # a word longer than a line
            more = math.ceil(filled / room) - 1
            count, filled = count + more, filled - more * room
    return count


def lines(value: Value, column: Column) -> int:
    """How many lines a value takes in its column; only text wraps, and letters do not."""
    return text_lines(value, column.width) if isinstance(value, str) and column.kind != "letter" else 1


def serial(day: date) -> int:
    """The number under which Excel keeps a day."""
    return (day - date(1899, 12, 30)).days
