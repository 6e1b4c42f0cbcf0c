"""A Word file made in Word, filled in: what a company's own template becomes, without a change to its looks.

docxtpl fills it in. What Word would not open is mended afterwards, the file's own properties give way to ours, and the word
across the page of a document that is not in force is set into its heads.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as DocxPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate, InlineImage
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from remit.office.blocks import Picture, WordDocument
from remit.office.docx import app_xml, core_xml
from remit.office.geometry import Page
from remit.office.looks import look_of
from remit.office.package import binary_part, pack, text_part
from remit.office.properties import PART as PROPERTIES_PART
from remit.office.properties import properties_xml
from remit.office.reading import read_text
from remit.office.seal import PROPERTY, seal_of
from remit.office.template_body import Body
from remit.office.template_check import Problem, environment
from remit.office.template_package import PackageError, drop_outer, open_template, stories
from remit.office.xmltext import escape, one_line
from remit.resources import templates_dir

_BETWEEN = (
    f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
)
# InlineImage calls its pictures so.
_DRAWN = './/pic:cNvPr[@name="image.png"]/ancestor::w:p[1]'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_APP_TYPE, _CUSTOM_TYPE = f"{_OFFICE}.extended-properties+xml", f"{_OFFICE}.custom-properties+xml"


class TemplateError(ValueError):
    """A template that cannot be filled in; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


class WordTemplate:
    """A template ready to be filled in many times. Raises TemplateError where the file is none that can be."""

    def __init__(self, data: bytes) -> None:
        try:
            self._data = _saved(open_template(data))
        except PackageError as error:
            raise TemplateError(Problem(error.name, None, error.params)) from error

    def fill(
        self, doc: WordDocument, values: Mapping[str, Any], texts: Mapping[str, WordDocument] | None = None
    ) -> bytes:
        """The template filled with `values`: texts, numbers, pictures, and lists and mappings of these.

        `texts` are documents whose bodies stand in place of a paragraph such as {{p body }}. Of `doc` the body is left
        aside; it gives title, language, watermark and properties. The same bytes for the same values. Raises
        jinja2.TemplateError for a tag that check_template would have found.
        """
        filled = DocxTemplate(io.BytesIO(self._data))
        ready = _ready(values, filled, look_of(doc).page)
        ready |= {name: Body(filled, text) for name, text in (texts or {}).items()}
        filled.render(ready, jinja_env=environment(), autoescape=True)
        document: Document = filled.docx
        drawings = count(1)
        for story in stories(document):
            _mend(story)
            for drawing in story.xpath(".//wp:docPr"):
                drawing.set("id", str(next(drawings)))
        if doc.watermark:
            _mark(document, doc)
        return _packed(document, doc)


class _Drawing:
    """A picture as docxtpl draws it, with its words for those who cannot see it."""

    def __init__(self, target: DocxTemplate, picture: Picture, page: Page) -> None:
        image = Image.from_blob(picture.png)
        high = page.picture_height_mm * image.px_width / image.px_height
        wide = min(picture.width_mm, page.text_width_mm, high)
        self._drawn = InlineImage(target, io.BytesIO(picture.png), Mm(wide))
        self._words = f'descr="{escape(picture.alt)}"'

    def __html__(self) -> str:
        """The XML of the picture, from within a text."""
        xml = str(self._drawn)
        for element in ("wp:docPr", "pic:cNvPr"):
            xml = xml.replace(f"<{element} ", f"<{element} {self._words} ")
        return xml


def _ready(value: Any, target: DocxTemplate, page: Page) -> Any:
    """The values with every picture as a drawing."""
    if isinstance(value, Mapping):
        return {name: _ready(part, target, page) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(part, target, page) for part in value]
    return _Drawing(target, value, page) if isinstance(value, Picture) else value


def _mend(story: BaseOxmlElement) -> None:
    """Put right what Word would not open, or would cut off, where repetitions, conditions and pictures were filled in."""
    for paragraph in story.xpath(_DRAWN):
        Paragraph(paragraph, paragraph.getparent()).paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for table in story.xpath(".//w:tbl[not(.//w:tr)]"):
        table.getparent().remove(table)
    for cell in story.xpath(".//w:tc[not(*[last()][self::w:p])]"):
        cell.append(OxmlElement("w:p"))
    for table in story.xpath(".//w:tbl[following-sibling::*[1][self::w:tbl]]"):
        table.addnext(parse_xml(_BETWEEN))


def _mark(document: Document, doc: WordDocument) -> None:
    """Set the word across the page into the heads of all pages, in their last paragraph, so that they grow no line."""
    word = one_line(doc.watermark)
    wide = min(480, 90 * sum(1 if character.isascii() else 2 for character in word))
    # docxtpl puts new heads in place, and python-docx would still find the old ones.
    links = document.part.rels
    links.related_parts.update({key: link.target_part for key, link in links.items() if not link.is_external})
    there: set[str] = set()
    number = 0
    for section in document.sections:
        heads = {"default": section.header}
        if section.different_first_page_header_footer:
            heads["first"] = section.first_page_header
        if document.settings.odd_and_even_pages_header_footer:
            heads["even"] = section.even_page_header
        for kind, head in heads.items():
            if kind in there and head.is_linked_to_previous:
                continue
            there.add(kind)
            number += 1
            xml = _watermark().render(lang=doc.lang, watermark=word, watermark_width=wide, number=number).strip()
            paragraph = head.paragraphs[-1] if head.paragraphs else head.add_paragraph()
            paragraph._p.append(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")[0])


@lru_cache(maxsize=1)
def _watermark() -> Template:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined
    )
    return made.get_template("word/watermark.xml")


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _packed(document: Document, doc: WordDocument) -> bytes:
    """The file with our properties in place of its own, and the seal of its words."""
    package = document.part.package
    drop_outer(package)
    properties = doc.properties
    for name, kind, link, xml in (
        ("docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, core_xml(doc)),
        ("docProps/app.xml", _APP_TYPE, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, app_xml(doc)),
        (PROPERTIES_PART, _CUSTOM_TYPE, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, properties_xml(properties)),
    ):
        package.relate_to(DocxPart(PackURI(f"/{name}"), kind, xml.encode(), package), link)
    saved = _saved(document)
    with zipfile.ZipFile(io.BytesIO(saved)) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    if dict(properties).get("remit.reference"):
        # Fields of somebody else's making: the reader alone knows what of them counts.
        sealed = (*properties, (PROPERTY, seal_of(read_text(saved))))
        parts[PROPERTIES_PART] = properties_xml(sealed).encode()
    return pack(
        text_part(name, raw.decode()) if name.endswith((".xml", ".rels")) else binary_part(name, raw)
        for name, raw in parts.items()
    )
