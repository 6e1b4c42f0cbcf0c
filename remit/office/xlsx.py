"""An Excel file from a workbook value, by xlsxwriter with everything that guesses switched off.

A cell's text is written as text whatever it looks like; nothing in a file depends on the clock.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from remit.cache.lasting import lasting
from remit.office.sheet_looks import FONTS, Formats
from remit.office.sheet_writer import SheetWriter
from remit.office.sheets import Workbook
from remit.office.xmltext import one_line

# Excel files must carry a date of creation; any fixed one keeps equal content equal.
_CREATED = datetime(2000, 1, 1)
_LONGEST_NAME = 31
_LONGEST_PROPERTY = 255
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_workbook(book: Workbook) -> bytes:
    """The Excel file of `book`, the same bytes for the same workbook.

    Raises ValueError for a workbook without sheets, and for a row or header that does not fit the columns.
    """
    if not book.sheets:
        raise ValueError("a workbook needs a sheet")
    return lasting("workbook", book, lambda: _written(book))


def _written(book: Workbook) -> bytes:
    import xlsxwriter  # takes a tenth of a second to import: only who writes workbooks pays

    from remit.office.xlsx_sheet import PlainSheet

    buffer = io.BytesIO()
    font, size = FONTS[book.lang]
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
            "title": _cut(one_line(book.title)),
            "author": _cut(one_line(book.author)),
            "created": _CREATED,
        }
    )
    for name, value in book.properties:
        target.set_custom_property(one_line(name), _cut(one_line(value)), "text")
    formats = Formats(target, book.lang)
    for sheet, name in zip(book.sheets, sheet_names([sheet.name for sheet in book.sheets]), strict=True):
        SheetWriter(target.add_worksheet(name, PlainSheet), sheet, formats, book).write()
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


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"
