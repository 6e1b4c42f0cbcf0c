"""The two designs of a Word document, its cover, its blank forms and the head of its pages."""

from __future__ import annotations

import dataclasses
import io
import itertools
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from remit.office.blocks import (
    TEXT_HEIGHT_MM,
    TEXT_WIDTH_MM,
    Cell,
    Contents,
    Cover,
    Field,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    Slot,
    Table,
    WordDocument,
)
from remit.office.docx import write_docx
from remit.office.geometry import PAGES
from remit.office.pages import pages_at_a_guess

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Build = Callable[..., WordDocument]
Audit = Callable[[bytes, str], list[str]]
Png = Callable[[int, int], bytes]

COVER = Cover("华星机械", "采购管理制度", "管理制度", (("文件编号", "HX-1"), ("生效日期", "2026年1月1日")))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}"))


def gbt(doc: WordDocument) -> WordDocument:
    return dataclasses.replace(doc, design="gbt9704", layout="text", scheme="articles")


def text_of(node: etree._Element) -> str:
    return "".join(one.text or "" for one in node.iter(f"{W}t"))


def pdf(data: bytes, folder: Path) -> Path:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: libreoffice-writer"
    (folder / "made.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "made.pdf"


def pages(path: Path) -> list[list[str]]:
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("design", ["company", "gbt9704"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layout", ["sheet", "text"])
def test_everything_fits_the_page_and_is_valid(
    document: Build, findings: Audit, png: Png, design: Any, lang: Any, layout: Any
) -> None:
    body = (
        COVER,
        Contents("目录"),
        Heading(1, "总则"),
        Paragraph("文", style="article", number="第一条"),
        Table((10, 60, 20), ((Cell("序号"), Cell("职责"), Cell("占比")),), ((Cell("1"), Cell("编制"), Cell("20")),)),
        KeyValues(((Field("名称", "采购"), Field("编号", "1")),)),
        Signatures((Slot("编制"), Slot("审核"), Slot("批准")), "日期"),
        Signatures((Slot("任职人"),), "日期", arrangement="lines"),
        Table((3, 1), (), ((Cell("图"), Cell((Picture(png(400, 100), 500, "格中"),))),)),
        Picture(png(400, 100), 500, "宽"),
        Picture(png(100, 400), 500, "高"),
    )
    doc = dataclasses.replace(document(*body, lang=lang, layout=layout, watermark="草案"), design=design)
    logo = dataclasses.replace(doc.control, logo=Picture(png(30, 30), 30, "标志"), mark="受控")
    data = write_docx(dataclasses.replace(doc, control=logo))
    assert findings(data, "docx") == []
    width = PAGES[design].text_width
    for name in ("document.xml", "header1.xml"):
        for table in part(data, name).iter(f"{W}tbl"):
            columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
            assert sum(columns) == width or text_of(table).startswith("文件编号HX-1")
            for row in table.iter(f"{W}tr"):
                assert sum(int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")) == sum(columns)
    in_cell, *shapes = docx.Document(io.BytesIO(data)).inline_shapes
    assert in_cell.width.mm < PAGES[design].text_width_mm / 4
    for shape in shapes:
        assert shape.width.mm <= PAGES[design].text_width_mm + 0.01
        assert shape.height.mm <= PAGES[design].picture_height_mm + 0.01


def test_the_company_design_has_the_text_area_that_blocks_speak_of() -> None:
    page = PAGES["company"]
    assert round(page.text_width_mm, 1) == TEXT_WIDTH_MM
    assert page.picture_height_mm <= TEXT_HEIGHT_MM - 10


def test_gbt9704_has_its_page_type_and_numbers(document: Build) -> None:
    data = write_docx(gbt(document(Heading(0, "采购管理制度"), Paragraph("文"))))
    margins = part(data, "document.xml").find(f".//{W}pgMar")
    assert [round(int(margins.get(f"{W}{side}")) / 1440 * 25.4) for side in ("top", "left", "right", "bottom")] == [
        37,
        28,
        26,
        35,
    ]
    styles = part(data, "styles.xml")

    def style(name: str, what: str) -> Any:
        return styles.find(f"{W}style[@{W}styleId='{name}']//{W}{what}")

    assert styles.find(f".//{W}rPrDefault//{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert style("BodyText", "sz").get(f"{W}val") == "32"
    assert style("BodyText", "spacing").get(f"{W}lineRule") == "exact"
    assert style("Title", "rFonts").get(f"{W}eastAsia") == "方正小标宋简体"
    assert [style(f"Heading{level}", "rFonts").get(f"{W}eastAsia") for level in (1, 2, 3)] == [
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
    ]
    fonts = {font.get(f"{W}name"): font.find(f"{W}altName") for font in part(data, "fontTable.xml").iter(f"{W}font")}
    assert fonts["仿宋_GB2312"].get(f"{W}val") == "仿宋"
    assert part(data, "settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for number, side in ((1, "right"), (2, "left")):
        foot = part(data, f"footer{number}.xml")
        assert foot.find(f".//{W}jc").get(f"{W}val") == side
        assert text_of(foot) == f"— {number} —受控文件"
        codes = [node.text.strip() for node in part(data, f"header{number}.xml").iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]  # page X of Y stays in the control block


def test_gbt9704_holds_22_lines_of_28_characters(document: Build, tmp_path: Path) -> None:
    text = "国" * (26 + 28 * 43)
    made = pages(pdf(write_docx(gbt(document(Paragraph(text)))), tmp_path))
    lines = [[line.strip() for line in page if "国" in line] for page in made]
    assert [len(page) for page in lines] == [22, 22]
    assert {len(line) for page in lines for line in page} == {26, 28}
    feet = ["".join(line.split()) for page in made for line in page if line.strip().startswith("—")]
    assert feet == ["—1—", "—2—"]


def test_a_cover_is_a_page_of_its_own(document: Build, tmp_path: Path) -> None:
    body = (COVER, Contents("目录"), PageBreak(), Heading(1, "总则"), Paragraph("文"))
    made = pages(pdf(write_docx(document(*body, layout="text")), tmp_path))
    assert len(made) == 3
    first = "".join("".join(made[0]).split())
    for words in ("采购管理制度", "文件编号HX-1", "生效日期2026年1月1日"):
        assert words in first
    assert "目录" in "".join(made[1])
    assert pages_at_a_guess(body, "text") == (1, 2, 3, 3, 3)
    assert pages_at_a_guess((COVER, PageBreak(), Paragraph("文")), "text") == (1, 2, 2)


def test_a_cover_says_nothing_where_it_knows_nothing(document: Build) -> None:
    tree = part(write_docx(document(Cover("华星", "制度"), Paragraph("文"))), "document.xml")
    assert [text_of(node) for node in tree.iter(f"{W}p")] == ["华星", "制度", "文"]
    assert list(tree.iter(f"{W}tbl")) == []


def test_rows_of_a_blank_form_have_room_to_write(document: Build) -> None:
    form = Table((1, 1), ((Cell("日期"), Cell("数量")),), ((Cell(), Cell()),) * 20, row_mm=12)
    head, *rows = part(write_docx(document(form)), "document.xml").iter(f"{W}tr")
    assert head.find(f".//{W}trHeight") is None
    for row in rows:
        height = row.find(f"{W}trPr/{W}trHeight")
        assert (int(height.get(f"{W}val")), height.get(f"{W}hRule")) == (680, "atLeast")
    assert pages_at_a_guess((form,), "text") == (2,)


def test_the_head_of_the_page_says_whether_the_copy_is_controlled(document: Build) -> None:
    def head(mark: str) -> str:
        doc = document(Paragraph("文"))
        data = write_docx(dataclasses.replace(doc, control=dataclasses.replace(doc.control, mark=mark)))
        return text_of(part(data, "header1.xml").find(f".//{W}tr"))

    assert head("受控") == "华星机械\xa0受控\xa0文件编号HX-JD-002"
    assert head("") == "华星机械文件编号HX-JD-002"


def test_a_large_logo_leaves_the_head_its_height(document: Build, png: Png) -> None:
    doc = document(Paragraph("文"))
    doc = dataclasses.replace(doc, control=dataclasses.replace(doc.control, logo=Picture(png(40, 40), 60, "标志")))
    extent = next(node for node in part(write_docx(doc), "header1.xml").iter() if node.tag.endswith("}extent"))
    assert int(extent.get("cy")) <= 9 * 36000
    assert extent.get("cx") == extent.get("cy")


@pytest.mark.parametrize("design", ["company", "gbt9704"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("gaps", list(itertools.product([False, True], repeat=4)))
def test_the_head_is_whole_whatever_is_known(document: Build, design: Any, lang: Any, gaps: tuple[bool, ...]) -> None:
    names = ("number", "version", "classification", "effective")
    doc = document(Paragraph("文"), lang=lang)
    known = dataclasses.replace(doc.control, **{name: "" for name, gap in zip(names, gaps, strict=True) if gap})
    table = part(write_docx(dataclasses.replace(doc, control=known, design=design)), "header1.xml").find(f"{W}tbl")
    columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert sum(columns) == PAGES[design].text_width
    for row in table.iter(f"{W}tr"):
        place = 0
        for cell in row.iter(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            after = place + (int(span.get(f"{W}val")) if span is not None else 1)
            assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(columns[place:after])
            assert text_of(cell)
            place = after
        assert place == len(columns)
