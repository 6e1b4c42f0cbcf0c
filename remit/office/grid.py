"""The three kinds of table (ruled, control table, signatures) brought to one grid of rows.

Whatever a table looks like is decided here; `body` writes the one kind of grid that comes out.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from remit.office.blocks import (
    Bullets,
    Cell,
    Content,
    KeyValues,
    Numbered,
    Paragraph,
    Signatures,
    Slot,
    Table,
    Text,
)
from remit.office.geometry import TWIPS_PER_MM, Page

# A table of so few rows and characters stays on one page, and so do the rows beside a cell that spans so few: more
# would leave the page before it half empty.
_SHORT_TABLE = 3
_SHORT_TEXT = 250
_KEPT_SPAN = 4
# A row with more characters in one cell may outgrow the page, so it has to be free to break.
_MAY_SPLIT = 1200
_SIGNING_MM = 11.0
_LINE_MM = 9.0
_SLOTS_ABREAST = 4


class Place(NamedTuple):
    """A cell at its column; `covered` continues the cell above."""

    column: int
    cell: Cell
    covered: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """Where a cell of a row above goes on, and whether it does so in the row below."""

    cell: Cell
    open: bool

    @property
    def span(self) -> int:
        """How many columns it takes."""
        return self.cell.span


Line = tuple[Cell | Covered, ...]
"""What fills the columns of one row, from the left."""


class GridRow(NamedTuple):
    """A row; `height` is at least so many twentieths of a point, `keep` holds it to the next row's page."""

    line: Line
    header: bool = False
    height: int = 0
    keep: bool = False
    splits: bool = False

    @property
    def places(self) -> Iterator[Place]:
        """What fills the row, with the columns at which it stands."""
        column = 0
        for spot in self.line:
            covered = isinstance(spot, Covered)
            yield Place(column, spot.cell if isinstance(spot, Covered) else spot, covered)
            column += spot.span


@dataclass(frozen=True, slots=True)
class Grid:
    """Column widths in twentieths of a point, adding up to the width, and rows."""

    widths: tuple[int, ...]
    rows: tuple[GridRow, ...]
    compact: bool = False
    ruled: bool = True
    title: str = ""


@lru_cache(maxsize=1024)
def column_widths(proportions: tuple[float, ...], width: int) -> tuple[int, ...]:
    """Whole widths in these proportions that add up to `width` exactly."""
    if not proportions or min(proportions) <= 0:
        raise ValueError("every column of a table needs a width above zero")
    total = sum(proportions)
    edges, run = [0], 0.0
    for proportion in proportions:
        run += proportion
        edges.append(round(width * run / total))
    return tuple(right - left for left, right in itertools.pairwise(edges))


def _length(text: Text) -> int:
    return len(text) if isinstance(text, str) else sum(len(run.text) for run in text)


def _content_length(content: Content) -> int:
    if isinstance(content, str):
        return len(content)
    total = 0
    for block in content:
        if isinstance(block, Paragraph):
            total += _length(block.text)
        elif isinstance(block, Bullets | Numbered):
            total += sum(_length(item) for item in block.items)
    return total


def place(rows: Sequence[Sequence[Cell]], columns: int, first_row: int = 1) -> list[Line]:
    """The cells of each row, with the continuations of cells that span rows.

    Raises ValueError for a row that does not fill the columns, or a span that leaves the table.
    """
    placed: list[Line] = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(rows, start=first_row):
        if not open_cells and _stands_alone(row, columns):
            placed.append(tuple(row))
            continue
        column, taken, line = 0, 0, list[Cell | Covered]()
        while column < columns:
            if column in open_cells:
                cell, left = open_cells.pop(column)
                line.append(Covered(cell, left > 1))
            elif taken < len(row):
                cell = row[taken]
                taken += 1
                left = cell.rowspan
                line.append(cell)
            else:
                raise ValueError(f"row {number} ends at column {column} of {columns}")
            if left > 1:
                open_cells[column] = (cell, left - 1)
            column += cell.span
        if taken < len(row) or column != columns:
            raise ValueError(f"row {number} has more cells than the {columns} columns of its table")
        placed.append(tuple(line))
    if open_cells:
        raise ValueError("a cell spans more rows than its table has")
    return placed


def _stands_alone(row: Sequence[Cell], columns: int) -> bool:
    """Whether a row fills the columns with cells of its own that end in it, as most rows do."""
    for cell in row:
        if cell.rowspan > 1:
            return False
        columns -= cell.span
    return not columns


