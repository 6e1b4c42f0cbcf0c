"""The body of a document: blocks in order, with the space and the page breaks between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remit.office.blocks import (
    Block,
    Bullets,
    Cell,
    CellBlock,
    Contents,
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
from remit.office.grid import Grid, GridRow, Place, grid_of
from remit.office.inline import FIELD_END, Inline, bookmark_name, field_start_xml, paragraph_xml, rgb
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
_BULLET = 1
_IN_A_CELL = 1
_SPACE_AFTER_TABLE = 120
# Full-width marks bring their own space; other numbers are set off from the text by one.
_SELF_SPACED = "）、．。："
_GAPS = {"zh": "\u3000", "en": "\u2002"}


def bookmarks_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The bookmarks that jumps inside the document can reach."""
    return frozenset(block.bookmark for block in blocks if isinstance(block, Heading | Paragraph) and block.bookmark)


def _listed(count: int) -> str:
    """The bookmark by which the table of contents reaches a heading."""
    return f"contents/{count}"


@dataclass(slots=True)
class Body:
    """Writes the blocks of one document.

    `lists` counts the numbered lists, each of which needs a number in numbering.xml. `outline` holds the headings
    and their pages where there is a table of contents, and `headings` how many of them are written.
    """

    inline: Inline
    layout: Layout
    lists: int = 0
    outline: tuple[tuple[Heading, int], ...] = ()
    headings: int = 0

    def blocks(self, blocks: Sequence[Block]) -> str:
        """All blocks as the content of `w:body`."""
        if any(isinstance(block, Contents) for block in blocks):
            pages = zip(blocks, pages_at_a_guess(blocks, self.layout), strict=True)
            self.outline = tuple((block, page) for block, page in pages if isinstance(block, Heading) and block.level)
        out: list[str] = []
        page_break = after_table = False
        for block in blocks:
            if isinstance(block, PageBreak):
                page_break = True
                continue
            if isinstance(block, Table | KeyValues | Signatures):
                out.append(self._tabular(block, page_break, after_table))
                after_table = True
            else:
                out.append(self._flowing(block, page_break, _SPACE_AFTER_TABLE if after_table else -1))
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
        return lead + self._grid(grid_of(block))

    def _flowing(
        self, block: Contents | Heading | Paragraph | Bullets | Numbered | Picture | Rule, page_break: bool, before: int
    ) -> str:
        if isinstance(block, Heading):
            return self._heading(block, page_break)
        if isinstance(block, Contents):
            return self._contents(block, page_break)
        if isinstance(block, Paragraph):
            return self._paragraph(block, page_break, before)
        if isinstance(block, Picture):
            return paragraph_xml("Picture", self.inline.picture(block), page_break=page_break, before=before)
        if isinstance(block, Rule):
            return paragraph_xml("Rule", "", page_break=page_break)
        style = "ListBullet" if isinstance(block, Bullets) else "ListNumber"
        return self._list(block, style, page_break=page_break, before=before)

    def _heading(self, heading: Heading, page_break: bool) -> str:
        if not 0 <= heading.level <= 4:
            raise ValueError(f"headings have levels 0 to 4, not {heading.level}")
        words = self._numbered_text(heading.number, heading.text)
        words = self.inline.bookmarked(heading.bookmark, words)
        if not heading.level:
            return paragraph_xml("Title", words, page_break=page_break)
        if self.outline:
            self.headings += 1
            words = self.inline.bookmarked(_listed(self.headings), words)
        return paragraph_xml(f"Heading{heading.level}", words, page_break=page_break)

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
                out.append(paragraph_xml(f"TOC{heading.level}", line))
        return "".join(out)

    def _paragraph(self, paragraph: Paragraph, page_break: bool, before: int) -> str:
        hanging = self.inline.lang == "en" and paragraph.style in ("item", "subitem")
        style = "ArticleNumber" if paragraph.style == "article" else ""
        words = self._numbered_text(paragraph.number, paragraph.text, style, "\t" if hanging else "")
        return paragraph_xml(
            _STYLES[paragraph.style],
            self.inline.bookmarked(paragraph.bookmark, words),
            page_break=page_break,
            keep_next=paragraph.keep_next,
            before=before,
        )

    def _numbered_text(self, number: str, text: Text, style: str = "", gap: str = "") -> str:
        words = self.inline.text(text)
        if not number:
            return words
        gap = gap or ("" if number[-1] in _SELF_SPACED else _GAPS[self.inline.lang])
        return self.inline.run(Run(number + gap), style) + words

    def _list(
        self,
        block: Bullets | Numbered,
        style: str,
        level: int = 0,
        page_break: bool = False,
        before: int = -1,
    ) -> str:
        number = _BULLET
        if isinstance(block, Numbered):
            self.lists += 1
            number = _BULLET + self.lists
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
        cells = "".join([self._cell(place, row, grid) for place in row.places])
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"

    def _cell(self, place: Place, row: GridRow, grid: Grid) -> str:
        cell = place.cell
        width = sum(grid.widths[place.column : place.column + cell.span])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.span > 1:
            properties += f'<w:gridSpan w:val="{cell.span}"/>'
        if cell.rowspan > 1:
            properties += "<w:vMerge/>" if place.covered else '<w:vMerge w:val="restart"/>'
        fill = rgb(cell.shade) if cell.shade else _LABEL_FILL if cell.label or row.header else ""
        if fill:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        properties += '<w:vAlign w:val="center"/>'
        style = "TableHead" if row.header else "TableLabel" if cell.label else "TableText"
        if grid.compact:
            style = "TableSmall" if style == "TableText" else f"{style}Small"
        content = "" if place.covered else self._cell_content(cell, style, row.keep)
        content = content or paragraph_xml(style, "", keep_next=row.keep)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _cell_content(self, cell: Cell, style: str, keep: bool) -> str:
        if isinstance(cell.content, str):
            return paragraph_xml(style, self.inline.text(cell.content), keep_next=keep, align=cell.align)
        return "".join([self._cell_block(block, style, cell, keep) for block in cell.content])

    def _cell_block(self, block: CellBlock, style: str, cell: Cell, keep: bool) -> str:
        if isinstance(block, Picture):
            return paragraph_xml("Picture", self.inline.picture(block), keep_next=keep, align=cell.align)
        if isinstance(block, Bullets | Numbered):
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
