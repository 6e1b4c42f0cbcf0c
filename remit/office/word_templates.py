"""A Word file made in Word, filled in: what a company's own template becomes, without a change to its looks.

What is not filled in is packed once a template. The file's own properties give way to ours, and the word across the page
of a document that is not in force is set into its heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from remit.office.blocks import Picture, WordDocument
from remit.office.docx import write_docx
from remit.office.inline import Inline
from remit.office.looks import look_of
from remit.office.package import Part, binary_part, pack, text_part
from remit.office.properties import PART as PROPERTIES_PART
from remit.office.properties import properties_xml
from remit.office.reading import read_text
from remit.office.seal import PROPERTY, seal_of
from remit.office.template_check import Problem, environment, source_of
from remit.office.template_heads import EMPTY_HEAD, watermarked, with_heads, without_mark
from remit.office.template_package import (
    OFFICE,
    PACKAGE,
    Link,
    Package,
    PackageError,
    content_types_xml,
    links_name,
    links_xml,
    open_package,
)
from remit.office.template_source import PartSource, SourceError, cut
from remit.office.transplant import transplant
from remit.office.xmltext import escape, one_line

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OUTER = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    PROPERTIES_PART: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_ROOT = re.compile(r"<w:document\b[^>]*>")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
# Marks of an editing session: repeated rows would repeat them, and Word demands that they differ.
_SESSION = re.compile(rb' w14:(?:paraId|textId)="[^"]*"| w:rsid[A-Za-z]*="[^"]*"')
_NO_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*?</w:tbl>", re.DOTALL)
_EMPTY_CELL = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)\s*</w:tc>")
_TWO_TABLES = re.compile(r"</w:tbl>\s*<w:tbl>")
_BETWEEN = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
_ROOM = '<w:spacing w:line="240" w:lineRule="auto"/>'
_LINES = re.compile(r' w:line(?:Rule)?="[^"]*"')
_AFTER_SPACING = re.compile(
    r"<w:(?:ind|contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap|"
    r"outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_DRAWING = (
    '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    f'xmlns:r="{OFFICE}/relationships">'
)


class TemplateError(ValueError):
    """A template that cannot be filled in; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


class WordTemplate:
    """A template ready to be filled in many times. Raises TemplateError where the file is none that can be."""

    def __init__(self, data: bytes) -> None:
        try:
            package = open_package(data)
            sources = {
                name: cut(without_mark(_SESSION.sub(b"", package.parts[name])), kind)
                for name, kind in package.filled.items()
            }
        except PackageError as error:
            raise TemplateError(Problem(error.name, None, error.params)) from error
        except SourceError as error:
            raise TemplateError(Problem("template-not-word", None, {"problem": str(error)})) from error
        made = environment()
        made.finalize = _in_word
        self._package = package
        self._templates: dict[str, Template] = {
            name: made.from_string("".join(_sources(source))) for name, source in sources.items()
        }
        self._texts = {tag.body for one in sources.values() for tag in one.tags if (tag.scope, tag.mark) == ("p", "{")}
        self._even = b"<w:evenAndOddHeaders" in package.parts.get(f"{package.folder}settings.xml", b"")
        # A template may be a document that was made with one.
        used = " ".join([*package.parts, *(link.key for link in package.links)])
        self._mark = next(mark for mark in (f"remit{number}-" for number in count()) if mark not in used)
        written = {*self._templates, links_name(package.document)}
        self._fixed = {name: _part(name, raw) for name, raw in package.parts.items() if name not in written}

    def fill(
        self, doc: WordDocument, values: Mapping[str, Any], texts: Mapping[str, WordDocument] | None = None
    ) -> bytes:
        """The template filled with `values`: texts, numbers, pictures, and lists and mappings of these.

        `texts` are documents whose bodies stand in place of a paragraph such as {{p body }}. Of `doc` the body is left
        aside; it gives title, language, watermark and properties. The same bytes for the same values. Raises
        jinja2.TemplateError for a tag that check_template would have found.
        """
        package, mark = self._package, self._mark
        out = _Output(package, self._fixed)
        inline = Inline(doc.lang, look_of(doc).page)
        ready = _ready(values, inline, mark)
        for name, text in (texts or {}).items():
            ready[name] = out.brought(text, f"{mark}{name}-") if name in self._texts else ""
        written = {name: _mended(template.render(ready)) for name, template in self._templates.items()}
        document = out.declared(written[package.document])
        for number, png in enumerate(inline.pictures, start=1):
            if f'"{mark}image{number}"' in document:
                out.picture(f"{mark}image{number}", f"media/{mark}image{number}.png", png)
        if doc.watermark:
            document, lacking = with_heads(document, self._even, mark)
            for kind in lacking:
                written[out.link(f"{mark}{kind}", "header", f"{mark}{kind}.xml")] = EMPTY_HEAD
            heads = [name for name, part in package.filled.items() if part == "header"]
            heads += [name for name in written if name not in package.filled]
            written |= {name: watermarked(written[name], doc, n) for n, name in enumerate(heads, start=1)}
        written[package.document] = document
        return out.packed(doc, written)


