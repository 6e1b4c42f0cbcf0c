"""What an Excel workbook is made of: frozen values, free of Excel and of what the sheets are about.

A matrix (RACI, authorities, clauses by unit) is a sheet with letter columns and a legend; a register has neither; a
form has entries that people fill in and formulas that reckon with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from remit.office.blocks import Lang

Tone = Literal["decide", "do", "review", "deliberate", "support", "consult", "inform", "watch"]
ColumnKind = Literal["text", "center", "letter", "number", "percent", "points", "date"]
EntryKind = Literal["text", "number", "percent", "points", "count", "year", "date"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, never of a text from YAML. `{row}` in it is the number of its row, `{first}` and `{last}` those of
    the first and last row that is no group and no total. `shown` is what programs show that do not calculate."""

    text: str
    shown: str | float = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that people fill in; on a protected sheet the only kind they can.

    A percentage is a fraction of 1 shown as a percentage, points are 0 to 120, a count is a whole number from 0, a date
    any day from 1970. What is none of these is refused with `problem`; `title` and `prompt` appear beside the cell.
    """

    kind: EntryKind = "text"
    title: str = ""
    prompt: str = ""
    problem: str = ""


Value = str | int | float | date | Formula | Entry


@dataclass(frozen=True, slots=True)
class Letter:
    """An entry of a legend; where a cell holds several letters (A/R), the first in the legend gives the colour."""

    text: str
    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in characters, and what its cells hold. Percentages are fractions of 1."""

    width: float
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a header row; cells that a `rowspan` above covers are left out of their row."""

    text: str
    span: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values, one a column; a `group` row is a heading between rows and holds one value; a `total` row stands out."""

    values: tuple[Value, ...]
    group: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: title, subtitle, fields, legend, header rows, rows, notes, in this order from the top.

    `fields` are labels with a value or an entry, a line each. The header and the first `freeze_columns` stay in sight and
    are repeated in print; `filter` puts a filter into the last header row. It prints across on A4, a wide one on A3, and the
    widest over several pages; `breaks` are the columns before which a new page begins instead. On a `protected` sheet only
    entries can be changed; there is no password.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    legend: tuple[Letter, ...] = ()
    notes: tuple[str, ...] = ()
    freeze_columns: int = 1
    filter: bool = True
    subtitle: str | Formula = ""
    fields: tuple[tuple[str, Value], ...] = ()
    breaks: tuple[int, ...] = ()
    protected: bool = False

    @property
    def fields_row(self) -> int:
        """The first row of the fields, counted from 0."""
        return 2 if self.subtitle else 1

    @property
    def header_row(self) -> int:
        """The first row of the header, counted from 0."""
        return self.fields_row + len(self.fields) + bool(self.legend)

    @property
    def first_row(self) -> int:
        """The first row below the header, counted from 0."""
        return self.header_row + len(self.header)


@dataclass(frozen=True, slots=True)
class PageWords:
    """What is printed around the page number and the number of pages."""

    before: str = ""
    between: str = " / "
    after: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook. `header` is printed at the top left of every page and `number` at the top right; `mark` says between them,
    and before the title of every sheet, that the content is not approved. `footer` stands at the bottom left.

    `properties` are name and value pairs kept in the file for programs.
    """

    lang: Lang
    title: str
    author: str
    sheets: tuple[Sheet, ...]
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    header: str = ""
    number: str = ""
    mark: str = ""
    page: PageWords = PageWords()
