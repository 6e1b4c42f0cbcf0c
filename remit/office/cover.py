"""The cover of a document: company, title and kind set large, the control data in lines below."""

from __future__ import annotations

from remit.office.blocks import Cover
from remit.office.inline import Inline, paragraph_xml

# Of the text width: the label of a line, and its value over a rule to write on.
_LABEL, _VALUE = 0.2, 0.46


def cover_xml(cover: Cover, inline: Inline, page_break: bool) -> str:
    """The blocks of a cover; it ends with a table where it has lines. The page break after it is left to the body."""
    out = [paragraph_xml("CoverCompany", inline.text(cover.company), page_break=page_break)]
    out.append(paragraph_xml("CoverTitle", inline.text(cover.title)))
    if cover.subtitle:
        out.append(paragraph_xml("CoverSubtitle", inline.text(cover.subtitle)))
    if cover.lines:
        out += (paragraph_xml("CoverGap", ""), _lines(cover, inline))
    return "".join(out)


def _lines(cover: Cover, inline: Inline) -> str:
    widths = (round(_LABEL * inline.page.text_width), round(_VALUE * inline.page.text_width))
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="595959"/></w:tcBorders>'

    def cell(style: str, text: str, width: int, border: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}<w:vAlign w:val="bottom"/></w:tcPr>'
            f"{paragraph_xml(style, inline.text(text))}</w:tc>"
        )

    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell('CoverLabel', label, widths[0], '')}"
        f"{cell('CoverValue', value, widths[1], rule)}</w:tr>"
        for label, value in cover.lines
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Abreast"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
