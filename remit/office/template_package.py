"""The Word file that a company brings as its template: opened with care, and only what may go into our documents.

What runs or loads (macros, embedded objects, links to other files) is refused; a link to the Word template that the file
was made from is left out, since Word writes it without being asked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package as WordPackage
from docx.parts.document import DocumentPart

from remit.office.unpacking import LARGEST, Package, UnreadableError
from remit.words import words

LARGEST_FILE = 8 << 20
_LEFT_OUT = {"attachedTemplate", "stylesWithEffects", "keyMapCustomizations", "attachedToolbars", "printerSettings"}
_LOADED = {
    "oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument", "frame", "mailMergeSource",
    "mailMergeHeaderSource", "externalLink", "transform",
}  # fmt: skip
_HARMLESS_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
# Marks of an editing session: repeated rows would repeat them, and Word demands that they differ.
_SESSION = re.compile(r"\{.*\}(paraId|textId|rsid\w*)")
# docxtpl knows {%p and {%tr by the space behind them, which a Chinese keyboard or Word may make another one.
_WIDE = re.compile("[\u00a0\u3000]")
_WIDE_SPACE = re.compile("[{][{%](?:p|tr)[\u00a0\u3000]")
# Of python-docx, which looks for no such thing: a part or type that is not there (KeyError), one that is there twice
# (ValueError), one with another root than it must have (AttributeError), a link without a target (TypeError).
_NO_PACKAGE = (KeyError, ValueError, AttributeError, TypeError)


class PackageError(ValueError):
    """A file that is refused: `name` is that of a finding, `params` what its message tells."""

    def __init__(self, name: str, **params: object) -> None:
        super().__init__(name)
        self.name, self.params = name, params


def open_template(data: bytes) -> Document:
    """The document of a .docx, with nothing but what may stay.

    Raises PackageError for what is none, is too large, or would run or load something.
    """
    if len(data) > LARGEST_FILE:
        raise PackageError("template-too-large", size=f"{len(data) / 1e6:.1f}", most=str(LARGEST_FILE >> 20))
    _look_over(data)
    with _refused(_NO_PACKAGE):
        main = WordPackage.open(io.BytesIO(data)).main_document_part
    _refuse_kind(main)
    with _refused(_NO_PACKAGE):
        settings = main.settings.element
    _refuse_links(main)
    for story in stories(main.document):
        _clean(story)
    for link in settings.xpath("//w:attachedTemplate"):
        link.getparent().remove(link)
    document: Document = main.document
    return document


@contextmanager
def _refused(errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """What others raise meanwhile, as the finding that this is no Word file. Raises PackageError."""
    try:
        yield
    except errors as error:
        raise PackageError("template-not-word", problem=str(error)) from error


def _refuse_kind(main: DocumentPart) -> None:
    """Raises PackageError for a main part that is none of a Word document, or of one with macros."""
    kind = str(main.content_type)  # which may be none at all
    if "macroEnabled" in kind:
        raise PackageError("template-with-macros")
    if not isinstance(main, DocumentPart) or kind != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        raise PackageError("template-not-word", problem=kind)
    if main.element.tag != qn("w:document") or main.element.find(qn("w:body")) is None:
        raise PackageError("template-not-word", problem=main.element.tag)


def _look_over(data: bytes) -> None:
    """What can be told before anything is opened as a Word file. Raises PackageError."""
    try:
        package = Package(data)
        # Each part is unpacked once with a bound: after that zipfile may believe the sizes that the file declares.
        for name in sorted(package.names):
            if name.lower().endswith("vbaproject.bin"):
                raise PackageError("template-with-macros")
            raw = package.read(name)
            if name.endswith((".xml", ".rels")):
                with _refused((SyntaxError, ValueError)):  # of lxml
                    doctype = parse_xml(raw).getroottree().docinfo.doctype
                if doctype:
                    raise UnreadableError("document-type", part=name)
    except UnreadableError as error:
        if error.name == "too-large-part":
            most = str(LARGEST >> 20)
            raise PackageError("template-too-large", size=f"> {most}", most=most) from error
        told = {lang: words(f"unreadable.{error.name}", lang, **error.params) for lang in ("zh", "en")}
        raise PackageError("template-not-word", problem=told) from error


def _refuse_links(main: DocumentPart) -> None:
    """Without what hangs on the file but not on its text. Raises PackageError for what runs or loads."""
    drop_outer(main.package)
    for part in list(main.package.iter_parts()):
        if isinstance(part, XmlPart) and not isinstance(part.element, BaseOxmlElement):
            raise PackageError("template-not-word", problem=part.partname)
        for key, link in list(part.rels.items()):
            if not link.reltype or not link.target_ref:
                raise PackageError("template-not-word", problem=f"{part.partname}: Relationship")
            kind = link.reltype.rpartition("/")[2]
            harmless = kind == "hyperlink" and _HARMLESS_LINK.match(link.target_ref)
            if kind in _LEFT_OUT:
                del part.rels[key]
            elif kind in _LOADED or (link.is_external and not harmless):
                raise PackageError("template-loads-from-outside", what=f"{kind} {link.target_ref}"[:80])


def drop_outer(package: OpcPackage) -> None:
    """The properties and previews of a file, which give way to ours, taken out of it."""
    for key, link in list(package.rels.items()):
        if link.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[key]


def stories(document: Document) -> dict[BaseOxmlElement, str]:
    """The XML whose placeholders are filled in, with what readers call it: the body, and every head and foot."""
    found: dict[BaseOxmlElement, str] = {document.element.body: "body"}
    for link in document.part.rels.values():
        kind = link.reltype.rpartition("/")[2]
        if kind in ("header", "footer") and isinstance(link.target_part, XmlPart):
            found[link.target_part.element] = kind
    return found


def _clean(story: BaseOxmlElement) -> None:
    """Without what filling would repeat wrongly, or what an earlier filling put there."""
    for mark in story.xpath('.//w:r[.//*[contains(@id, "RemitWaterMark")]]'):
        mark.getparent().remove(mark)
    for element in story.iter():
        for name in [name for name in element.attrib if _SESSION.fullmatch(str(name))]:
            del element.attrib[name]
    for paragraph in story.iter(qn("w:p")):
        if _WIDE_SPACE.search("".join(paragraph.xpath(".//w:t/text()"))):
            for text in paragraph.iter(qn("w:t")):
                text.text = _WIDE.sub(" ", text.text or "")
    for column in story.xpath(".//w:gridCol[not(@w:w)]"):
        column.set(qn("w:w"), "0")
    for table in story.iter(qn("w:tbl")):
        if table.find(qn("w:tblGrid")) is None:
            raise PackageError("template-not-word", problem="w:tblGrid")
        depth = 0
        for row in table.iter(qn("w:tr")):
            text = "".join(row.xpath(".//w:t/text()"))
            depth += text.count("{%tr for ") - text.count("{%tr endfor")
            # A row that is repeated does not keep to the next: all of them would keep to one page.
            for keep in row.xpath(".//w:keepNext") if depth else ():
                keep.getparent().remove(keep)
