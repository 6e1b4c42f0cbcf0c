"""Ways to read documents and workbooks back."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl


def word_text(data: bytes) -> str:
    """Every paragraph of the body, tables included, and of the head and foot of the page."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    parts = [document.element.body, section.header._element, section.footer._element]
    lines = ["".join(node.itertext()) for part in parts for node in part.iter() if node.tag.endswith("}p")]
    return "\n".join(lines)


def headings(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [part.text for part in document.paragraphs if part.style.style_id.startswith("Heading")]


def tables(data: bytes) -> list[list[list[str]]]:
    document = docx.Document(io.BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def sheet(data: bytes, name: str = "") -> Any:
    """A sheet by name, else the first."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book[name] if name else book.worksheets[0]


def grid(data: bytes, name: str = "") -> list[dict[str, Any]]:
    """The rows of a sheet, each by the headings of its columns, which stand where the filter is."""
    found = sheet(data, name)
    first = found[found.auto_filter.ref][0]
    names = [cell.value for cell in first]
    rows = found.iter_rows(min_row=first[0].row + 1, max_col=len(names), values_only=True)
    return [
        {key: value for key, value in zip(names, row, strict=True) if value not in (None, "")}
        for row in list(rows)[: len(found[found.auto_filter.ref]) - 1]
    ]
