"""What an Excel workbook is made of: frozen values, free of Excel and of what the sheets are about.

A matrix (RACI, authorities, clauses by unit) is a sheet with letter columns and a legend; a register has neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from remit.office.blocks import Lang

Tone = Literal["decide", "do", "review", "deliberate", "support", "consult", "inform", "watch"]
ColumnKind = Literal["text", "center", "letter", "number", "percent"]
Value = str | int | float

# The tone of a letter by what it stands for, in RACI and RASCI, in the authority matrix and in the ■▲△ sheet.
LETTER_TONES: Mapping[str, Tone] = MappingProxyType(
    {
        "A": "decide",
        "R": "do",
        "S": "support",
        "C": "consult",
        "I": "inform",
        "提": "do",
        "组": "support",
        "审": "review",
        "议": "deliberate",
        "批": "decide",
        "备": "inform",
        "知": "consult",
        "督": "watch",
        "■": "decide",
        "▲": "do",
        "△": "inform",
    }
)


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
    """A row of values, one a column; a `group` row is a heading between rows and holds one value."""

    values: tuple[Value, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: title, legend, header rows, rows, notes, in this order from the top.

    The header and the first `freeze_columns` stay in sight and are repeated in print; `filter` puts a filter into
    the last header row. It prints across on A4, a wide one on A3, and the widest over several pages.
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


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook. `footer` is printed at the left of every page, the page numbers at its right.

    `properties` are name and value pairs kept in the file for programs.
    """

    lang: Lang
    title: str
    author: str
    sheets: tuple[Sheet, ...]
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = ()