def _table(table: Table, width: int) -> Grid:
    columns = len(table.columns)
    header = [GridRow(line, header=True, keep=True) for line in place(table.header, columns)]
    body = place(table.rows, columns, len(header) + 1)
    last = len(body) - 1
    length = _length_of(body)
    short = len(body) <= _SHORT_TABLE and length <= _SHORT_TEXT
    rows = [
        GridRow(
            line,
            height=round(table.row_mm * TWIPS_PER_MM),
            keep=index < last and (short or _holds_together(line)),
            splits=length > _MAY_SPLIT and _may_split(line),
        )
        for index, line in enumerate(body)
    ]
    return Grid(column_widths(table.columns, width), (*header, *rows), table.compact, table.ruled, table.caption)


def _length_of(lines: Sequence[Line]) -> int:
    return sum([_content_length(spot.content) for line in lines for spot in line if isinstance(spot, Cell)])


def _holds_together(line: Line) -> bool:
    """Whether a cell that spans few rows goes on in the next."""
    for spot in line:
        if isinstance(spot, Cell):
            if 1 < spot.rowspan <= _KEPT_SPAN:
                return True
        elif spot.open and spot.cell.rowspan <= _KEPT_SPAN:
            return True
    return False


def _may_split(line: Line) -> bool:
    """Whether the row may be higher than a page."""
    for spot in line:
        content = spot.content if isinstance(spot, Cell) else spot.cell.content
        if (len(content) if isinstance(content, str) else _content_length(content)) > _MAY_SPLIT:
            return True
    return False


def _key_values(table: KeyValues, width: int) -> Grid:
    half = width / TWIPS_PER_MM / 2
    paired = any(len(row) == 2 for row in table.rows)
    widths = (table.label_mm, half - table.label_mm) * 2 if paired else (table.label_mm, 2 * half - table.label_mm)
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        if len(row) not in (1, 2):
            raise ValueError("a row of a control table has one field or two")
        span = 3 if paired and len(row) == 1 else 1
        rows.append(tuple(cell for field in row for cell in (Cell(field.label, label=True), Cell(field.value, span))))
    lines = [GridRow(line, splits=_may_split(line)) for line in place(rows, len(widths))]
    return Grid(column_widths(widths, width), tuple(lines))


def _signature_columns(block: Signatures, width: int) -> Grid:
    """Side by side, at most four abreast: a label, a tall cell to sign and seal in, a date below."""
    slots = block.slots
    abreast = -(-len(slots) // -(-len(slots) // _SLOTS_ABREAST))
    columns = math.lcm(abreast, len(slots) % abreast or abreast)
    rows: list[GridRow] = []
    for start in range(0, len(slots), abreast):
        some = slots[start : start + abreast]
        span = columns // len(some)
        labels = [Cell(slot.label, span, label=True, align="center") for slot in some]
        signing = [Cell(_to_sign(slot), span, align="center") for slot in some]
        dates = [Cell(f"{block.date_label}{slot.date or block.blank_date}", span) for slot in some]
        first, second, third = place((labels, signing, dates), columns)
        rows += (
            GridRow(first, keep=True),
            GridRow(second, height=round(_SIGNING_MM * TWIPS_PER_MM), keep=True),
            GridRow(third, keep=block.keep_next or start + abreast < len(slots)),
        )
    return Grid(column_widths((1.0,) * columns, width), tuple(rows), compact=True)


def _to_sign(slot: Slot) -> tuple[Paragraph, ...]:
    seal = (Paragraph(slot.seal, "note"),) if slot.seal else ()
    return (Paragraph(slot.name), *seal) if slot.name else seal


def _signature_lines(block: Signatures, width: int) -> Grid:
    """Two on a line: label, room to sign, date."""
    rows: list[tuple[Cell, ...]] = []
    for start in range(0, len(block.slots), 2):
        some = block.slots[start : start + 2]
        room = 1 if len(some) == 2 else 4
        rows.append(tuple(cell for slot in some for cell in _to_sign_beside(slot, block, room)))
    height, last = round(_LINE_MM * TWIPS_PER_MM), len(rows) - 1
    lines = tuple(
        GridRow(line, height=height, keep=block.keep_next or index < last) for index, line in enumerate(place(rows, 6))
    )
    return Grid(column_widths((30, 24, 33) * 2, width), lines, compact=True)


def _to_sign_beside(slot: Slot, block: Signatures, room: int) -> tuple[Cell, ...]:
    date = Cell(slot.date or block.blank_date or block.date_label)
    return Cell(slot.label, label=True), Cell(slot.name or slot.seal, room), date


def grid_of(block: Table | KeyValues | Signatures, page: Page) -> Grid:
    """The grid of any table over the text width of `page`. Raises ValueError where its cells do not fit its columns."""
    if isinstance(block, Table):
        return _table(block, page.text_width)
    if isinstance(block, KeyValues):
        return _key_values(block, page.text_width)
    if not block.slots:
        raise ValueError("a signature block needs a slot")
    write = _signature_columns if block.arrangement == "columns" else _signature_lines
    return write(block, page.text_width)