class _Output:
    """One file on its way: the parts that are not filled in, and what the filling brings along."""

    def __init__(self, package: Package, fixed: Mapping[str, Part]) -> None:
        self._package = package
        self._parts = dict(fixed)
        self._links = list(package.links)
        self._overrides = {**package.overrides, **_OUTER}
        self._namespaces: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def link(self, key: str, kind: str, target: str) -> str:
        """Link the document to a new XML part of a kind; its name."""
        self._links.append(Link(key, f"{OFFICE}/relationships/{kind}", target, False))
        name = f"{self._package.folder}{target}"
        self._overrides[name] = f"{_WORD_TYPE}.{kind}+xml"
        return name

    def picture(self, key: str, target: str, png: bytes) -> None:
        """Link the document to a new picture."""
        self._links.append(Link(key, f"{OFFICE}/relationships/image", target, False))
        self._parts[f"{self._package.folder}{target}"] = binary_part(f"{self._package.folder}{target}", png)

    def brought(self, text: WordDocument, mark: str) -> Markup:
        """The body of a document of ours as XML, its styles, lists and pictures added to the file."""
        names = [self._named(kind, f"{mark}{kind}") for kind in ("styles", "numbering")]
        styles, numbering = (self._texts.get(name) or self._package.parts.get(name, b"").decode() for name in names)
        found = transplant(write_docx(text), styles, numbering, mark)
        self._texts |= dict(zip(names, (found.styles, found.numbering), strict=True))
        for key, (target, png) in found.pictures.items():
            self.picture(key, target, png)
        self._namespaces |= found.namespaces
        return Markup(found.xml)  # noqa: S704  (made by the engine)

    def _named(self, kind: str, key: str) -> str:
        """The part of a kind that the document has but once; a new one where it has none."""
        known = next((link for link in self._links if link.kind == kind), None)
        return self._package.target(known) if known is not None else self.link(key, kind, f"{key}.xml")

    def declared(self, document: str) -> str:
        """The document with the namespaces of what was brought in."""

        def declare(match: re.Match[str]) -> str:
            new = [
                f' xmlns:{key}="{name}"' for key, name in self._namespaces.items() if f"xmlns:{key}=" not in match[0]
            ]
            return f"{match[0][:-1]}{''.join(new)}>"

        return _ROOT.sub(declare, document, count=1)

    def packed(self, doc: WordDocument, written: Mapping[str, str]) -> bytes:
        """The file with all its parts."""
        parts = {**self._parts, **{name: text_part(name, xml) for name, xml in {**self._texts, **written}.items()}}
        parts |= {part.name: part for part in self._outer(doc)}
        properties = doc.properties
        if dict(properties).get("remit.reference"):
            # Fields of somebody else's making: the reader alone knows what of them counts.
            read = read_text(pack([*parts.values(), text_part(PROPERTIES_PART, properties_xml(()))]))
            properties = (*properties, (PROPERTY, seal_of(read)))
        return pack([*parts.values(), text_part(PROPERTIES_PART, properties_xml(properties))])

    def _outer(self, doc: WordDocument) -> Iterator[Part]:
        """What hangs the parts together, and the properties but ours."""
        package = self._package
        yield text_part(links_name(package.document), links_xml(self._links))
        defaults = {
            **package.defaults,
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": package.defaults.get("xml", "application/xml"),
            "png": "image/png",
        }
        yield text_part("[Content_Types].xml", content_types_xml(defaults, self._overrides))
        outer = (
            Link("rId1", f"{OFFICE}/relationships/officeDocument", package.document, False),
            Link("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
            Link("rId3", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml", False),
            Link("rId4", f"{OFFICE}/relationships/custom-properties", PROPERTIES_PART, False),
        )
        yield text_part("_rels/.rels", links_xml(outer))
        yield text_part("docProps/core.xml", core_xml(doc))
        yield text_part("docProps/app.xml", app_xml(doc))


def _sources(source: PartSource) -> Iterator[str]:
    """The pieces as Jinja reads them. A row that is repeated does not keep to the next: all of them would keep to one page."""
    depth = 0
    for piece in source.pieces:
        if isinstance(piece, str):
            yield piece.replace("<w:keepNext/>", "") if depth else piece
            continue
        if piece.scope == "tr" and piece.mark == "%":
            depth += piece.body.startswith("for ") - (piece.body == "endfor")
        yield source_of(piece)


def _part(name: str, raw: bytes) -> Part:
    """A part as it came: text is deflated, what is packed in itself is not."""
    if name.endswith((".xml", ".rels")):
        try:
            return text_part(name, raw.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return binary_part(name, raw)


def _in_word(value: object) -> str:
    """A value as the content of w:t: escaped, its line ends and tabs as Word's own; pictures are ready already."""
    if isinstance(value, Markup):
        return value
    text = escape(str(value))
    for sign, element in _BREAKS.items():
        text = text.replace(sign, f'</w:t>{element}<w:t xml:space="preserve">')
    return Markup(text)  # noqa: S704  (escaped above)


def _ready(value: Any, inline: Inline, mark: str) -> Any:
    """The values with every picture as a drawing."""
    if isinstance(value, Mapping):
        return {name: _ready(part, inline, mark) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(part, inline, mark) for part in value]
    if isinstance(value, Picture):
        drawing = inline.picture(value).removeprefix("<w:r>").removesuffix("</w:r>")
        drawing = drawing.replace("<w:drawing>", _DRAWING, 1).replace('r:embed="rIdImage', f'r:embed="{mark}image')
        return Markup(f'</w:t>{drawing}<w:t xml:space="preserve">')  # noqa: S704  (made by the engine)
    return value


def _mended(xml: str) -> str:
    """What Word would not open, or would cut off, where repetitions, conditions and pictures were filled in."""
    *pieces, last = xml.split(_DRAWING)
    for number, piece in enumerate(pieces):
        start = max(piece.rfind("<w:p>"), piece.rfind("<w:p "))
        if start >= 0:
            pieces[number] = piece[:start] + _with_room(piece[start:])
    xml = _DRAWING.join((*pieces, last))
    xml = _NO_ROWS.sub("", xml)
    xml = _EMPTY_CELL.sub(r"\1<w:p/></w:tc>", xml)
    xml = _TWO_TABLES.sub(f"</w:tbl>{_BETWEEN}<w:tbl>", xml)
    count = 0

    def renumber(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match[1]}{count}{match[2]}"

    return _DRAWING_ID.sub(renumber, xml)


def _with_room(paragraph: str) -> str:
    """The beginning of a paragraph whose lines grow with a picture, where its style may have lines of a fixed height."""
    opening, found, rest = paragraph.replace("<w:pPr/>", "<w:pPr></w:pPr>", 1).partition("<w:pPr>")
    if not found:
        end = opening.index(">") + 1
        return f"{opening[:end]}<w:pPr>{_ROOM}</w:pPr>{opening[end:]}"
    before = _AFTER_SPACING.search(rest)
    head, tail = (rest[: before.start()], rest[before.start() :]) if before else ("", rest)
    if "<w:spacing" in head:
        return (
            opening
            + found
            + _LINES.sub("", head).replace("<w:spacing", '<w:spacing w:line="240" w:lineRule="auto"')
            + tail
        )
    return opening + found + head + _ROOM + tail


def core_xml(doc: WordDocument) -> str:
    """Title, subject and company; no dates, which a compiled document has no honest value for."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(one_line(doc.title))}</dc:title><dc:subject>{escape(one_line(doc.subject))}</dc:subject>"
        f"<dc:creator>{escape(one_line(doc.company))}</dc:creator>"
        f"<dc:language>{'zh-CN' if doc.lang == 'zh' else 'en'}</dc:language>"
        f"<cp:version>{escape(one_line(doc.control.version))}</cp:version></cp:coreProperties>"
    )


def app_xml(doc: WordDocument) -> str:
    """What made the file, and for which company."""
    return (
        f'{_XML}<Properties xmlns="{OFFICE}/extended-properties"><Application>remit</Application>'
        f"<Company>{escape(one_line(doc.company))}</Company></Properties>"
    )
