"""The body of a document: blocks in order, with the space and the page breaks between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from remit.office.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    CellBlock,
    Contents,
    Cover,
    Design,
    Heading,
    KeyValues,
    Layout,
    Numbered,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Picture,
    Rule,
    Run,
    Signatures,
    Table,
    Text,
)
from remit.office.cover import cover_xml
from remit.office.geometry import TWIPS_PER_MM
from remit.office.grid import Covered, Grid, GridRow, grid_of
from remit.office.inline import FIELD_END, Inline, bookmark_name, field_start_xml, paragraph_start, paragraph_xml, rgb
from remit.office.numbering import BULLET, PLAIN, Counting, Numbering
from remit.office.pages import pages_at_a_guess
from remit.office.xmltext import escape

_STYLES: dict[ParagraphStyle, str] = {
    "normal": "BodyText",
    "article": "Article",
    "item": "Item",
    "subitem": "Subitem",
    "note": "Note",
    "center": "Centred",
    "right": "FlushRight",
}
_LABEL_FILL = "F2F2F2"
# Of a head, a label and any other cell, by whether the table is compact.
_CELL_STYLES = {
    False: ("TableHead", "TableLabel", "TableText"),
    True: ("TableHeadSmall", "TableLabelSmall", "TableSmall"),
}
_IN_A_CELL = 1
# Left and right of what stands in a cell of a ruled table, as templates/word/styles.xml has it.
_CELL_MARGINS = 170
_SPACE_AFTER_TABLE = 120
# Full-width marks bring their own space; other numbers are set off from the text by one.
_SELF_SPACED = "）、．。："
_GAPS = {"zh": "\u3000", "en": "\u2002"}


def bookmarks_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The bookmarks that jumps inside the document can reach."""
    return frozenset(block.bookmark for block in blocks if isinstance(block, Heading | Paragraph) and block.bookmark)


@dataclass(frozen=True, slots=True)
class SectionEnd(PageBreak):
    """Where one of several documents in a file ends: `xml` are the properties of its pages."""

    xml: str


def _listed(count: int) -> str:
    """The bookmark by which the table of contents reaches a heading."""
    return f"contents/{count}"


