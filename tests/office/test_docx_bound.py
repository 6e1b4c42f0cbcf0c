"""Several documents in one Word file: sections with heads, feet and marks of their own, numbers that begin anew."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from remit.office.blocks import Block, Contents, Design, Heading, Paragraph, Picture, Run, Table, WordDocument
from remit.office.docx import write_docx

from .conftest import LABELS

Build = Callable[..., WordDocument]
Audit = Callable[[bytes, str], list[str]]
Png = Callable[[int, int], bytes]


def part(build: Build, number: int, *body: Block, design: Design = "company", watermark: str = "") -> WordDocument:
    made = build(Heading(0, f"制度{number}", bookmark=f"p{number}"), *body, layout="text", watermark=watermark)
    control = replace(made.control, number=f"POL-{number}", labels=LABELS)
    return replace(made, control=control, footer=f"摘要 {number}", design=design, scheme="articles")


def volume(build: Build, design: Design = "company") -> bytes:
    chapter = Heading(1, "总则", number="第一章")
    article = Paragraph("内容", "article", "第一条")
    jump = Paragraph((Run("见"), Run("制度2", anchor="p2")))
    parts = [
        part(build, 1, chapter, article, jump, design=design),
        part(build, 2, chapter, article, Table((1,), (), ()), design=design, watermark="会签稿"),
        part(build, 3, chapter, article, design=design, watermark="会签稿"),
    ]
    front = replace(build(Contents("目录", 1), layout="text"), design=design, scheme="articles")
    return write_docx(front, bound=parts)


@pytest.mark.parametrize("design", ["company", "gbt9704"])
def test_each_document_has_its_own_head_foot_and_mark(document: Build, findings: Audit, design: Design) -> None:
    data = volume(document, design)
    assert findings(data, "docx") == []
    sections = docx.Document(io.BytesIO(data)).sections
    assert len(sections) == 4
    for number, section in enumerate(sections):
        head = section.header._element.xml
        assert (f"POL-{number}" in head) is (number > 0)
        assert ("会签稿" in head) is (number in (2, 3))
        foot = "".join(paragraph.text for paragraph in section.footer.paragraphs)
        assert (f"摘要 {number}" in foot) is (number > 0)
        if design == "gbt9704":
            assert ("会签稿" in section.even_page_header._element.xml) is (number in (2, 3))


def test_word_counts_anew_in_each_document(document: Build) -> None:
    body = docx.Document(io.BytesIO(volume(document))).element.body
    styles = ("Heading1", "Article")
    numbers = [
        paragraph.pPr.numPr.numId.val
        for paragraph in body.iter(body.tag.replace("body", "p"))
        if paragraph.pPr is not None and paragraph.pPr.pStyle.val in styles and paragraph.pPr.numPr is not None
    ]
    assert len(numbers) == 6
    assert len(set(numbers)) in (3, 6)


def test_a_logo_stands_in_every_head(document: Build, findings: Audit, png: Png) -> None:
    logo = Picture(png(40, 20), 12, "标志")
    front = document(Paragraph("前"))
    front = replace(front, control=replace(front.control, logo=logo))
    back = part(document, 1, Paragraph("后"), Picture(png(10, 10), 5, "图"))
    back = replace(back, control=replace(back.control, logo=logo))
    data = write_docx(front, bound=[back])
    assert findings(data, "docx") == []
    for section in docx.Document(io.BytesIO(data)).sections:
        assert section.header._element.xml.count("<pic:pic>") == 1


def test_a_head_has_no_place_for_what_is_not_known(document: Build, findings: Audit) -> None:
    made = document(Paragraph("x"))
    for known in (
        {},
        {"classification": "内部"},
        {"effective": "2026年1月1日"},
        {"number": "POL-1"},
        {"version": "A/0"},
    ):
        empty = {"number": "", "version": "", "effective": "", "classification": ""}
        data = write_docx(replace(made, control=replace(made.control, **{**empty, **known})))
        assert findings(data, "docx") == []
        head = docx.Document(io.BytesIO(data)).sections[0].header.tables[0]
        texts = [cell.text for row in head.rows for cell in row.cells]
        for name in empty:
            assert (getattr(LABELS, name) in texts) is (name in known)
        for row in head.rows:
            assert sum(cell.grid_span for cell in dict.fromkeys(row.cells)) == 6


def test_one_document_is_as_it_was(document: Build) -> None:
    assert write_docx(document(Paragraph("x")), bound=()) == write_docx(document(Paragraph("x")))
