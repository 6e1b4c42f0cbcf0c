"""Paragraphs, runs and pictures as WordprocessingML.

Text only ever goes into `w:t`; field codes are constants (here and in templates/word/header.xml), so no text can
become a field.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from remit.office.blocks import Align, Lang, Picture, Run, Text
from remit.office.geometry import Page
from remit.office.xmltext import escape, first_special

_EMU_PER_MM = 36000
_COLOR = re.compile("[0-9A-Fa-f]{6}")
_NOT_IN_BOOKMARK = re.compile("[^A-Za-z0-9_]")
_BREAKS = re.compile("([\n\t])")
_BREAK_XML = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
# Word takes “ ” — … and their like from the Latin font unless a run says that they are Chinese.
_CHINESE_HINT = '<w:rFonts w:hint="eastAsia"/>'
# LibreOffice adds an empty line where a bookmark ends behind a full stop that hangs over the margin: after such text the
# bookmark holds the first character only.
_HANGING = tuple(f"{mark}</w:t></w:r>" for mark in "，。、；：！？")
_OPENING = re.compile(r'(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">)(&\w+;|[^<&])([^<]*)')
_CHINESE_RUN = f"<w:r><w:rPr>{_CHINESE_HINT}</w:rPr>"
_MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark_name(name: str) -> str:
    """`name` as Word allows bookmarks (at most 40 of A-Z a-z 0-9 _); names that differ stay different."""
    plain = _NOT_IN_BOOKMARK.sub("_", name)
    if plain == name and len(plain) <= 38:
        return f"r_{plain}"
    return f"r_{plain[:28]}_{zlib.crc32(name.encode('utf-8', 'replace')):08x}"


def rgb(color: str) -> str:
    """`color` in capitals. Raises ValueError where it is not RRGGBB."""
    if not _COLOR.fullmatch(color):
        raise ValueError(f"not a colour of the form RRGGBB: {color!r}")
    return color.upper()


def text_xml(text: str) -> str:
    """`text` as the content of a run; line ends and tabs become Word's own."""
    if first_special(text) is None:
        return f'<w:t xml:space="preserve">{text}</w:t>'
    safe = escape(text)
    if "\n" not in safe and "\t" not in safe:
        return f'<w:t xml:space="preserve">{safe}</w:t>'
    return "".join(
        _BREAK_XML.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>' for piece in _BREAKS.split(safe) if piece
    )


