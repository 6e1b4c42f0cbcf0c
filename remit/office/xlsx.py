"""An Excel file from a workbook value, by xlsxwriter with everything that guesses switched off.

A cell's text is written as text whatever it looks like; nothing in a file depends on the clock.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from remit.office.sheets import Column, HeaderCell, Letter, Row, Sheet, Tone, Value, Workbook
from remit.office.xmltext import legal, one_line

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Excel files must carry a date of creation; any fixed one keeps equal content equal.
_CREATED = datetime(2000, 1, 1)
# Excel's numbers of the papers, with the width in mm that their margins leave when they lie across.
_PAPERS = ((9, 271.0), (8, 394.0))
# Type smaller than this is hard to read: rather than shrink further, a sheet goes on beside, page by page.
_LEAST_SCALE = 0.6
_PAGED_SCALE = 0.7
_LONGEST_CELL = 32767
_LONGEST_NAME = 31
_LONGEST_FOOTER = 100
_LONGEST_PROPERTY = 255
_MANY_LETTER_COLUMNS = 8
_TALLEST_HEADER = 220.0
_TALLEST_ROW = 400.0
_LINE = 15.0
_ROW_PADDING = 6.0
_FONTS = {"zh": ("微软雅黑", 10), "en": ("Calibri", 11)}
_BORDER = "#BFBFBF"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Text that starts so would turn into a formula when somebody edits the cell.
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")
# Ground and ink; every pair has a contrast of at least 6 to 1.
_TONES: dict[Tone, tuple[str, str]] = {
    "decide": ("#FBE3D6", "#8A3210"),
    "do": ("#DCE6F7", "#1F3F7A"),
    "review": ("#FFF1CC", "#6B4B00"),
    "deliberate": ("#F6DEE6", "#84284A"),
    "support": ("#E9E1F3", "#55397E"),
    "consult": ("#E2EFDA", "#33561B"),
    "inform": ("#EDEDED", "#454545"),
    "watch": ("#DAEEF0", "#1A535A"),
}


def write_workbook(book: Workbook) -> bytes:
    """The Excel file of `book`, the same bytes for the same workbook.

    Raises ValueError for a workbook without sheets, and for a row or header that does not fit the columns.
    """
    import xlsxwriter  # takes a tenth of a second to import: only who writes workbooks pays

    if not book.sheets:
        raise ValueError("a workbook needs a sheet")
    buffer = io.BytesIO()
    font, size = _FONTS[book.lang]
    target = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": font, "font_size": size},
        },
    )
    target.set_properties(
        {
            "title": _cut(one_line(book.title), _LONGEST_PROPERTY),
            "author": _cut(one_line(book.author), _LONGEST_PROPERTY),
            "created": _CREATED,
        }
    )
    for name, value in book.properties:
        target.set_custom_property(one_line(name), _cut(one_line(value), _LONGEST_PROPERTY), "text")
    formats = _Formats(target)
    for sheet, name in zip(book.sheets, sheet_names([sheet.name for sheet in book.sheets]), strict=True):
        _SheetWriter(target.add_worksheet(name), sheet, formats, book).write()
    target.close()
    return buffer.getvalue()


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """`wanted` as Excel allows them: no []:*?/\\, at most 31 characters, unique without regard to case."""
    names: list[str] = []
    taken = {"history"}  # reserved by Excel
    for number, text in enumerate(wanted, start=1):
        base = one_line(_NOT_IN_NAMES.sub(" ", one_line(text))).strip("' ") or str(number)
        name, copy = _within(base, _LONGEST_NAME), 1
        while name.casefold() in taken:
            copy += 1
            tail = f" ({copy})"
            name = _within(base, _LONGEST_NAME - len(tail)) + tail
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _within(text: str, units: int) -> str:
    """The beginning of `text` that Excel, which counts in UTF-16, finds no longer than `units`."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.rstrip("' ")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _lines(text: str, width: float) -> int:
    """How many lines `text` takes in a column of `width` characters, Chinese ones counted double."""
    room = max(width - 2, 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    spans = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(span / room)) for span in spans)


def _column_mm(column: Column) -> float:
    """The printed width of a column: a character of the default font has 7 pixels, and 5 go to the borders."""
    return (int(column.width * 7) + 5) * 25.4 / 96


