"""Word files: valid, read back as written, the same bytes every time, and safe from what stands in the text."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, Literal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from jinja2.exceptions import SecurityError
from lxml import etree

from remit.office.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    ControlBlock,
    Cover,
    Field,
    Heading,
    KeyValues,
    Lang,
    Layout,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Run,
    Scheme,
    Signatures,
    Slot,
    Table,
    Text,
    WordDocument,
)
from remit.office.docx import write_docx
from remit.office.geometry import PAGES
from remit.office.grid import column_widths, place
from remit.office.inline import bookmark_name
from remit.office.looks import WordTemplates
from remit.office.properties import read_properties
from remit.office.reading import read_text
from remit.office.seal import PROPERTY as SEAL
from remit.office.seal import seal_of
from remit.office.unpacking import UnreadableError
from remit.office.xmltext import legal
from remit.resources import templates_dir

from .conftest import HOSTILE, LABELS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Build = Callable[..., WordDocument]
Audit = Callable[[bytes, str], list[str]]
Png = Callable[[int, int], bytes]


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def everything(png: bytes) -> tuple[Block, ...]:
    """One of each block, and the joints between them that Word is particular about."""
    table = Table(
        (10, 60, 20), (row("序号", "职责", "占比"),), (row("1", "编制计划", "20"), row("2", "寻源", "80")), "表 1"
    )
    slots = tuple(Slot(label, seal="（盖章）") for label in ("编制", "审核", "会签", "会签", "批准"))
    return (
        Heading(0, "采购经理"),
        Contents("目录"),
        Heading(1, "总则", bookmark="policy:purchasing/general", number="第一章"),
        Paragraph("为规范采购。", style="article", number="第一条", bookmark="first"),
        Paragraph((Run("见", bold=True), Run("第一条", anchor="first"), Run("；"), Run("无处", anchor="nowhere"))),
        Paragraph("涉密载体；", style="item", number="（一）"),
        Paragraph((Run("斜", italic=True), Run("红", color="c00000"), Run("x = 1", mono=True)), style="subitem", number="1."),
        KeyValues(((Field("岗位名称", "采购经理"), Field("编号", "CG-002")), (Field("部门", "采购部"),))),
        table,
        Table((1, 1), (), ((Cell("内部", rowspan=2, label=True), Cell("生产部")), (Cell("质量部", shade="fff2cc"),))),
        Paragraph("表后"),
        Bullets(("一", "二")),
        Numbered(("甲", "乙")),
        Numbered(("丙",)),
        Table((1, 1), (), ((Cell((Bullets(("a",)), Numbered(("b",)), Paragraph("c", "right"))), Cell((Picture(png, 20, "小图"),))),)),
        Picture(png, 120, '汇报关系 "图"'),
        Rule(),
        PageBreak(),
        Signatures(slots, "日期：", "　年　月　日"),
        Signatures((Slot("任职人"),), "日期", arrangement="lines"),
    )  # fmt: skip


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def write(*body: Block, build: Build, **options: Any) -> bytes:
    return write_docx(build(*body, **options))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layout", ["sheet", "text"])
def test_everything_is_valid(document: Build, findings: Audit, png: Png, lang: Lang, layout: Layout) -> None:
    data = write(*everything(png(40, 20)), build=document, lang=lang, layout=layout, watermark="草案")
    assert findings(data, "docx") == []


def test_python_docx_reads_back_what_was_written(document: Build, png: Png) -> None:
    data = write(*everything(png(40, 20)), build=document)
    read = docx.Document(io.BytesIO(data))
    headings = [
        (p.style.name, p.text) for p in read.paragraphs if p.style and p.style.name.startswith(("Head", "Title"))
    ]
    assert headings == [("Title", "采购经理"), ("Heading 1", "第一章\u3000总则")]
    assert [cell.text for cell in read.tables[1].rows[1].cells] == ["1", "编制计划", "20"]
    assert [cell.text for cell in read.tables[0].rows[1].cells] == ["部门", "采购部", "采购部", "采购部"]
    assert len(read.inline_shapes) == 2
    assert read.core_properties.title == "采购经理岗位说明书"
    assert read.core_properties.language == "zh-CN"


def test_the_same_document_gives_the_same_bytes(document: Build, png: Png) -> None:
    body = everything(png(40, 20))
    first = write(*body, build=document)
    again = write_docx(document(*body), WordTemplates(FileSystemLoader(templates_dir())))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist() == sorted(package.namelist())
        assert "dcterms:created" not in package.read("docProps/core.xml").decode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("scheme", ["", "articles"])
def test_hostile_text_stays_text(document: Build, findings: Audit, text: str, scheme: Scheme) -> None:
    body = (
        Cover(text, text, text, ((text, text),)),
        Heading(1, text, bookmark=text),
        Paragraph(text, number=text),
        Paragraph((Run(text, anchor=text),), style="article", number=text),
        Bullets((text,)),
        Table((1, 1), (row(text, "x"),), (row(text, "y"),), caption=text),
        KeyValues(((Field(text, text),),)),
        Signatures((Slot(text, text, text, text),), text, text),
    )
    doc = dataclasses.replace(document(*body, text=text, watermark=text[:40]), scheme=scheme)
    data = write_docx(dataclasses.replace(doc, control=dataclasses.replace(doc.control, mark=text)))
    assert findings(data, "docx") == []
    expected = legal(text).replace("\t", "").replace("\n", "")
    tree = part(data, "word/document.xml")
    assert text_of(tree).count(expected) == 21
    assert not list(tree.iter(f"{W}instrText", f"{W}fldChar", f"{W}fldSimple"))
    codes = [node.text.strip() for node in part(data, "word/header1.xml").iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert legal(text) in text_of(part(data, "word/header1.xml"))


@given(text=st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_readable_xml(text: str) -> None:
    control = ControlBlock(text, text, text, text, text, LABELS)
    data = write_docx(WordDocument("zh", text, text, text, control, (Paragraph(text),), footer=text))
    assert text_of(part(data, "word/footer1.xml")) == legal(text)
    assert text_of(part(data, "word/document.xml")) == legal(text).replace("\n", "").replace("\t", "")


def test_the_control_block_is_on_every_page(document: Build, png: Png) -> None:
    doc = document(Paragraph("x"), PageBreak(), Paragraph("y"))
    logo = Picture(png(30, 10), 12, "logo")
    doc = dataclasses.replace(doc, control=dataclasses.replace(doc.control, logo=logo))
    data = write_docx(doc)
    read = docx.Document(io.BytesIO(data)).sections[0].header
    cells = [cell.text for line in read.tables[0].rows for cell in line.cells]
    for words in (
        "华星机械",
        "文件编号",
        "HX-JD-002",
        "文件名称",
        "采购经理岗位说明书",
        "A/2",
        "生效日期",
        "密级",
        "内部",
    ):
        assert any(words in cell for cell in cells)
    assert "第 1 页 共 2 页" in cells
    assert "word/media/image1.png" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_header_rows_repeat_and_rows_stay_whole(document: Build) -> None:
    long = row("1", "长" * 3000)
    data = write(Table((1, 3), (row("序号", "职责"),), (row("2", "短"), long)), build=document)
    head, short, tall = part(data, "word/document.xml").iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert short.find(f"{W}trPr/{W}cantSplit") is not None
    assert tall.find(f"{W}trPr/{W}cantSplit") is None  # a row longer than a page has to break


def kept(block: Block, build: Build) -> list[bool]:
    """Which rows hold the next row, or what follows the table, to their page."""
    rows = part(write(block, build=build), "word/document.xml").iter(f"{W}tr")
    return [line.find(f".//{W}keepNext") is not None for line in rows]


def test_small_tables_stay_whole_and_others_leave_no_page_half_empty(document: Build) -> None:
    small = (row("1", "短"), row("2", "短"), row("3", "短"))
    assert kept(Table((1, 3), (), small), document) == [True, True, False]
    assert kept(Table((1, 3), (), (*small, row("4", "短"))), document) == [False] * 4
    assert kept(Table((1, 3), (), (*small[:2], row("3", "长" * 300))), document) == [False] * 3


def test_signatures_hold_what_follows_to_their_page(document: Build) -> None:
    slots = (Slot("任职人"), Slot("直接上级"), Slot("人事"))
    arrangements: tuple[tuple[Literal["columns", "lines"], int], ...] = (("columns", 3), ("lines", 2))
    for arrangement, rows in arrangements:
        loose = Signatures(slots, "日期", arrangement=arrangement)
        assert kept(loose, document) == [*[True] * (rows - 1), False]
        assert kept(dataclasses.replace(loose, keep_next=True), document) == [True] * rows


def test_a_document_without_classification_has_no_place_for_it(document: Build) -> None:
    def labels(classification: str) -> list[str]:
        doc = document(Paragraph("x"))
        doc = dataclasses.replace(doc, control=dataclasses.replace(doc.control, classification=classification))
        head = docx.Document(io.BytesIO(write_docx(doc))).sections[0].header
        return [cell.text for cell in head.tables[0].rows[2].cells]

    assert labels("内部")[0] == "密级"
    assert labels("") == ["生效日期", *["2025年7月1日"] * 3, "页次", "第 1 页 共 1 页"]


def test_a_table_without_rules_stands_things_side_by_side(document: Build, findings: Audit, png: Png) -> None:
    cells = ((Cell((Paragraph("目的"),)), Cell((Picture(png(40, 20), 30, "图"),))),)
    data = write(Table((3, 1), (), cells, ruled=False), build=document)
    style = part(data, "word/document.xml").find(f".//{W}tblStyle").get(f"{W}val")
    look = part(data, "word/styles.xml").find(f"{W}style[@{W}styleId='{style}']")
    assert look is not None
    assert look.find(f".//{W}tblBorders") is None
    assert findings(data, "docx") == []


@given(st.lists(st.floats(0.1, 500), min_size=1, max_size=30))
@settings(deadline=None)
def test_column_widths_fill_the_text_width(proportions: list[float]) -> None:
    width = PAGES["company"].text_width
    assert sum(column_widths(tuple(proportions), width)) == width


def test_merged_cells_take_their_columns(document: Build) -> None:
    rows = ((Cell("a", span=2, rowspan=2), Cell("b")), (Cell("c"),), row("d", "e", "f"))
    data = write(Table((1, 1, 2), (), rows), build=document)
    cells = docx.Document(io.BytesIO(data)).tables[0]
    assert [[cell.text for cell in line.cells] for line in cells.rows] == [
        ["a", "a", "b"],
        ["a", "a", "c"],
        ["d", "e", "f"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (row("a"),),
        (row("a", "b", "c"),),
        ((Cell("a", span=3),),),
        ((Cell("a", rowspan=2), Cell("b")),),
    ],
)
def test_cells_that_do_not_fit_are_refused(rows: Sequence[Sequence[Cell]]) -> None:
    with pytest.raises(ValueError, match="row"):
        place(rows, 2)


def test_malformed_blocks_are_refused(document: Build) -> None:
    for block, words in (
        (Paragraph((Run("x", color="red"),)), "RRGGBB"),
        (Picture(b"GIF89a", 10, ""), "PNG"),
        (Heading(5, "x"), "levels"),
        (Signatures((), "日期"), "slot"),
    ):
        with pytest.raises(ValueError, match=words):
            write(block, build=document)
    with pytest.raises(ValueError, match="twice"):
        write(Paragraph("a", bookmark="x"), Paragraph("b", bookmark="x"), build=document)


def test_tables_in_a_row_stay_apart_and_breaks_need_no_empty_page(document: Build) -> None:
    table = Table((1,), (), (row("x"),))
    body = part(write(table, table, PageBreak(), Heading(1, "新页"), build=document), "word/document.xml")[0]
    assert [etree.QName(child).localname for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]
    assert body[3].find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_jumps_reach_bookmarks_only(document: Build, png: Png) -> None:
    tree = part(write(*everything(png(4, 2)), build=document), "word/document.xml")
    names = {node.get(f"{W}name") for node in tree.iter(f"{W}bookmarkStart")}
    assert names == {bookmark_name(name) for name in ("first", "policy:purchasing/general", "contents/1")}
    assert [text_of(node) for node in tree.iter(f"{W}hyperlink")] == ["第一章\u3000总则1", "第一条"]


@pytest.mark.parametrize("text", ["文。", "<甲，乙；", "。", "文", "第一\n第二。", (Run("甲", bold=True), Run("乙。"))])
def test_bookmarks_end_before_a_mark_that_may_hang_over_the_margin(document: Build, text: Text) -> None:
    body = part(write(Paragraph(text, bookmark="x"), build=document), "word/document.xml")[0]
    plain = text if isinstance(text, str) else "".join(run.text for run in text)
    assert text_of(body[0]) == plain.replace("\n", "")
    if plain.endswith(("。", "；")) and len(plain) > 1:
        assert etree.QName(body[0][-1]).localname == "r"
    assert [node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")] == ["r_x"]
    assert len(list(body.iter(f"{W}bookmarkEnd"))) == 1


@given(st.sets(st.text(min_size=1, max_size=60), min_size=2, max_size=6))
@settings(deadline=None)
def test_bookmark_names_are_legal_and_distinct(names: set[str]) -> None:
    made = {bookmark_name(name) for name in names}
    assert len(made) == len(names)
    assert all(len(name) <= 40 and name.isascii() and name.replace("_", "").isalnum() for name in made)


def test_the_contents_list_headings_with_their_pages_as_fields(document: Build) -> None:
    body = (Contents("目录", 2), Heading(1, "甲"), PageBreak(), Heading(2, "乙 PAGE"), Heading(3, "丙"))
    data = write(*body, build=document)
    tree = part(data, "word/document.xml")
    lines = [node for node in tree.iter(f"{W}p") if node.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("TOC")]
    assert [text_of(line) for line in lines] == ["甲1", "乙 PAGE2"]
    targets = {node.get(f"{W}name") for node in tree.iter(f"{W}bookmarkStart")}
    codes = [node.text.split() for node in tree.iter(f"{W}instrText")]
    assert [code[0] for code in codes] == ["PAGEREF", "PAGEREF"]
    assert {code[1] for code in codes} <= targets
    assert part(data, "word/settings.xml").find(f"{W}updateFields") is not None
    plain = write(Heading(1, "甲"), build=document)
    assert part(plain, "word/settings.xml").find(f"{W}updateFields") is None  # Word would ask its reader for nothing


def test_each_numbered_list_starts_anew(document: Build) -> None:
    data = write(Numbered(("a", "b")), Numbered(("c",)), Bullets(("d",)), build=document)
    used = [node.get(f"{W}val") for node in part(data, "word/document.xml").iter(f"{W}numId")]
    assert used == ["2", "2", "3", "1"]
    known = [node.get(f"{W}numId") for node in part(data, "word/numbering.xml").findall(f"{W}num")]
    assert known == ["1", "2", "3"]


def test_chinese_type_is_named_and_no_theme_font_is(document: Build) -> None:
    data = write(Paragraph("“引号”"), build=document)
    styles = part(data, "word/styles.xml")
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == "宋体"
    heading = styles.find(f"{W}style[@{W}styleId='Heading1']/{W}rPr/{W}rFonts")
    assert heading.get(f"{W}eastAsia") == "黑体"
    assert b"Theme=" not in etree.tostring(styles)
    hint = part(data, "word/document.xml").find(f".//{W}r/{W}rPr/{W}rFonts")
    assert hint.get(f"{W}hint") == "eastAsia"  # or Word takes the quotation marks from the Latin font


def test_every_style_in_use_exists(document: Build, png: Png) -> None:
    data = write(*everything(png(4, 2)), build=document, watermark="草案")
    known = {node.get(f"{W}styleId") for node in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for node in part(data, name).iter(f"{W}{tag}")
    }
    assert used - known == set()


def test_pictures_are_kept_once_fit_the_page_and_say_what_they_show(document: Build, png: Png) -> None:
    image = png(100, 400)
    data = write(Picture(image, 170, "甲"), Picture(image, 20, "乙"), build=document)
    names = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in name]
    assert names == ["word/media/image1.png"]
    tall, small = docx.Document(io.BytesIO(data)).inline_shapes
    assert tall.height.mm <= 235
    assert round(small.width.mm) == 20
    assert 'descr="甲"'.encode() in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_the_watermark_is_there_when_asked_for_only(document: Build) -> None:
    def header(mark: str) -> bytes:
        data = write(Paragraph("x"), build=document, watermark=mark)
        return zipfile.ZipFile(io.BytesIO(data)).read("word/header1.xml")

    assert 'string="草案"'.encode() in header("草案")
    assert b"textpath" not in header("")


def test_a_company_overrides_one_template_and_it_cannot_reach_python(document: Build) -> None:
    def templates(footer: str) -> WordTemplates:
        return WordTemplates(ChoiceLoader([DictLoader({"word/footer.xml": footer}), FileSystemLoader(templates_dir())]))

    data = write_docx(document(Paragraph("x")), templates(f'<w:ftr xmlns:w="{W[1:-1]}"><w:p/></w:ftr>'))
    assert "受控文件" not in text_of(part(data, "word/footer1.xml"))
    assert "华星机械" in text_of(part(data, "word/header1.xml"))
    with pytest.raises(SecurityError):
        write_docx(document(Paragraph("x")), templates("{{ footer.__class__.__mro__ }}"))


def test_properties_tell_what_a_file_is(document: Build) -> None:
    data = write(Paragraph("x"), build=document)
    found = read_properties(data)
    assert found.pop(SEAL) == seal_of(read_text(data))
    assert found == {"remit.reference": "post:buyer", "remit.digest": "sha256:3f9a"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<a>", "damaged-part"),
        (b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "document-type"),
        (b" " * (2 << 20), "too-large-part"),
    ],
    ids=range(3),
)
def test_damaged_properties_are_refused(content: bytes, problem: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/custom.xml", content)
    with pytest.raises(UnreadableError, match=problem):
        read_properties(file.getvalue())
    with pytest.raises(UnreadableError, match="damaged"):
        read_properties(content)
