"""How high the parts of a form will be, closely enough to fill its page and not to spill onto the next.

Measures are those of the styles of tables in templates/word/styles.xml, in millimetres; a Chinese character is as wide as
two Latin ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from unicodedata import east_asian_width

from remit.office.blocks import Cell, Design, Paragraph, Signatures, Table

_TEXT_MM: dict[Design, tuple[float, float]] = {"company": (174.0, 244.0), "gbt9704": (156.0, 214.0)}
_NOTE_MM = 5.5
_SLOTS_ABREAST = 4
_SLOT_MM = 17.0


@dataclass(frozen=True, slots=True)
class _Type:
    """Half the width of a Chinese character, the height of a line, and the margins of a cell across and upright."""

    character: float
    line: float
    across: float
    upright: float


_NORMAL = {"zh": _Type(1.86, 5.65, 3.1, 1.7), "en": _Type(1.86, 4.8, 3.1, 1.7)}
_SMALL = {"zh": _Type(1.6, 4.25, 2.6, 0.8), "en": _Type(1.66, 3.85, 2.6, 0.8)}


def text_area(design: Design) -> tuple[float, float]:
    """Width and height of the text area of a page."""
    return _TEXT_MM[design]


def line_mm(lang: str) -> float:
    """The height of a line in a cell."""
    return _NORMAL.get(lang, _NORMAL["en"]).line


def table_mm(table: Table, width: float, lang: str) -> float:
    """The height of a table as wide as the text."""
    kinds = _SMALL if table.compact else _NORMAL
    measures, share = kinds.get(lang, kinds["en"]), width / sum(table.columns)
    height = 0.0
    for index, row in enumerate((*table.header, *table.rows)):
        least = table.row_mm if index >= len(table.header) else 0.0
        column = 0
        for cell in row:
            room = sum(table.columns[column : column + cell.span]) * share
            least = max(least, _cell_mm(cell, room, measures))
            column += cell.span
        height += least
    return height


def _cell_mm(cell: Cell, width: float, measures: _Type) -> float:
    if isinstance(cell.content, str):
        return _lines(cell.content, width, measures) * measures.line + measures.upright
    height = measures.upright
    for block in cell.content:
        if isinstance(block, Paragraph):
            text = block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)
            height += _lines(text, width, measures) * (_NOTE_MM if block.style == "note" else measures.line)
    return height


def _lines(text: str, width: float, measures: _Type) -> int:
    return max(1, math.ceil(units(text) * measures.character / max(width - measures.across, measures.character)))


def units(text: str) -> int:
    """The width of a text in Latin characters."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def signatures_mm(block: Signatures, width: float, lang: str) -> float:
    """The height of signature slots side by side."""
    rows = -(-len(block.slots) // _SLOTS_ABREAST)
    abreast = -(-len(block.slots) // rows)
    measures = _SMALL.get(lang, _SMALL["en"])
    return sum(
        max(_cell_mm(Cell(slot.label), width / abreast, measures) for slot in block.slots[start : start + abreast])
        + _SLOT_MM
        for start in range(0, len(block.slots), abreast)
    )


def note_mm(text: str, width: float, lang: str) -> float:
    """The height of a note below a form."""
    measures = _SMALL.get(lang, _SMALL["en"])
    return _lines(text, width + measures.across, measures) * measures.line + 2.0 if text else 0.0
