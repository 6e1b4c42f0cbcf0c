"""How a sheet prints: paper, scale, pages side by side, what is repeated, and what stands at the head and foot of a page."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from remit.office.sheet_looks import MARK_INK
from remit.office.sheets import Column, Sheet, Workbook
from remit.office.xmltext import one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# Excel's numbers of the papers, with the width in mm that their margins leave when they lie across.
_A4, _A3 = (9, 271.0), (8, 394.0)
# Type smaller than this is hard to read: rather than shrink further, a sheet goes on beside, page by page.
_LEAST_SCALE = 0.55
_PAGED_SCALE = 0.7
# A header or footer may have 255 characters, codes and doubled ampersands included: these are the shares of its parts.
_LONG, _SHORT = 84, 24
# To xlsxwriter these are the place of a picture, though the ampersand be doubled.
_WOULD_BE_PICTURE = re.compile(r"&(?=G|\[Picture])")


def set_up(target: Worksheet, sheet: Sheet, book: Workbook) -> None:
    """Paper, margins, repeated rows and columns, header and footer of a sheet."""
    target.set_landscape()
    target.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    target.center_horizontally()
    paper, abreast = pages(sheet)
    target.set_paper(paper)
    target.fit_to_pages(abreast, 0)
    if abreast > 1:
        target.print_across()
    if sheet.breaks:
        target.set_v_pagebreaks(list(sheet.breaks))
    if sheet.header:
        target.repeat_rows(sheet.header_row, sheet.first_row - 1)
    if sheet.freeze_columns:
        target.repeat_columns(0, sheet.freeze_columns - 1)
    mark = f"&C&B&K{MARK_INK[1:]} {_part(book.mark, _SHORT)}" if book.mark else ""
    target.set_header(f"&L{_part(book.header, _LONG)}{mark}&R{_part(book.number, _LONG)}", {"margin": 0.35})
    page = f"{_part(book.page.before, _SHORT)}&P{_part(book.page.between, _SHORT)}&N{_part(book.page.after, _SHORT)}"
    target.set_footer(f"&L{_part(book.footer, 2 * _LONG)}&R{page}", {"margin": 0.35})


def column_mm(column: Column) -> float:
    """The printed width of a column: a character of the default font has 7 pixels, and 5 go to the borders."""
    return (int(column.width * 7) + 5) * 25.4 / 96


def _part(text: str, longest: int) -> str:
    """Text in a header or footer: its ampersands are no codes, and it is no longer than `longest` as Excel counts."""
    shown = _WOULD_BE_PICTURE.sub("＆", _keep_ends(text)).replace("&", "&&")
    if _units(shown) <= longest:
        return shown
    while _units(shown) >= longest:
        shown = shown[:-1]
    return shown.rstrip("&") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _keep_ends(text: str) -> str:
    """One line of legal characters, a blank at either end kept: it parts words from the page number."""
    middle = one_line(text)
    before = " " if text.startswith(" ") else ""
    after = " " if text.endswith(" ") and middle else ""
    return before + middle + after


def pages(sheet: Sheet) -> tuple[int, int]:
    """The paper and the number of pages side by side on which a sheet is readable; its first columns are on each.

    Excel heeds breaks between columns only where it does not fit a sheet to pages; parts of equal width then still fall
    where they should.
    """
    widths = [column_mm(column) for column in sheet.columns]
    repeated = sum(widths[: sheet.freeze_columns])
    ends = (sheet.freeze_columns, *sheet.breaks, len(widths))
    widest = repeated + max(sum(widths[start:end]) for start, end in pairwise(ends))
    for paper, room in (_A4, _A3):
        if widest * _LEAST_SCALE <= room:
            return paper, len(sheet.breaks) + 1
    paper, room = _A3
    return paper, math.ceil((sum(widths) - repeated) / max(room / _PAGED_SCALE - repeated, widths[-1]))
