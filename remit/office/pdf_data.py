"""The blocks of documents as plain data for templates/print/document.typ.

Text goes in as strings and stays strings there. Jumps lead only to bookmarks that exist in the file, heading levels are
made to follow each other without a gap, and pictures become SVG, which the printer takes as data.
"""

from __future__ import annotations

import base64
import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from remit.office import xmltext
from remit.office.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    ControlBlock,
    Cover,
    Heading,
    KeyValues,
    Lang,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Run,
    Signatures,
    Table,
    Text,
    WordDocument,
)
from remit.office.body import bookmarks_of
from remit.office.geometry import PAGES, TWIPS_PER_MM, Page
from remit.office.grid import Grid, GridRow, Place, grid_of
from remit.office.inline import rgb
from remit.office.xmltext import one_line

Data = dict[str, Any]

_SELF_SPACED = "）、．。："
_GAPS = {"zh": "\u3000", "en": "\u2002"}
_POINTS_PER_TWIP = 1 / 20
# A row keeps together unless it could outgrow half a page: millimetres of type and of a line in a cell.
_TYPE_MM = 3.7
_LINE_MM = 5.5
_TALL_MM = 120.0
_LOGO_MM = 40.0
# Below the head of the page, which is set a little higher here than in Word, and beside a heading.
_SPARE_MM = 12.0
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_SVG_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)[^"]*"[^>]*?\bheight="([0-9.]+)')


def document_data(parts: Sequence[WordDocument]) -> Data:
    """All parts of a file; the first gives language, title, design and company.

    Raises ValueError for what no document can hold, as `write_docx` does, and for a bookmark that two parts set.
    """
    first = parts[0]
    page = PAGES[first.design]
    anchors: set[str] = set()
    for part in parts:
        marks = bookmarks_of(part.body)
        if anchors & marks:
            raise ValueError(f"the bookmark {min(anchors & marks)!r} is set twice")
        anchors |= marks
    writer = _Writer(first.lang, page, frozenset(anchors), bound=len(parts) > 1)
    return {
        "lang": first.lang,
        "design": first.design,
        "page": {
            side: getattr(page, side) * _POINTS_PER_TWIP
            for side in ("top", "right", "bottom", "left", "header", "footer")
        },
        "title": one_line(first.title),
        "subject": one_line(first.subject),
        "company": one_line(first.company),
        "parts": [
            {
                "layout": part.layout,
                "watermark": one_line(part.watermark),
                "ems": max(1, sum(0.6 if character.isascii() else 1.0 for character in part.watermark)),
                "footer": legal(part.footer),
                "control": _control(part.control) | writer.logo(part.control),
                "blocks": [data for block in part.body for data in writer.block(block)],
            }
            for part in parts
        ],
    }


def _control(control: ControlBlock) -> Data:
    """The head of every page; fields without a value have no place in it."""
    labels = {name: one_line(getattr(control.labels, name)) for name in control.labels.__dataclass_fields__}
    for name in ("page_before", "page_between", "page_after"):
        labels[name] = legal(getattr(control.labels, name))
    shown = [(labels[name], one_line(getattr(control, name))) for name in ("classification", "effective")]
    shown = [(name, value) for name, value in shown if value]
    span = 1 if len(shown) == 2 else 3
    return {
        "mark": one_line(control.mark),
        "number": one_line(control.number),
        "title": one_line(control.title),
        "version": one_line(control.version),
        "fields": [(name, value, span) for name, value in shown],
        "rest": 1 if shown else 5,
        "labels": labels,
    }


@dataclass(slots=True)
class _Writer:
    """Turns blocks into data; remembers the last level of a heading and the bookmarks set."""

    lang: Lang
    page: Page
    anchors: frozenset[str]
    bound: bool
    level: int = 0
    bookmarks: set[str] = field(default_factory=set)

    def block(self, block: Block) -> Iterable[Data]:
        """The data of one block; none for what shows nothing."""
        if isinstance(block, Paragraph):
            yield self.paragraph(block)
        elif isinstance(block, Heading):
            yield self.heading(block)
        elif isinstance(block, Table | KeyValues | Signatures):
            yield self.table(block)
        elif isinstance(block, Bullets | Numbered):
            yield self.listed(block)
        elif isinstance(block, Picture):
            yield self.picture(block, self.page.text_width_mm)
        elif isinstance(block, Contents):
            yield {"kind": "contents", "title": one_line(block.title), "levels": block.levels + self.bound}
        elif isinstance(block, Cover):
            yield self.cover(block)
        elif isinstance(block, PageBreak):
            yield {"kind": "break"}
        elif isinstance(block, Rule):
            yield {"kind": "rule"}

    def text(self, text: Text) -> str | list[Data]:
        """Plain text, or runs with their looks."""
        if isinstance(text, str):
            return legal(text)
        return [self.run(run) for run in text if run.text]

    def run(self, run: Run) -> Data:
        """One run, a jump where its target exists."""
        data: Data = {"t": legal(run.text)}
        data |= {key: 1 for key, on in (("b", run.bold), ("i", run.italic), ("m", run.mono)) if on}
        if run.color:
            data["c"] = rgb(run.color)
        if run.anchor and run.anchor in self.anchors:
            data["a"] = _label(run.anchor)
        return data

    def numbered(self, data: Data, number: str, bookmark: str) -> Data:
        """`data` with its printed number and its target."""
        if number:
            data["number"] = legal(number) + ("" if number[-1] in _SELF_SPACED else _GAPS[self.lang])
        if bookmark:
            if bookmark in self.bookmarks:
                raise ValueError(f"the bookmark {bookmark!r} is set twice")
            self.bookmarks.add(bookmark)
            data["label"] = _label(bookmark)
        return data

    def paragraph(self, block: Paragraph) -> Data:
        """A paragraph, in running text or in a cell."""
        data = {"kind": "paragraph", "style": block.style, "keep": block.keep_next, "text": self.text(block.text)}
        return self.numbered(data, block.number, block.bookmark)

    def heading(self, block: Heading) -> Data:
        """A heading: `look` is its own level, `level` the one in the outline of the file, where none is skipped."""
        if not 0 <= block.level <= 4:
            raise ValueError(f"headings have levels 0 to 4, not {block.level}")
        text = one_line(block.text)
        level = min(block.level + self.bound, self.level + 1) if _is_seen(text) else 0
        self.level = level or self.level
        data = {"kind": "heading", "level": level, "look": block.level, "listed": block.listed, "text": text}
        return self.numbered(data, block.number, block.bookmark)

    def listed(self, block: Bullets | Numbered) -> Data:
        """A list."""
        kind = "bullets" if isinstance(block, Bullets) else "numbered"
        return {"kind": kind, "items": [self.text(item) for item in block.items]}

    def cover(self, block: Cover) -> Data:
        """The first page."""
        return {
            "kind": "cover",
            "company": one_line(block.company),
            "title": legal(block.title),
            "subtitle": legal(block.subtitle),
            "lines": [(legal(name), legal(value)) for name, value in block.lines],
        }

    def picture(self, picture: Picture, widest: float) -> Data:
        """A picture as SVG, scaled into `widest` millimetres and the height of a page."""
        svg, ratio = _as_svg(picture)
        if picture.width_mm <= 0:
            raise ValueError("a picture has to have a size")
        width = min(picture.width_mm, widest, (self.page.picture_height_mm - _SPARE_MM) / ratio)
        return {"kind": "picture", "svg": svg, "width": round(width, 2), "alt": one_line(picture.alt)}

    def logo(self, control: ControlBlock) -> Data:
        """The company's logo for the head of the page, where there is one."""
        return {"logo": self.picture(control.logo, _LOGO_MM)} if control.logo else {}

    def table(self, block: Table | KeyValues | Signatures) -> Data:
        """Any table, as placed cells."""
        grid = grid_of(block, self.page)
        rows = list(enumerate(grid.rows))
        torn = any(_is_tall(spot, grid) for row in grid.rows for spot in row.places)
        data: Data = {
            "kind": "table",
            "widths": grid.widths,
            "compact": grid.compact,
            "ruled": grid.ruled,
            "kept": not torn and all(row.keep or row.header for row in grid.rows[:-1]),
            "header": [self.cells(grid, row, y) for y, row in rows if row.header],
            "rows": [self.cells(grid, row, y) for y, row in rows if not row.header],
        }
        if isinstance(block, Table) and block.caption:
            data["caption"] = legal(block.caption)
        return data

    def cells(self, grid: Grid, row: GridRow, y: int) -> list[Data]:
        """The cells that begin in a row."""
        tall = row.splits or any(_is_tall(spot, grid) for spot in row.places)
        cells = [self.cell(spot, grid, row, y, tall) for spot in row.places if not spot.covered]
        if row.height and cells:
            cells[0]["height"] = row.height * _POINTS_PER_TWIP
        return cells

    def cell(self, spot: Place, grid: Grid, row: GridRow, y: int, tall: bool) -> Data:
        """One cell at its place."""
        cell = spot.cell
        align = cell.align or ("center" if row.header or (cell.label and self.lang == "zh") else "left")
        data: Data = {
            "x": spot.column,
            "y": y,
            "span": cell.span,
            "rowspan": cell.rowspan,
            "head": row.header,
            "label": cell.label,
            "align": align,
            "breaks": tall or (cell.rowspan > 1 and not row.keep),
            "content": self.content(cell, sum(grid.widths[spot.column : spot.column + cell.span]) / sum(grid.widths)),
        }
        if cell.shade:
            data["fill"] = rgb(cell.shade)
        return data

    def content(self, cell: Cell, share: float) -> str | list[Data]:
        """What a cell that takes this share of the width holds."""
        if isinstance(cell.content, str):
            return legal(cell.content)
        found: list[Data] = []
        for block in cell.content:
            if isinstance(block, Picture):
                found.append(self.picture(block, self.page.text_width_mm * share - 4))
            elif isinstance(block, Bullets | Numbered):
                found.append(self.listed(block))
            else:
                found.append(self.paragraph(block))
        return found


def legal(text: str) -> str:
    """`text` without what cannot be printed; a tab is a wide space."""
    return xmltext.legal(text).replace("\t", "\u2003")


def _is_seen(text: str) -> bool:
    """Whether a text leaves anything on the paper: a bookmark without a name would be none."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _label(name: str) -> str:
    """The label of a bookmark, which no label of the template can be."""
    return f"bookmark:{legal(name)}"


def _is_tall(spot: Place, grid: Grid) -> bool:
    """Whether a cell may outgrow half a page, so that its row has to be free to break."""
    width = sum(grid.widths[spot.column : spot.column + spot.cell.span]) / TWIPS_PER_MM
    in_a_line = max(1.0, (width - 3) / _TYPE_MM)
    lines = 0.0
    for text in _texts(spot.cell):
        plain = text if isinstance(text, str) else "".join(run.text for run in text)
        for line in plain.split("\n"):
            lines += 1 + sum(0.5 if character.isascii() else 1.0 for character in line) // in_a_line
    return lines * _LINE_MM > _TALL_MM


def _texts(cell: Cell) -> Iterable[Text]:
    if isinstance(cell.content, str):
        yield cell.content
        return
    for block in cell.content:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets | Numbered):
            yield from block.items


def _as_svg(picture: Picture) -> tuple[str, float]:
    """A picture as SVG and its height to width. Raises ValueError where it is no PNG and has no size."""
    if picture.svg:
        found = _SVG_SIZE.search(picture.svg)
        if found is None or not float(found[1]) or not float(found[2]):
            raise ValueError("a picture has to have a size")
        return picture.svg, float(found[2]) / float(found[1])
    if not picture.png.startswith(_PNG_HEAD) or len(picture.png) < 24:
        raise ValueError("a picture has to be a PNG")
    wide, high = struct.unpack(">LL", picture.png[16:24])
    if not (wide and high):
        raise ValueError("a picture has to have a size")
    data = base64.b64encode(picture.png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<image width="{wide}" height="{high}" href="data:image/png;base64,{data}"/></svg>',
        high / wide,
    )


def texts_of(data: Mapping[str, Any] | Sequence[Any] | str | float | None) -> Iterable[str]:
    """Every text in the data, keys left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts_of(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from texts_of(value)
