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
    Content,
    Contents,
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

_LINES_ON_A_PAGE: dict[Layout, float] = {"sheet": 38, "text": 29}
_CHARACTERS_ON_A_LINE = 40
_MM_OF_A_LINE = 6.0
# How high a line of a compact table is beside one of running text.
_COMPACT = 0.6


def pages_at_a_guess(body: Sequence[Block], layout: Layout) -> tuple[int, ...]:
    """The page, from 1, on which each block ends."""
    room = _LINES_ON_A_PAGE[layout]
    page, used = 1, 0.0
    pages: list[int] = []
    for block in body:
        if isinstance(block, PageBreak):
            page, used = page + 1, 0.0
        else:
            used += _lines(block)
            turned = int(max(used - 1, 0) // room)
            page, used = page + turned, used - turned * room
        pages.append(page)
    return tuple(pages)


def _lines(block: Block) -> float:
    """How many lines of running text a block is about as high as."""
    if isinstance(block, Paragraph):
        return _text_lines(block.text)
    if isinstance(block, Bullets | Numbered):
        return sum(_text_lines(item) for item in block.items)
    if isinstance(block, Table):
        return sum(_row_lines(row) for row in (*block.header, *block.rows)) * (_COMPACT if block.compact else 1)
    if isinstance(block, KeyValues):
        return 1.2 * len(block.rows)
    if isinstance(block, Signatures):
        return 5 if block.arrangement == "columns" else len(block.slots)
    if isinstance(block, Picture):
        return block.width_mm / 2 / _MM_OF_A_LINE
    return 12 if isinstance(block, Contents) else 2


def _text_lines(text: Text) -> int:
    length = len(text) if isinstance(text, str) else sum(len(run.text) for run in text)
    return 1 + length // _CHARACTERS_ON_A_LINE


def _row_lines(row: Sequence[Cell]) -> float:
    longest = max((_content_length(cell.content) // max(cell.span, 1) for cell in row), default=0)
    return 1.0 + longest * max(len(row) // 2, 1) // _CHARACTERS_ON_A_LINE


def _content_length(content: Content) -> int:
    if isinstance(content, str):
        return len(content)
    return sum(_CHARACTERS_ON_A_LINE // 2 for _ in content)