@lru_cache(maxsize=4096)
def _cell_start(width: int, span: int, merged: str, fill: str) -> str:
    """The beginning of a cell up to its paragraphs; few of them differ. `merged` with cells above or below: begun, continued."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merged:
        properties += "<w:vMerge/>" if merged == "continued" else '<w:vMerge w:val="restart"/>'
    if fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{rgb(fill)}"/>'
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>'


@lru_cache(maxsize=4096)
def _text_cell_start(width: int, span: int, merged: str, fill: str, style: str, keep: bool, align: Align) -> str:
    """The beginning of a cell of one paragraph up to its runs."""
    return _cell_start(width, span, merged, fill) + paragraph_start(style, keep_next=keep, align=align)


@dataclass(slots=True)
class Body:
    """Writes the blocks of one document.

    `counting` says which numbers Word counts itself. `lists` counts the numbered lists, each of which needs a number
    in numbering.xml. `outline` holds the headings and their pages where there is a table of contents, and
    `headings` how many of them are written; a `volume` of several documents lists their titles too.
    """

    inline: Inline
    layout: Layout
    design: Design
    counting: Counting
    lists: int = 0
    outline: tuple[tuple[Heading, int], ...] = ()
    headings: int = 0
    volume: bool = False

    def blocks(self, blocks: Sequence[Block]) -> str:
        """All blocks as the content of `w:body`."""
        titles = [block for block in blocks if isinstance(block, Heading) and not block.level and block.listed]
        self.volume = len(titles) > 1
        if any(isinstance(block, Contents) for block in blocks):
            pages = zip(blocks, pages_at_a_guess(blocks, self.layout, self.design), strict=True)
            self.outline = tuple(
                (block, page) for block, page in pages if isinstance(block, Heading) and self._in_contents(block)
            )
        out: list[str] = []
        page_break = after_table = False
        for index, block in enumerate(blocks):
            if isinstance(block, SectionEnd):
                out.append(paragraph_xml("End", "", section=block.xml))
                page_break = after_table = False
                continue
            if isinstance(block, PageBreak):
                page_break = True
                continue
            if isinstance(block, Cover):
                out.append(cover_xml(block, self.inline, page_break or bool(out)))
                page_break, after_table = True, bool(block.lines)
                continue
            if isinstance(block, Table | KeyValues | Signatures):
                out.append(self._tabular(block, page_break, after_table))
                after_table = True
            else:
                before = _SPACE_AFTER_TABLE if after_table and not page_break else -1
                out.append(self._flowing(block, page_break, before, self.counting.paragraphs.get(index, PLAIN)))
                after_table = False
            page_break = False
        if after_table:
            out.append(paragraph_xml("End", ""))
        return "".join(out)

    def _tabular(self, block: Table | KeyValues | Signatures, page_break: bool, after_table: bool) -> str:
        """A table with its caption; two tables in a row need a paragraph between, or Word makes them one."""
        lead = ""
        if isinstance(block, Table) and block.caption:
            lead = paragraph_xml("Caption", self.inline.text(block.caption), page_break=page_break)
        elif page_break or after_table:
            lead = paragraph_xml("Gap", "", page_break=page_break, keep_next=True)
        return lead + self._grid(grid_of(block, self.inline.page))

    def _flowing(
        self,
        block: Contents | Heading | Paragraph | Bullets | Numbered | Picture | Rule,
        page_break: bool,
        before: int,
        numbering: Numbering,
    ) -> str:
        if isinstance(block, Heading):
            return self._heading(block, page_break, numbering)
        if isinstance(block, Contents):
            return self._contents(block, page_break)
        if isinstance(block, Paragraph):
            return self._paragraph(block, page_break, before, numbering)
        if isinstance(block, Picture):
            return paragraph_xml("Picture", self.inline.picture(block), page_break=page_break, before=before)
        if isinstance(block, Rule):
            return paragraph_xml("Rule", "", page_break=page_break)
        style = "ListBullet" if isinstance(block, Bullets) else "ListNumber"
        return self._list(block, style, page_break=page_break, before=before)

    def _in_contents(self, heading: Heading) -> bool:
        return heading.listed and (heading.level > 0 or self.volume)

    def _heading(self, heading: Heading, page_break: bool, numbering: Numbering) -> str:
        if not 0 <= heading.level <= 4:
            raise ValueError(f"headings have levels 0 to 4, not {heading.level}")
        words = self._numbered_text("" if numbering.counted else heading.number, heading.text)
        words = self.inline.bookmarked(heading.bookmark, words)
        if self.outline and self._in_contents(heading):
            self.headings += 1
            words = self.inline.bookmarked(_listed(self.headings), words)
        if not heading.level:
            return paragraph_xml(
                "Title", words, page_break=page_break, outline=0 if self.volume and heading.listed else -1
            )
        return paragraph_xml(
            f"Heading{heading.level}",
            words,
            page_break=page_break,
            number_id=numbering.number_id,
            number_level=numbering.level,
        )

    def _contents(self, contents: Contents, page_break: bool) -> str:
        """A line for each heading, with its page as a field.

        Not inside a TOC field: LibreOffice would keep the guessed pages there, while here it counts them.
        """
        out = [paragraph_xml("ContentsTitle", self.inline.text(contents.title), page_break=page_break)]
        for count, (heading, page) in enumerate(self.outline, start=1):
            if heading.level <= contents.levels:
                name = bookmark_name(_listed(count))
                words = self._numbered_text(heading.number, heading.text)
                number = field_start_xml(rf"PAGEREF {name} \h") + f"<w:r><w:t>{page}</w:t></w:r>{FIELD_END}"
                line = f"{words}<w:r><w:tab/></w:r>{number}"
                line = f'<w:hyperlink w:anchor="{name}" w:history="1">{line}</w:hyperlink>'
                out.append(paragraph_xml(f"TOC{min(heading.level + self.volume, 4)}", line))
        return "".join(out)

    def _paragraph(self, paragraph: Paragraph, page_break: bool, before: int, numbering: Numbering) -> str:
        hanging = self.inline.lang == "en" and paragraph.style in ("item", "subitem")
        style = "ArticleNumber" if paragraph.style == "article" else ""
        gap = "\t" if numbering.gap is None and hanging else numbering.gap
        words = self._numbered_text("" if numbering.counted else paragraph.number, paragraph.text, style, gap)
        return paragraph_xml(
            _STYLES[paragraph.style],
            self.inline.bookmarked(paragraph.bookmark, words),
            page_break=page_break,
            keep_next=paragraph.keep_next,
            before=before,
            number_id=numbering.number_id,
            number_level=numbering.level,
        )

    def _numbered_text(self, number: str, text: Text, style: str = "", gap: str | None = None) -> str:
        if not number:
            return self.inline.text(text)
        if gap is None:
            gap = "" if number[-1] in _SELF_SPACED else _GAPS[self.inline.lang]
        return self.inline.run(Run(number + gap), style) + self.inline.text(text)

    def _list(
        self,
        block: Bullets | Numbered,
        style: str,
        level: int = 0,
        page_break: bool = False,
        before: int = -1,
    ) -> str:
        number = BULLET
        if isinstance(block, Numbered):
            self.lists += 1
            number = self.counting.used + self.lists
        return "".join(
            paragraph_xml(
                style,
                self.inline.text(item),
                number_id=number,
                number_level=level,
                page_break=page_break and not index,
                before=before if not index else -1,
            )
            for index, item in enumerate(block.items)
        )

    def _grid(self, grid: Grid) -> str:
        columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in grid.widths])
        title = f'<w:tblCaption w:val="{escape(grid.title)}"/>' if grid.title else ""
        rows = "".join([self._row(row, grid) for row in grid.rows])
        style = ("RuledSmall" if grid.compact else "Ruled") if grid.ruled else "Abreast"
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>{title}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: GridRow, grid: Grid) -> str:
        properties = "" if row.splits else "<w:cantSplit/>"
        if row.height:
            properties += f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>'
        if row.header:
            properties += "<w:tblHeader/>"
        cells = "".join(self._cells(row, grid))
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"

    def _cells(self, row: GridRow, grid: Grid) -> list[str]:
        header, keep, widths = row.header, row.keep, grid.widths
        head_style, label_style, text_style = _CELL_STYLES[grid.compact]
        text = self.inline.text
        column, out = 0, list[str]()
        for spot in row.line:
            cell = spot.cell if isinstance(spot, Covered) else spot
            span, content, label = cell.span, cell.content, cell.label
            width = widths[column] if span == 1 else sum(widths[column : column + span])
            column += span
            merged = "" if cell.rowspan == 1 else "begun" if spot is cell else "continued"
            fill = cell.shade or (_LABEL_FILL if label or header else "")
            style = head_style if header else label_style if label else text_style
            if spot is not cell:
                content = ()
            if isinstance(content, str):
                start = _text_cell_start(width, span, merged, fill, style, keep, cell.align)
                out.append(f"{start}{text(content)}</w:p></w:tc>")
                continue
            room = width - (_CELL_MARGINS if grid.ruled else 0)
            inner = "".join([self._cell_block(block, style, cell, keep, room) for block in content])
            inner = inner or paragraph_xml(style, "", keep_next=keep)
            out.append(f"{_cell_start(width, span, merged, fill)}{inner}</w:tc>")
        return out

    def _cell_block(self, block: CellBlock, style: str, cell: Cell, keep: bool, width: int) -> str:
        if isinstance(block, Picture):
            picture = self.inline.picture(block, wide_mm=width / TWIPS_PER_MM)
            return paragraph_xml("Picture", picture, keep_next=keep, align=cell.align)
        if not isinstance(block, Paragraph):
            return self._list(block, style, _IN_A_CELL)
        align = cell.align
        if block.style in ("center", "right"):
            align = "center" if block.style == "center" else "right"
        words = self._numbered_text(block.number, block.text)
        return paragraph_xml(
            "Note" if block.style == "note" else style,
            self.inline.bookmarked(block.bookmark, words),
            keep_next=keep or block.keep_next,
            align=align,
        )
