"""A guess at the page that each block falls on.

Word and LibreOffice count pages themselves when they lay a document out; the guess is what fields show to
programs that do not, and until somebody lets Word update the table of contents.
"""

from __future__ import annotations

from collections.abc import Sequence

from remit.office.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Cover,
    Design,
    KeyValues,
    Layout,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    Table,
    Text,
)

_LINES_ON_A_PAGE: dict[tuple[Design, Layout], float] = {
    ("company", "sheet"): 38,
    ("company", "text"): 29,
    ("gbt9704", "sheet"): 34,
    ("gbt9704", "text"): 22,
}
_CHARACTERS_ON_A_LINE: dict[tuple[Design, Layout], int] = {
    ("company", "sheet"): 40,
    ("company", "text"): 40,
    ("gbt9704", "sheet"): 36,
    ("gbt9704", "text"): 28,
}
_MM_OF_A_LINE = 6.0
# How high a line of a compact table is beside one of running text.
_COMPACT = 0.6


def pages_at_a_guess(body: Sequence[Block], layout: Layout, design: Design = "company") -> tuple[int, ...]:
    """The page, from 1, on which each block ends."""
    room, across = _LINES_ON_A_PAGE[design, layout], _CHARACTERS_ON_A_LINE[design, layout]
    page, used, turn = 1, 0.0, False
    pages: list[int] = []
    for block in body:
        turns = isinstance(block, PageBreak | Cover)
        if used and (turn or turns):
            page, used = page + 1, 0.0
        turn = turns
        if isinstance(block, Cover):
            used = room
        elif not turn:
            used += _lines(block, across)
            turned = int(max(used - 1, 0) // room)
            page, used = page + turned, used - turned * room
        pages.append(page)
    return tuple(pages)


def _lines(block: Block, across: int) -> float:
    """How many lines of running text a block is about as high as."""
    if isinstance(block, Table):
        close = _COMPACT if block.compact else 1
        least = block.row_mm / _MM_OF_A_LINE
        body = sum([max(_row_lines(row, across) * close, least) for row in block.rows])
        return body + sum([_row_lines(row, across) * close for row in block.header])
    if isinstance(block, Paragraph):
        return _text_lines(block.text, across)
    if isinstance(block, Bullets | Numbered):
        return sum(_text_lines(item, across) for item in block.items)
    if isinstance(block, KeyValues):
        return 1.2 * len(block.rows)
    if isinstance(block, Signatures):
        return 5 if block.arrangement == "columns" else len(block.slots)
    if isinstance(block, Picture):
        return block.width_mm / 2 / _MM_OF_A_LINE
    return 12 if isinstance(block, Contents) else 2


def _text_lines(text: Text, across: int) -> int:
    length = len(text) if isinstance(text, str) else sum(len(run.text) for run in text)
    return 1 + length // across


def _row_lines(row: Sequence[Cell], across: int) -> float:
    longest = 0
    for cell in row:
        length = len(cell.content) if isinstance(cell.content, str) else len(cell.content) * (across // 2)
        if length > longest:
            longest = max(longest, length // max(cell.span, 1))
    return 1.0 + longest * max(len(row) // 2, 1) // across