@dataclass(slots=True)
class Inline:
    """Writes what stands inside paragraphs, and numbers what a whole document part has to number.

    `anchors` are the bookmarks that the document has: a jump to any other is written as plain text. `numbers` are
    those that Word counts at bookmarks: a jump that shows just that number keeps up with it. `words` is the text written,
    in order, without what Word counts.
    """

    lang: Lang
    page: Page
    anchors: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)
    first_picture: int = 1
    pictures: list[bytes] = field(default_factory=list)
    bookmarks: set[str] = field(default_factory=set)
    drawings: int = 0
    words: list[str] = field(default_factory=list)

    def run(self, run: Run, style: str = "") -> str:
        """One run, in a character style if named, as a jump where its anchor exists."""
        chinese = self.lang == "zh" and not run.text.isascii()
        xml = f"{_run_start(style, run.mono, chinese, run.bold, run.italic, run.color)}{text_xml(run.text)}</w:r>"
        if run.anchor and run.anchor in self.anchors:
            # Word drops the full stop at the end of a number it refers to.
            if self.numbers.get(run.anchor) == run.text and not run.text.endswith("."):
                return field_start_xml(rf"REF {bookmark_name(run.anchor)} \n \h") + xml + FIELD_END
            xml = f'<w:hyperlink w:anchor="{bookmark_name(run.anchor)}" w:history="1">{xml}</w:hyperlink>'
        self.words.append(run.text)
        return xml

    def text(self, text: Text) -> str:
        """Plain or composed text; empty text gives no run."""
        if isinstance(text, str):
            if not text:
                return ""
            self.words.append(text)
            start = _CHINESE_RUN if self.lang == "zh" and not text.isascii() else "<w:r>"
            # Most of a document is such text, and most of such text needs no care.
            if first_special(text) is None:
                return f'{start}<w:t xml:space="preserve">{text}</w:t></w:r>'
            return f"{start}{text_xml(text)}</w:r>"
        return "".join([self.run(run) for run in text if run.text])

    def bookmarked(self, name: str, inner: str) -> str:
        """`inner` as the target of jumps to `name`; unchanged where `name` is empty.

        Raises ValueError where the name is taken.
        """
        if not name:
            return inner
        if name in self.bookmarks:
            raise ValueError(f"the bookmark {name!r} is set twice")
        self.bookmarks.add(name)
        mark = f'w:id="{len(self.bookmarks)}"'
        start, end = f'<w:bookmarkStart {mark} w:name="{bookmark_name(name)}"/>', f"<w:bookmarkEnd {mark}/>"
        opening = _OPENING.match(inner) if inner.endswith(_HANGING) else None
        if opening is None:
            return f"{start}{inner}{end}"
        run, first, rest = opening.groups()
        if rest:
            return f"{start}{run}{first}</w:t></w:r>{end}{run}{rest}{inner[opening.end() :]}"
        cut = inner.index("</w:r>") + len("</w:r>")
        return f"{start}{inner[:cut]}{end}{inner[cut:]}"

    def picture(self, picture: Picture, high_mm: float = 0.0, wide_mm: float = 0.0) -> str:
        """A run with the picture in line, at most so high and wide, else as the page allows.

        Raises ValueError where it is not a PNG.
        """
        if not picture.png.startswith(_PNG_HEAD) or len(picture.png) < 24:
            raise ValueError("a picture for Word has to be a PNG")
        pixels_wide, pixels_high = struct.unpack(">LL", picture.png[16:24])
        if not (pixels_wide and pixels_high and picture.width_mm > 0):
            raise ValueError("a picture for Word has to have a size")
        ratio = pixels_high / pixels_wide
        high_mm, wide_mm = high_mm or self.page.picture_height_mm, wide_mm or self.page.text_width_mm
        width = min(picture.width_mm, wide_mm, high_mm / ratio)
        size = f'cx="{round(width * _EMU_PER_MM)}" cy="{round(width * ratio * _EMU_PER_MM)}"'
        self.drawings += 1
        alt, number = escape(picture.alt), self.drawings
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr="{alt}"/><wp:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Picture {number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self._embed(picture.png)}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _embed(self, png: bytes) -> str:
        """The relationship of an image; the same bytes are kept once."""
        if png not in self.pictures:
            self.pictures.append(png)
        return f"rIdImage{self.first_picture + self.pictures.index(png)}"


@lru_cache(maxsize=1024)
def _run_start(style: str, mono: bool, chinese: bool, bold: bool, italic: bool, color: str) -> str:
    """The beginning of a run up to its text; few of them differ."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    if mono:
        look += _MONO
    elif chinese:
        look += _CHINESE_HINT
    if bold:
        look += "<w:b/><w:bCs/>"
    if italic:
        look += "<w:i/><w:iCs/>"
    if color:
        look += f'<w:color w:val="{rgb(color)}"/>'
    return f"<w:r><w:rPr>{look}</w:rPr>" if look else "<w:r>"


def field_start_xml(code: str) -> str:
    """The beginning of a field; what it shows until it is updated runs up to FIELD_END.

    `code` is never made of a document's text.
    """
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def paragraph_xml(
    style: str,
    inner: str,
    *,
    number_id: int = -1,
    number_level: int = 0,
    page_break: bool = False,
    keep_next: bool = False,
    before: int = -1,
    align: Align = "",
    outline: int = -1,
    section: str = "",
) -> str:
    """One paragraph around ready runs.

    `number_id` is a list of numbering.xml; `before` overrides the style's space above, in twentieths of a point; `outline` is the level in the navigation, from 0; `section` ends one.
    """
    start = paragraph_start(style, number_id, number_level, page_break, keep_next, before, align, outline, section)
    return f"{start}{inner}</w:p>"


@lru_cache(maxsize=1024)
def paragraph_start(
    style: str,
    number_id: int = -1,
    number_level: int = 0,
    page_break: bool = False,
    keep_next: bool = False,
    before: int = -1,
    align: Align = "",
    outline: int = -1,
    section: str = "",
) -> str:
    """The beginning of a paragraph up to its runs; few of them differ."""
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep_next:
        properties += "<w:keepNext/>"
    if page_break:
        properties += "<w:pageBreakBefore/>"
    if number_id >= 0:
        properties += f'<w:numPr><w:ilvl w:val="{number_level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    if before >= 0:
        properties += f'<w:spacing w:before="{before}"/>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    if outline >= 0:
        properties += f'<w:outlineLvl w:val="{outline}"/>'
    return f"<w:p><w:pPr>{properties}{section}</w:pPr>"
