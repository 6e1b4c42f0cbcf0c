"""Writes one sheet of a workbook from the top down: title, fields, legend, header, rows, notes, entries and protection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from remit.office.sheet_looks import (
    BORDER,
    GROUP_GROUND,
    HEADER_GROUND,
    LINE,
    MARK_INK,
    ROW_PADDING,
    TONES,
    Formats,
    Properties,
    lines,
    serial,
    text_lines,
)
from remit.office.sheet_print import pages, set_up
from remit.office.sheets import Column, Entry, EntryKind, Formula, HeaderCell, Letter, Row, Sheet, Value, Workbook
from remit.office.xmltext import legal, one_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_CELL = 32767
_MANY_LETTER_COLUMNS = 8
_TALLEST_HEADER = 300.0
_TALLEST_ROW = 400.0
_NOTE_WIDTH = 120.0
_HEADER_PADDING = 0.6
_BAND_LINES = 3
_LATIN = 5.7  # how much height a letter takes in an upright heading, in points
# What Excel allows beside a cell: a short title and a longer text.
_LONGEST_TITLE = 32
_LONGEST_PROMPT = 250
# What Excel would mark as doubtful: a version such as 1 is text, and a form has different formulas side by side.
_NO_ERRORS = ("number_stored_as_text", "formula_differs", "formula_range")
_PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True}
_RULES: dict[EntryKind, dict[str, object]] = {
    "number": {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12},
    "percent": {"validate": "decimal", "criteria": "between", "minimum": -10, "maximum": 10},
    "points": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 120},
    "count": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 1_000_000},
    "year": {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2199},
    "date": {"validate": "date", "criteria": ">=", "value": date(1970, 1, 1)},
    "text": {"validate": "any"},
}


class SheetWriter:
    """Writes one sheet; `write` does it all."""

    def __init__(self, target: Worksheet, sheet: Sheet, formats: Formats, book: Workbook) -> None:
        self.target, self.sheet, self.formats, self.book = target, sheet, formats, book
        self.letter_looks: dict[str, Format] = {}
        self.entries: dict[Entry, list[tuple[int, int]]] = {}
        self.last_row = sheet.first_row + len(sheet.rows) - 1
        body = [index for index, row in enumerate(sheet.rows, sheet.first_row) if not row.group and not row.total]
        self.rows_between = (body[0] + 1, body[-1] + 1) if body else (sheet.first_row + 1, sheet.first_row + 1)

    def write(self) -> None:
        """Everything, and raises ValueError for rows that do not fit the columns."""
        for index, column in enumerate(self.sheet.columns):
            self.target.set_column(index, index, column.width)
        self._title()
        for row, (name, value) in enumerate(self.sheet.fields, start=self.sheet.fields_row):
            self._field(row, name, value)
        if self.sheet.legend:
            self._legend(self.sheet.header_row - 1)
        self._header()
        for row, values in enumerate(self.sheet.rows, start=self.sheet.first_row):
            self._row(row, values)
        for row, text in enumerate(self.sheet.notes, start=self.last_row + 2):
            self._note(row, text)
        self._entries()
        self._empty()
        self._view()

    def _text(self, row: int, column: int, text: str, look: Format) -> None:
        if not text:
            self.target.write_blank(row, column, None, look)
            return
        shown = legal(text)
        if len(shown) > _LONGEST_CELL:
            shown = shown[: _LONGEST_CELL - 1] + "…"
        self.target.write_string(row, column, shown, look)

    def _title(self) -> None:
        """The title, before it the mark of what is not approved, and below it the subtitle."""
        self.target.set_row(0, 26)
        look = self.formats(bold=True, font_size=14, valign="vcenter")
        mark, title = one_line(self.book.mark), one_line(self.sheet.title)
        if mark and title:
            red = self.formats(bold=True, font_size=14, font_color=MARK_INK)
            self.target.write_rich_string(0, 0, red, f"{mark}  ", self.formats(bold=True, font_size=14), title, look)
        else:
            self._text(0, 0, self.sheet.title, look)
        subtitle, grey = self.sheet.subtitle, self.formats(font_color="#595959")
        if isinstance(subtitle, Formula):
            self._formula(1, 0, subtitle, grey)
        elif subtitle:
            self._text(1, 0, subtitle, grey)

    def _field(self, row: int, name: str, value: Value) -> None:
        """A label over the first columns and its value beside it: both as wide as a name needs."""
        self.target.set_row(row, LINE + ROW_PADDING)
        label = self.formats.ruled(bold=True, bg_color=HEADER_GROUND, indent=1)
        self.target.merge_range(row, 0, row, 1, "", label)
        self._text(row, 0, name, label)
        look = self.formats.entry(value.kind) if isinstance(value, Entry) else self.formats.ruled(indent=1)
        self.target.merge_range(row, 2, row, 3, "", look)
        self._value(row, 2, value, look)

    def _legend(self, row: int) -> None:
        """The letters in their ink with their meanings, in one line that runs over the narrow columns."""
        plain = self.formats(font_color="#404040")
        fragments: list[Format | str] = []
        for letter in self.sheet.legend:
            ink = self.formats(bold=True, font_color=TONES[letter.tone][1])
            fragments += (ink, one_line(letter.text), plain, f" {one_line(letter.label)}    ")
        self.target.set_row(row, 20)
        self.target.write_rich_string(row, 0, *fragments, self.formats(valign="vcenter"))

    def _note(self, row: int, text: str) -> None:
        """A note, wrapped over as many columns of the first page as a line of reading has.

        Where a sheet goes on beside, it keeps clear of the columns that are repeated there.
        """
        look = self.formats(font_color="#595959", text_wrap=1, valign="vcenter")
        most = self.sheet.breaks[0] if self.sheet.breaks else len(self.sheet.columns)
        first = self.sheet.freeze_columns if pages(self.sheet)[1] > 1 else 0
        last, width = first, self.sheet.columns[first].width
        while last + 1 < most and width < _NOTE_WIDTH:
            last += 1
            width += self.sheet.columns[last].width
        if last > first:
            self.target.merge_range(row, first, row, last, "", look)
        self._text(row, first, text, look)
        self.target.set_row(row, min(text_lines(text, width) * LINE + ROW_PADDING, _TALLEST_ROW))

    def _header(self) -> None:
        heads = list(self._placed())
        over_letters = [head for head in heads if self.sheet.columns[head[1]].kind == "letter"]
        last = len(self.sheet.header) - 1
        # All names over letters stand upright where one is too long for its column; a band decides for itself.
        long = any(
            text_lines(cell.text, self._width(column, cell), 0) > 1
            for line, column, cell in over_letters
            if line == last
        )
        many = sum(column.kind == "letter" for column in self.sheet.columns) > _MANY_LETTER_COLUMNS
        heights = [LINE] * len(self.sheet.header)
        for head in heads:
            line, column, cell = head
            lines_asked = text_lines(cell.text, self._width(column, cell), _HEADER_PADDING)
            broken = max((len(word) for word in cell.text.split()), default=0) > self._width(column, cell)
            upright = many and head in over_letters and (long if line == last else broken or lines_asked > _BAND_LINES)
            self._header_cell(line, column, cell, upright)
            asked = LINE * lines_asked
            if upright:
                asked = len(cell.text) * (LINE if self.book.lang == "zh" else _LATIN)
            if cell.rowspan == 1:
                heights[line] = max(heights[line], asked)
            else:  # the last row is the one with the most room
                heights[-1] = max(heights[-1], asked - LINE * (cell.rowspan - 1))
        for line, height in enumerate(heights):
            self.target.set_row(self.sheet.header_row + line, min(height + 7, _TALLEST_HEADER))

    def _placed(self) -> Iterator[tuple[int, int, HeaderCell]]:
        """Every header cell with its line and column; raises ValueError where they do not cover the columns."""
        columns, name = len(self.sheet.columns), self.sheet.name
        covered: set[tuple[int, int]] = set()
        for line, cells in enumerate(self.sheet.header):
            column, waiting = 0, list(cells)
            while column < columns:
                if (line, column) in covered:
                    column += 1
                    continue
                if not waiting:
                    raise ValueError(f"header row {line + 1} of {name!r} ends at column {column}")
                cell = waiting.pop(0)
                area = {(line + down, column + right) for down in range(cell.rowspan) for right in range(cell.span)}
                if area & covered or column + cell.span > columns or line + cell.rowspan > len(self.sheet.header):
                    raise ValueError(f"header cell {cell.text!r} of {name!r} leaves its place")
                covered |= area
                yield line, column, cell
                column += cell.span
            if waiting:
                raise ValueError(f"header row {line + 1} of {name!r} has more cells than columns")

    def _width(self, column: int, cell: HeaderCell) -> float:
        return sum(one.width for one in self.sheet.columns[column : column + cell.span])

    def _header_cell(self, line: int, column: int, cell: HeaderCell, upright: bool) -> None:
        turned = {"rotation": 270 if self.book.lang == "zh" else 90} if upright else {}
        look = self.formats.ruled(bold=True, bg_color=HEADER_GROUND, align="center", **(turned or {"text_wrap": 1}))
        top, bottom = self.sheet.header_row + line, self.sheet.header_row + line + cell.rowspan - 1
        if cell.span > 1 or cell.rowspan > 1:
            self.target.merge_range(top, column, bottom, column + cell.span - 1, "", look)
        self._text(top, column, cell.text, look)

    def _row(self, row: int, line: Row) -> None:
        """A row of values, or a group's heading over the whole width."""
        columns = self.sheet.columns
        if line.group:
            rules: Properties = {"top": 1, "bottom": 1, "top_color": BORDER, "bottom_color": BORDER}
            look = self.formats(bold=True, bg_color=GROUP_GROUND, indent=1, valign="vcenter", **rules)
            self.target.set_row(row, LINE + ROW_PADDING)
            for index in range(len(columns)):
                self.target.write_blank(row, index, None, look)
            if line.values:
                self._text(row, 0, str(line.values[0]), look)
            return
        if len(line.values) != len(columns):
            raise ValueError(f"a row of {self.sheet.name!r} has {len(line.values)} values for {len(columns)} columns")
        # Not every program fits the height of a row to its text on opening, so the file says it.
        tallest = max(lines(value, column) for value, column in zip(line.values, columns, strict=True))
        self.target.set_row(row, min(tallest * LINE + ROW_PADDING, _TALLEST_ROW))
        for index, (value, column) in enumerate(zip(line.values, columns, strict=True)):
            if value == "" and column.kind == "letter" and not line.total:
                continue  # ruled by `_empty`: nine tenths of a large matrix are
            look = self.formats.entry(value.kind) if isinstance(value, Entry) else self._look(value, column, line.total)
            self._value(row, index, value, look)

    def _value(self, row: int, column: int, value: Value, look: Format) -> None:
        if isinstance(value, str):
            self._text(row, column, value, look)
        elif isinstance(value, Formula):
            self._formula(row, column, value, look)
        elif isinstance(value, Entry):
            self.entries.setdefault(value, []).append((row, column))
            self.target.write_blank(row, column, None, look)
        elif isinstance(value, date):
            self.target.write_number(row, column, serial(value), look)
        else:
            self.target.write_number(row, column, value, look)

    def _formula(self, row: int, column: int, formula: Formula, look: Format) -> None:
        first, last = self.rows_between
        text = formula.text.replace("{row}", str(row + 1)).replace("{first}", str(first)).replace("{last}", str(last))
        self.target.write_formula(row, column, text, look, formula.shown)

    def _look(self, value: Value, column: Column, total: bool) -> Format:
        """The format of a cell; a matrix repeats few letters many times, so theirs are looked up once."""
        if column.kind != "letter" or not isinstance(value, str) or total:
            return self.formats.cell(value, column, None, total)
        if value not in self.letter_looks:
            self.letter_looks[value] = self.formats.cell(value, column, self._leading(value), total)
        return self.letter_looks[value]

    def _leading(self, value: str) -> Letter | None:
        held = value.split("/")
        return next((letter for letter in self.sheet.legend if letter.text in held), None)

    def _entries(self) -> None:
        """One rule for all cells that ask for the same, so that a form of many periods stays small."""
        for entry, cells in self.entries.items():
            (row, column), *others = cells
            rule: dict[str, object] = {**_RULES[entry.kind], "error_message": _fit(entry.problem, _LONGEST_PROMPT)}
            if entry.title:
                rule["input_title"] = rule["error_title"] = _fit(entry.title, _LONGEST_TITLE)
            if entry.prompt:
                rule["input_message"] = _fit(entry.prompt, _LONGEST_PROMPT)
            if entry.kind == "text" and not (entry.title or entry.prompt):
                continue
            if others:
                rule["other_cells"] = [(line, place, line, place) for line, place in others]
            self.target.data_validation(row, column, row, column, rule)

    def _empty(self) -> None:
        """Thin lines around the cells of a matrix that hold nothing, by one rule instead of a cell each."""
        from xlsxwriter.utility import xl_range  # as late as xlsxwriter itself

        areas = [
            (self.sheet.first_row + rows[0], columns[0], self.sheet.first_row + rows[-1], columns[-1])
            for columns in _runs([column.kind == "letter" for column in self.sheet.columns])
            for rows in _runs([not row.group and not row.total for row in self.sheet.rows])
        ]
        if areas:
            rule = {
                "type": "blanks",
                "format": self.formats(border=1, border_color=BORDER),
                "multi_range": " ".join(xl_range(*area) for area in areas),
            }
            self.target.conditional_format(*areas[0], rule)

    def _view(self) -> None:
        """What stays in sight, the filter, what can be changed, and how the sheet prints."""
        from xlsxwriter.utility import xl_range  # as late as xlsxwriter itself

        target, sheet = self.target, self.sheet
        target.freeze_panes(sheet.first_row, sheet.freeze_columns)
        target.hide_gridlines(2)
        everywhere = xl_range(0, 0, max(self.last_row, sheet.first_row), len(sheet.columns) - 1)
        target.ignore_errors(dict.fromkeys(_NO_ERRORS, everywhere))
        if sheet.filter and sheet.rows and sheet.header:
            target.autofilter(sheet.first_row - 1, 0, self.last_row, len(sheet.columns) - 1)
        if sheet.protected:
            target.protect("", _PROTECTION)
        set_up(target, sheet, self.book)


def _runs(chosen: Sequence[bool]) -> list[list[int]]:
    """The places that are chosen, those beside each other together."""
    return [[place for place, _ in run] for held, run in groupby(enumerate(chosen), key=lambda one: one[1]) if held]


def _fit(text: str, longest: int) -> str:
    """A text of so many of Excel's characters at most: what lies beyond the first 65,536 of Unicode counts twice."""
    shown = one_line(text)
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return shown
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
