"""The body of a document of ours set into a Word file made elsewhere: its styles, lists and pictures come along.

A style that the file has under the same name is used as it is there, so that headings look as the company's do. docxcompose
brings the parts; what it does not see to is put right before and after.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import replace

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from docxtpl.subdoc import SubdocComposer

from remit.office.blocks import WordDocument
from remit.office.docx import write_docx

_FIRST_BOOKMARK = 20000
# Another file's lists and styles are not tied to ours; docxcompose would draw nsid by lot.
_UNTIED = "//w:style/w:next | //w:style/w:link | //w:style/w:pPr/w:numPr"
_ORIGIN = "//w:nsid | //w:tmpl | //w:lvl/w:pStyle"


class Body:
    """The body of a document as the value of {{p body }}: brought into the file once it is printed."""

    def __init__(self, target: DocxTemplate, text: WordDocument) -> None:
        self._target, self._text = target, text

    def __html__(self) -> str:
        """The XML of its blocks."""
        ours = Document(io.BytesIO(write_docx(replace(self._text, properties=()))))
        _untie(ours)
        body = ours.element.body
        for mark in body.xpath("//w:bookmarkStart | //w:bookmarkEnd"):
            mark.set(qn("w:id"), str(_FIRST_BOOKMARK + int(mark.get(qn("w:id")))))
        blocks = [block for block in body if block.tag != qn("w:sectPr")]
        wanted = _wanted(ours)
        for place, example in enumerate(wanted):
            body.insert(place, example)
        theirs: DocumentType = self._target.docx
        before = {style.style_id for style in theirs.styles}
        composer = SubdocComposer(theirs)
        composer.restart_numbering = False
        composer.attach_parts(ours)
        for style in theirs.styles.element.xpath("w:style[w:basedOn]"):
            if style.styleId not in before:
                style.basedOn.val = composer.mapped_style_id(style.basedOn.val)
        xml = "".join(self._target.xml_to_string(block) for block in blocks)
        # docxtpl makes {{ of {_{ once all is filled in.
        return xml.replace("{_", "{&#95;").replace("_}", "&#95;}")


def _untie(ours: DocumentType) -> None:
    """Styles and lists of ours as another file can take them in."""
    styles = ours.styles.element
    # The tab after a number that Word counts is set by our style, and the file's own has none there.
    tabs = {style.styleId: style.xpath("w:pPr/w:tabs") for style in styles.xpath("w:style")}
    for number in ours.element.body.xpath("//w:pPr[w:pStyle]/w:numPr"):
        for found in tabs.get(number.getparent().style, ()):
            number.addnext(deepcopy(found))
    for tie in (*styles.xpath(_UNTIED), *ours.part.numbering_part.element.xpath(_ORIGIN)):
        tie.getparent().remove(tie)


def _wanted(ours: DocumentType) -> list[BaseOxmlElement]:
    """Empty paragraphs with what docxcompose overlooks: styles that others rest on, and each list by itself."""
    styles = {style.styleId: style for style in ours.styles.element.xpath("w:style")}
    todo = list(dict.fromkeys(ours.element.body.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")))
    rest: list[str] = []
    for name in todo:
        base = styles[name].basedOn if name in styles else None
        if base is not None and base.val not in todo:
            todo.append(base.val)
            rest.append(base.val)
    lists = dict.fromkeys(ours.element.body.xpath("//w:numId/@w:val"))
    inner = [f'<w:pStyle w:val="{name}"/>' for name in rest]
    inner += [f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' for number in lists]
    return [parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{one}</w:pPr></w:p>") for one in inner]
