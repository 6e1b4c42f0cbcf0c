"""A Word file from a document value: the parts of the package and how they hang together.

The looks come from templates/word/ through `looks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from remit.office.blocks import Block, Contents, WordDocument
from remit.office.body import Body, SectionEnd, bookmarks_of
from remit.office.inline import Inline
from remit.office.looks import Look, WordTemplates, look_of, packaged_templates
from remit.office.numbering import count
from remit.office.package import Part, binary_part, pack, shared_part, text_part
from remit.office.pages import pages_at_a_guess
from remit.office.properties import PART as PROPERTIES_PART
from remit.office.properties import properties_xml
from remit.office.seal import sealed
from remit.office.xmltext import escape, one_line

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT_OPEN = (
    f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>'
)
_CONTENT_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_DOCUMENT_LINKS = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
)
_ENDS = ("Header", "Footer")
# The largest logo that the head of the page holds.
_LOGO_MM = 9.0


def write_docx(doc: WordDocument, templates: WordTemplates | None = None, bound: Sequence[WordDocument] = ()) -> bytes:
    """The Word file of `doc`, the same bytes for the same document; `templates` default to the packaged ones.

    The documents `bound` with it follow in the same file, each from a new page with its own head, foot and word across
    the page; language, looks and properties are those of `doc`.

    Raises ValueError for what no document can hold: cells that do not fit their table, a picture that is no
    PNG, a malformed colour, a bookmark set twice.
    """
    looks, look = templates or packaged_templates(), look_of(doc)
    documents = (doc, *bound)
    sections = [_Section(number, look) for number in range(len(documents))]
    blocks = _in_sections(documents, sections)
    counting = count(blocks, looks.lists(look))
    inline = Inline(doc.lang, look.page, bookmarks_of(blocks), counting.bookmarks)
    body = Body(inline, doc.layout, doc.design, counting)
    document = f"{_DOCUMENT_OPEN}{body.blocks(blocks)}{sections[-1].xml}</w:body></w:document>"
    head = Inline(doc.lang, look.page, first_picture=1 + len(inline.pictures), drawings=inline.drawings)
    pages = max(pages_at_a_guess(blocks, doc.layout, doc.design), default=1)
    ends = sum(len(section.ends) for section in sections)
    parts = [
        *looks.fixed(look, contents=any(isinstance(block, Contents) for block in blocks)),
        looks.numbering(look, counting, body.lists),
        *_package_parts(ends),
        text_part("docProps/core.xml", core_xml(doc)),
        shared_part("docProps/app.xml", app_xml(doc)),
        text_part(PROPERTIES_PART, properties_xml(sealed(doc.properties, inline.words))),
        text_part("word/document.xml", document),
        _document_links(ends, len(inline.pictures)),
    ]
    for one, section in zip(documents, sections, strict=True):
        for number, even in section.ends:
            parts += _ends(one, looks, head, number, even, pages)
    images = [*inline.pictures, *head.pictures]
    parts += [binary_part(f"word/media/image{number}.png", png) for number, png in enumerate(images, start=1)]
    return pack(parts)


@dataclass(frozen=True, slots=True)
class _Section:
    """The pages of one document of a file, counted from 0."""

    number: int
    look: Look

    @property
    def ends(self) -> tuple[tuple[int, bool], ...]:
        """The numbers of its heads and feet, and whether they are those of even pages."""
        kinds = (False, True) if self.look.two_sided else (False,)
        return tuple((1 + self.number * len(kinds) + place, even) for place, even in enumerate(kinds))

    @property
    def xml(self) -> str:
        """The page, and which head and foot it has. Lines of GB/T 9704 stand on a grid, 22 to the page."""
        page = self.look.page
        ends = "".join(
            f'<w:{end.lower()}Reference w:type="{"even" if even else "default"}" r:id="rId{end}{number}"/>'
            for number, even in self.ends
            for end in _ENDS
        )
        grid = f'<w:docGrid w:type="lines" w:linePitch="{page.line_pitch}"/>' if self.look.two_sided else ""
        return (
            f'<w:sectPr>{ends}<w:pgSz w:w="{page.paper[0]}" w:h="{page.paper[1]}"/>'
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
            f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{grid}</w:sectPr>'
        )


def _in_sections(documents: Sequence[WordDocument], sections: Sequence[_Section]) -> tuple[Block, ...]:
    """The bodies of all documents, with the end of each but the last."""
    blocks: list[Block] = []
    for doc, section in zip(documents, sections, strict=True):
        if section.number:
            blocks.append(SectionEnd(sections[section.number - 1].xml))
        blocks += doc.body
    return tuple(blocks)


def _ends(doc: WordDocument, looks: WordTemplates, head: Inline, number: int, even: bool, pages: int) -> list[Part]:
    """The head and the foot of pages, and the logo where the head has one."""
    logo = head.picture(doc.control.logo, _LOGO_MM) if doc.control.logo else ""
    parts = [
        text_part(f"word/header{number}.xml", looks.header(doc, logo, pages)),
        text_part(f"word/footer{number}.xml", looks.footer(doc, even)),
    ]
    if logo:
        parts.append(text_part(f"word/_rels/header{number}.xml.rels", _links_xml((), (head.first_picture,))))
    return parts


@cache
def _document_links(ends: int, images: int) -> Part:
    """What the body refers to: so many heads and feet, and so many images."""
    numbers = range(1, 1 + ends)
    links = [(f"rId{end}{number}", end.lower(), f"{end.lower()}{number}.xml") for number in numbers for end in _ENDS]
    xml = _links_xml((*_DOCUMENT_LINKS, *links), range(1, 1 + images))
    return text_part("word/_rels/document.xml.rels", xml)


@cache
def _package_parts(ends: int) -> tuple[Part, ...]:
    """What the package holds, with so many heads and feet."""
    known = dict(_CONTENT_TYPES)
    for number in range(1, 1 + ends):
        known |= {f"/word/{end.lower()}{number}.xml": f"{_WORD}.{end.lower()}+xml" for end in _ENDS}
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items())
    links = (
        ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ("rId4", f"{_OFFICE}/relationships/custom-properties", PROPERTIES_PART),
    )
    targets = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in links)
    return (
        text_part(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{types}</Types>',
        ),
        text_part("_rels/.rels", f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>'),
    )


def _links_xml(links: Sequence[tuple[str, str, str]], images: Sequence[int]) -> str:
    everything = [*links, *((f"rIdImage{number}", "image", f"media/image{number}.png") for number in images)]
    targets = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for key, kind, target in everything
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>'


def core_xml(doc: WordDocument) -> str:
    """Title, subject and company; no dates, which a compiled document has no honest value for."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(one_line(doc.title))}</dc:title><dc:subject>{escape(one_line(doc.subject))}</dc:subject>"
        f"<dc:creator>{escape(one_line(doc.company))}</dc:creator>"
        f"<dc:language>{'zh-CN' if doc.lang == 'zh' else 'en'}</dc:language>"
        f"<cp:version>{escape(one_line(doc.control.version))}</cp:version></cp:coreProperties>"
    )


def app_xml(doc: WordDocument) -> str:
    """What made the file, and for which company."""
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>remit</Application>'
        f"<Company>{escape(one_line(doc.company))}</Company></Properties>"
    )