def _paper(sheet: Sheet) -> tuple[int, int]:
    """The paper and the number of pages side by side on which a sheet is readable; its first columns are on each."""
    widths = [_column_mm(column) for column in sheet.columns]
    for paper, room in _PAPERS:
        if sum(widths) * _LEAST_SCALE <= room:
            return paper, 1
    paper, room = _PAPERS[-1]
    repeated = sum(widths[: sheet.freeze_columns])
    return paper, math.ceil((sum(widths) - repeated) / max(room / _PAGED_SCALE - repeated, widths[-1]))


def _number_format(value: float, column: Column) -> str:
    """Decimals only where there are some: Excel's optional digits would leave a bare point behind."""
    if column.kind == "percent":
        return "0%" if math.isclose(value * 100, round(value * 100)) else "0.0#%"
    return "#,##0" if float(value).is_integer() else "#,##0.0#"


class _Formats:
    """Cell formats, each made once."""

    def __init__(self, target: xlsxwriter.Workbook) -> None:
        self._target = target
        self._made: dict[tuple[tuple[str, str | int | float], ...], Format] = {}

    def __call__(self, **properties: str | int | float) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._target.add_format(dict(properties))
        return self._made[key]

    def ruled(self, **properties: str | int | float) -> Format:
        """A format of the table itself: thin calm lines, text in the middle of the row's height."""
        return self(border=1, border_color=_BORDER, valign="vcenter", **properties)


