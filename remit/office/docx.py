"""A Word file from a document value: the parts of the package and how they hang together.

The looks come from templates/word/ (Jinja2, escaped, sandboxed: a company may bring its own). What does not
depend on the document is rendered and deflated once for each language and layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from remit.office.blocks import Contents, Lang, Layout, WordDocument
from remit.office.body import Body, bookmarks_of
from remit.office.inline import Inline
from remit.office.package import Part, binary_part, pack, text_part
from remit.office.pages import pages_at_a_guess
from remit.office.properties import PART as PROPERTIES_PART
from remit.office.properties import properties_xml
from remit.office.xmltext import escape, legal, one_line
from remit.resources import templates_dir

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIXED_TEMPLATES = {
    "styles.xml": "styles.xml",
    "settings.xml": "settings.xml",
    "fontTable.xml": "fontTable.xml",
    "theme.xml": "theme/theme1.xml",
}
_DOCUMENT_OPEN = (
    f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>'
)
# A4 upright; the text area is blocks.TEXT_WIDTH_MM wide, and the head of the page needs the upper margin.
_DOCUMENT_CLOSE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
    '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1701" w:right="1020" w:bottom="1020" w:left="1021" '
    'w:header="567" w:footer="510" w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
)
_CONTENT_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
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
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
)


class WordTemplates:
    """The templates of Word documents, with what never changes kept ready.

    `loader` finds `word/styles.xml` and its neighbours; put a loader of the company's before the packaged one
    to override file by file. Make one of these for a build, not for a document.
    """

    def __init__(self, loader: BaseLoader) -> None:
        environment = ImmutableSandboxedEnvironment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self._header = environment.get_template("word/header.xml")
        self._footer = environment.get_template("word/footer.xml")
        self._numbering = environment.get_template("word/numbering.xml")
        self._fixed_templates = {
            part: environment.get_template(f"word/{name}") for name, part in _FIXED_TEMPLATES.items()
        }
        self._fixed: dict[tuple[Lang, Layout, bool], tuple[Part, ...]] = {}
        self._lists: dict[tuple[Lang, Layout, int], Part] = {}

    def fixed(self, lang: Lang, layout: Layout, contents: bool) -> tuple[Part, ...]:
        """Styles, settings, fonts and the theme; with `contents`, the settings ask Word to update its fields."""
        key = (lang, layout, contents)
        if key not in self._fixed:
            self._fixed[key] = tuple(
                text_part(f"word/{part}", template.render(lang=lang, layout=layout, contents=contents))
                for part, template in self._fixed_templates.items()
            )
        return self._fixed[key]

    def numbering(self, lang: Lang, layout: Layout, lists: int) -> Part:
        """The numbering of a document with so many numbered lists."""
        key = (lang, layout, lists)
        if key not in self._lists:
            xml = self._numbering.render(lang=lang, layout=layout, lists=lists)
            self._lists[key] = text_part("word/numbering.xml", xml)
        return self._lists[key]

    def header(self, doc: WordDocument, logo: str) -> Part:
        """The head of every page; `logo` is a ready drawing or empty."""
        watermark = one_line(doc.watermark)
        wide = sum(1 if character.isascii() else 2 for character in watermark)
        xml = self._header.render(
            lang=doc.lang,
            company=legal(doc.company),
            control=_legal_control(doc),
            pages=max(pages_at_a_guess(doc.body, doc.layout), default=1),
            watermark=watermark,
            watermark_width=min(480, 90 * wide),
            logo=logo,
        )
        return text_part("word/header1.xml", xml)

    def footer(self, doc: WordDocument) -> Part:
        """The foot of every page."""
        return text_part("word/footer1.xml", self._footer.render(lang=doc.lang, footer=legal(doc.footer)))


@cache
def packaged_templates() -> WordTemplates:
    """The templates that come with remit."""
    return WordTemplates(FileSystemLoader(templates_dir()))


def write_docx(doc: WordDocument, templates: WordTemplates | None = None) -> bytes:
    """The Word file of `doc`, the same bytes for the same document; `templates` default to the packaged ones.

    Raises ValueError for what no document can hold: cells that do not fit their table, a picture that is no
    PNG, a malformed colour, a bookmark set twice.
    """
    looks = templates or packaged_templates()
    inline = Inline(doc.lang, bookmarks_of(doc.body))
    body = Body(inline, doc.layout)
    document = f"{_DOCUMENT_OPEN}{body.blocks(doc.body)}{_DOCUMENT_CLOSE}"
    head = Inline(doc.lang, first_picture=1 + len(inline.pictures), drawings=inline.drawings)
    logo = head.picture(doc.control.logo) if doc.control.logo else ""
    images = [*inline.pictures, *head.pictures]
    parts = [
        *looks.fixed(doc.lang, doc.layout, contents=any(isinstance(block, Contents) for block in doc.body)),
        looks.numbering(doc.lang, doc.layout, body.lists),
        looks.header(doc, logo),
        looks.footer(doc),
        *_package_parts(),
        text_part("docProps/core.xml", _core_xml(doc)),
        text_part("docProps/app.xml", _app_xml(doc)),
        text_part(PROPERTIES_PART, properties_xml(doc.properties)),
        text_part("word/document.xml", document),
        text_part("word/_rels/document.xml.rels", _links_xml(_DOCUMENT_LINKS, range(1, 1 + len(inline.pictures)))),
    ]
    if logo:
        parts.append(text_part("word/_rels/header1.xml.rels", _links_xml((), (head.first_picture,))))
    parts += [binary_part(f"word/media/image{number}.png", png) for number, png in enumerate(images, start=1)]
    return pack(parts)


@cache
def _package_parts() -> tuple[Part, ...]:
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _CONTENT_TYPES.items())
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


def _core_xml(doc: WordDocument) -> str:
    """Title, subject and company; no dates, which a compiled document has no honest value for."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(one_line(doc.title))}</dc:title><dc:subject>{escape(one_line(doc.subject))}</dc:subject>"
        f"<dc:creator>{escape(one_line(doc.company))}</dc:creator>"
        f"<dc:language>{'zh-CN' if doc.lang == 'zh' else 'en'}</dc:language>"
        f"<cp:version>{escape(one_line(doc.control.version))}</cp:version></cp:coreProperties>"
    )


def _app_xml(doc: WordDocument) -> str:
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>remit</Application>'
        f"<Company>{escape(one_line(doc.company))}</Company></Properties>"
    )


def _legal_control(doc: WordDocument) -> dict[str, object]:
    """The control block as the header's template takes it, free of what XML cannot hold."""
    control, labels = doc.control, doc.control.labels
    return {
        "number": legal(control.number),
        "title": legal(control.title),
        "version": legal(control.version),
        "effective": legal(control.effective),
        "classification": legal(control.classification),
        "labels": {name: legal(getattr(labels, name)) for name in labels.__dataclass_fields__},
    }