class _SheetWriter:
    """Writes one sheet from the top down."""

    def __init__(self, target: Worksheet, sheet: Sheet, formats: _Formats, book: Workbook) -> None:
        self.target, self.sheet, self.formats, self.book = target, sheet, formats, book
        self.letter_looks: dict[str, Format] = {}
        self.header_row = 2 if sheet.legend else 1
        self.first_row = self.header_row + len(sheet.header)
        self.last_row = self.first_row + len(sheet.rows) - 1
        letters = sum(column.kind == "letter" for column in sheet.columns)
        self.upright = letters > _MANY_LETTER_COLUMNS

    def write(self) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.target.set_column(index, index, column.width)
        self.target.set_row(0, 26)
        self._text(0, 0, self.sheet.title, self.formats(bold=True, font_size=14, valign="vcenter"))
        if self.sheet.legend:
            self._legend(self.header_row - 1)
        self._header()
        for row, values in enumerate(self.sheet.rows, start=self.first_row):
            self._row(row, values)
        note = self.formats(font_color="#595959")
        for row, text in enumerate(self.sheet.notes, start=self.last_row + 2):
            self._text(row, 0, text, note)
        self._view()

    def _text(self, row: int, column: int, text: str, look: Format) -> None:
        self.target.write_string(row, column, _cut(legal(text), _LONGEST_CELL), look)

    def _legend(self, row: int) -> None:
        """The letters in their ink with their meanings, in one line that runs over the narrow columns."""
        plain = self.formats(font_color="#404040")
        fragments: list[Format | str] = []
        for letter in self.sheet.legend:
            ink = self.formats(bold=True, font_color=_TONES[letter.tone][1])
            fragments += (ink, one_line(letter.text), plain, f" {one_line(letter.label)}    ")
        self.target.set_row(row, 20)
        self.target.write_rich_string(row, 0, *fragments, self.formats(valign="vcenter"))

    def _header(self) -> None:
        columns = len(self.sheet.columns)
        heights = [_LINE] * len(self.sheet.header)
        covered: set[tuple[int, int]] = set()
        for line, cells in enumerate(self.sheet.header):
            column, waiting = 0, list(cells)
            while column < columns:
                if (line, column) in covered:
                    column += 1
                    continue
                if not waiting:
                    raise ValueError(f"header row {line + 1} of {self.sheet.name!r} ends at column {column}")
                cell = waiting.pop(0)
                area = {(line + down, column + right) for down in range(cell.rowspan) for right in range(cell.span)}
                if area & covered or column + cell.span > columns or line + cell.rowspan > len(heights):
                    raise ValueError(f"header cell {cell.text!r} of {self.sheet.name!r} leaves its place")
                covered |= area
                heights[line] = max(heights[line], self._header_cell(line, column, cell))
                column += cell.span
            if waiting:
                raise ValueError(f"header row {line + 1} of {self.sheet.name!r} has more cells than columns")
        for line, height in enumerate(heights):
            self.target.set_row(self.header_row + line, min(height + 7, _TALLEST_HEADER))

    def _header_cell(self, line: int, column: int, cell: HeaderCell) -> float:
        """Writes a header cell; returns the height in points that it asks of each of its rows."""
        text = legal(cell.text)
        upright = self.upright and cell.span == 1 and self.sheet.columns[column].kind == "letter"
        turned = {"rotation": 270 if self.book.lang == "zh" else 90} if upright else {}
        look = self.formats.ruled(bold=True, bg_color="#E7EAF0", align="center", **(turned or {"text_wrap": 1}))
        top, bottom = self.header_row + line, self.header_row + line + cell.rowspan - 1
        if cell.span > 1 or cell.rowspan > 1:
            self.target.merge_range(top, column, bottom, column + cell.span - 1, "", look)
        self._text(top, column, text, look)
        if upright and self.book.lang == "zh":
            return len(text) * _LINE / cell.rowspan
        if upright:
            return len(text) * 6.0 / cell.rowspan
        width = sum(column.width for column in self.sheet.columns[column : column + cell.span])
        return _LINE * _lines(text, width) / cell.rowspan

    def _row(self, row: int, line: Row) -> None:
        """A row of values, or a group's heading over the whole width."""
        columns = self.sheet.columns
        if line.group:
            rules: dict[str, str | int | float] = {"top": 1, "bottom": 1, "top_color": _BORDER, "bottom_color": _BORDER}
            look = self.formats(bold=True, bg_color="#F5F6F8", indent=1, valign="vcenter", **rules)
            self.target.set_row(row, _LINE + _ROW_PADDING)
            for index in range(len(columns)):
                self.target.write_blank(row, index, None, look)
            if line.values:
                self._text(row, 0, str(line.values[0]), look)
            return
        if len(line.values) != len(columns):
            raise ValueError(f"a row of {self.sheet.name!r} has {len(line.values)} values for {len(columns)} columns")
        # Not every program fits the height of a row to its text on opening, so the file says it.
        lines = max(
            _lines(value, column.width) if isinstance(value, str) else 1
            for value, column in zip(line.values, columns, strict=True)
        )
        self.target.set_row(row, min(lines * _LINE + _ROW_PADDING, _TALLEST_ROW))
        for index, (value, column) in enumerate(zip(line.values, columns, strict=True)):
            if isinstance(value, str):
                self._text(row, index, value, self._look(value, column))
            else:
                self.target.write_number(row, index, value, self._look(value, column))

    def _look(self, value: Value, column: Column) -> Format:
        """The format of a cell; a matrix repeats few letters many times, so theirs are looked up once."""
        if column.kind != "letter" or not isinstance(value, str):
            return self._made_look(value, column)
        if value not in self.letter_looks:
            self.letter_looks[value] = self._made_look(value, column)
        return self.letter_looks[value]

    def _made_look(self, value: Value, column: Column) -> Format:
        """The format of a cell by its column, and of a letter by the legend."""
        properties: dict[str, str | int | float] = {"text_wrap": 1, "indent": 1}
        if column.kind == "letter" and isinstance(value, str):
            letter = self._leading(value)
            properties = {"align": "center", "text_wrap": 1}
            if letter:
                ground, ink = _TONES[letter.tone]
                properties |= {"bold": True, "bg_color": ground, "font_color": ink}
        elif column.kind == "center":
            properties = {"align": "center", "text_wrap": 1}
        elif column.kind in ("number", "percent") and not isinstance(value, str):
            properties = {"align": "right", "indent": 1, "num_format": _number_format(value, column)}
        if isinstance(value, str) and value.startswith(_LOOKS_LIKE_FORMULA):
            properties["quote_prefix"] = True
        return self.formats.ruled(**properties)

    def _leading(self, value: str) -> Letter | None:
        held = value.split("/")
        return next((letter for letter in self.sheet.legend if letter.text in held), None)

    def _view(self) -> None:
        """What stays in sight, the filter, and how the sheet prints."""
        target, sheet = self.target, self.sheet
        last_column = len(sheet.columns) - 1
        target.freeze_panes(self.first_row, sheet.freeze_columns)
        target.hide_gridlines(2)
        if sheet.filter and sheet.rows and sheet.header:
            target.autofilter(self.first_row - 1, 0, self.last_row, last_column)
        paper, abreast = _paper(sheet)
        target.set_landscape()
        target.set_paper(paper)
        target.fit_to_pages(abreast, 0)
        target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        target.center_horizontally()
        if sheet.header:
            target.repeat_rows(self.header_row, self.first_row - 1)
        if sheet.freeze_columns:
            target.repeat_columns(0, sheet.freeze_columns - 1)
        text = _cut(one_line(self.book.footer), _LONGEST_FOOTER).replace("&", "&&")
        target.set_footer(f"&L{text}&R&P / &N")
