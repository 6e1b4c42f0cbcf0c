"""Excel files: valid, read back as written, the same bytes every time, and text that stays text."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.office.properties import read_properties
from remit.office.sheet_writer import _fit
from remit.office.sheets import (
    Column,
    Entry,
    Formula,
    HeaderCell,
    Letter,
    PageWords,
    Row,
    Sheet,
    Tone,
    Workbook,
)
from remit.office.xlsx import sheet_names, write_workbook
from remit.office.xmltext import legal

from .conftest import HOSTILE

Audit = Callable[[bytes, str], list[str]]
TONES: dict[str, Tone] = {
    "A": "decide", "R": "do", "S": "support", "C": "consult", "I": "inform",
    "提": "do", "组": "support", "审": "review", "议": "deliberate", "批": "decide", "备": "inform", "督": "watch",
    "■": "decide", "▲": "do", "△": "inform",
}  # fmt: skip
LEGEND = tuple(Letter(text, f"含义{text}", tone) for text, tone in TONES.items())


def matrix(posts: int = 3, **changes: Any) -> Sheet:
    """A matrix with one letter of the legend a row, two header rows and a heading between rows."""
    head = (
        (HeaderCell("活动", rowspan=2), HeaderCell("成果", rowspan=2), HeaderCell("部门", span=posts)),
        tuple(HeaderCell(f"岗位{number}") for number in range(posts)),
    )
    rows = (
        Row(("采购计划",), group=True),
        *(Row((f"活动{index}", "记录", letter.text, *[""] * (posts - 1))) for index, letter in enumerate(LEGEND)),
        Row(("多个", "记录", "A/R", "R、C", *["?"] * (posts - 2))),
    )
    columns = (Column(30), Column(20), *[Column(5, "letter")] * posts)
    sheet = Sheet("采购流程", "责任矩阵", columns, head, rows, LEGEND, ("空格表示不参与。",), freeze_columns=2)
    return dataclasses.replace(sheet, **changes)


def book(*sheets: Sheet, **changes: Any) -> Workbook:
    made = Workbook("zh", "责任矩阵", "华星机械", sheets, "A&B 受控", (("remit.digest", "sha256:1"),))
    return dataclasses.replace(made, **changes)


def register(*values: Any) -> Sheet:
    columns = tuple(Column(20, "percent" if isinstance(value, float) else "text") for value in values)
    return Sheet("登记", "登记", columns, (tuple(HeaderCell("列") for _ in values),), (Row(values),))


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("posts", [3, 40])
def test_matrices_are_valid(findings: Audit, lang: str, posts: int) -> None:
    assert findings(write_workbook(book(matrix(posts), register("a", 1, 0.125), lang=lang)), "xlsx") == []


def test_the_same_workbook_gives_the_same_bytes() -> None:
    data = write_workbook(book(matrix(), matrix(12)))
    assert data == write_workbook(book(matrix(), matrix(12)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_openpyxl_reads_back_the_matrix() -> None:
    sheet = read(write_workbook(book(matrix())))["采购流程"]
    assert sheet["A1"].value == "责任矩阵"
    assert sheet["A2"].value.startswith("A 含义A    R 含义R")
    assert [cell.value for cell in sheet[3]][:3] == ["活动", "成果", "部门"]
    assert [cell.value for cell in sheet[4]][2:] == ["岗位0", "岗位1", "岗位2"]
    assert sheet["A5"].value == "采购计划"
    assert sheet["C6"].value == "A"
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == f"A4:E{4 + len(matrix().rows)}"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_title_cols == "$A:$B"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.left.text == "A&&B 受控"


def test_each_letter_has_its_ground_and_stays_a_letter() -> None:
    sheet = read(write_workbook(book(matrix())))["采购流程"]
    grounds = {row[2].value: row[2].fill.fgColor.rgb for row in sheet.iter_rows(min_row=6) if row[2].value}
    for system in ("ARSCI", "提组审议批备督", "■▲△"):
        colours = {grounds[letter] for letter in system}
        assert len(colours) == len(system)
        assert "00000000" not in colours
    assert grounds["A/R"] == grounds["A"]  # the first in the legend decides
    unknown = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "?")
    assert unknown.fill.fill_type is None


def test_a_cell_holds_letters_not_characters() -> None:
    legend = (Letter("A", "approve", "decide"), Letter("Ar", "archive", "inform"), Letter("R", "review", "review"))
    rows = tuple(Row(("", "", text, "", "")) for text in ("A", "Ar", "R", "Ar/R", "AR"))
    sheet = read(write_workbook(book(matrix(legend=legend, rows=rows))))["采购流程"]
    approve, archive, review, both, other = (sheet.cell(row, 3).fill.fgColor.rgb for row in range(5, 10))
    assert len({approve, archive, review}) == 3
    assert both == archive
    assert other == "00000000"


@pytest.mark.parametrize(("posts", "paper", "abreast"), [(20, 9, 1), (40, 8, 1), (100, 8, 3), (160, 8, 4)])
def test_a_wide_matrix_prints_on_larger_paper_and_then_on_more_of_it(posts: int, paper: int, abreast: int) -> None:
    sheet = read(write_workbook(book(matrix(posts))))["采购流程"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1) == (paper, abreast)
    assert sheet.print_title_cols == "$A:$B"


@pytest.mark.parametrize(("lang", "angle"), [("zh", 255), ("en", 90)])
def test_many_posts_turn_their_headings(lang: str, angle: int) -> None:
    sheet = read(write_workbook(book(matrix(20), lang=lang)))["采购流程"]
    assert sheet["C4"].alignment.textRotation == angle
    assert sheet["A3"].alignment.textRotation == sheet["C3"].alignment.textRotation == 0
    assert read(write_workbook(book(matrix(3), lang=lang)))["采购流程"]["C4"].alignment.textRotation == 0


def test_short_headings_over_letters_stay_level() -> None:
    head = tuple(HeaderCell(text) for text in ("培训", "对象", *(f"{month}月" for month in range(1, 13))))
    columns = (Column(20), Column(20), *[Column(4.2, "letter")] * 12)
    sheet = read(write_workbook(book(Sheet("计划", "计划", columns, (head,), ()))))["计划"]
    assert {cell.alignment.textRotation for cell in sheet[2]} == {0}


def test_a_band_too_narrow_for_its_name_stands_upright() -> None:
    head = (
        (HeaderCell("活动", rowspan=2), HeaderCell("Department", span=2), HeaderCell("Sales", span=10)),
        tuple(HeaderCell(f"岗位{number}") for number in range(12)),
    )
    columns = (Column(30), *[Column(3.3, "letter")] * 12)
    sheet = read(write_workbook(book(Sheet("矩阵", "矩阵", columns, head, ()), lang="en")))["矩阵"]
    assert [sheet[name].alignment.textRotation for name in ("A2", "B2", "D2")] == [0, 90, 0]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(findings: Audit, text: str) -> None:
    sheet = Sheet(text, text, (Column(9), Column(9, "letter")), ((HeaderCell(text), HeaderCell("x")),),
                  (Row((text,), group=True), Row((text, text))), (Letter("A", text, "do"),), (text,))  # fmt: skip
    data = write_workbook(book(sheet, title=text, author=text, footer=text))
    assert findings(data, "xlsx") == []
    back = read(data).worksheets[0]
    texts = [back["A1"], back["A3"], back["A4"], back["A5"], back["B5"], back["A7"]]
    assert [cell.value for cell in texts] == [legal(text)] * len(texts)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert b"hyperlink" not in package.read("xl/worksheets/sheet1.xml")


def test_formula_like_text_is_marked_as_text_for_later_edits() -> None:
    sheet = read(write_workbook(book(register("=1+1", "-x", "plain"))))["登记"]
    assert [bool(cell.quotePrefix) for cell in sheet[3]] == [True, True, False]


def test_text_longer_than_a_cell_is_cut_visibly() -> None:
    cell = read(write_workbook(book(register("长" * 40000))))["登记"]["A3"]
    assert len(cell.value) == 32767
    assert cell.value.endswith("…")


def test_numbers_are_numbers_with_decimals_where_they_have_some() -> None:
    sheet = read(write_workbook(book(register(0.25, 0.125, 7, "007"))))["登记"]
    assert [(cell.value, cell.number_format) for cell in sheet[3]][:2] == [(0.25, "0%"), (0.125, "0.0#%")]
    assert [cell.value for cell in sheet[3]][2:] == [7, "007"]


def test_long_text_gets_a_row_that_shows_it() -> None:
    sheet = read(write_workbook(book(register("短"), register("按期完成的采购项数" * 5))))
    short, tall = (part.row_dimensions[3].height for part in sheet.worksheets)
    assert tall >= 3 * (short - 6)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
@settings(deadline=None)
def test_sheet_names_are_legal_and_unique(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", "replace")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.casefold() != "history"


def test_sheet_names_keep_what_they_can() -> None:
    assert sheet_names(["采购/计划", "采购:计划", "", "History", "x" * 40, "X" * 40]) == (
        "采购 计划",
        "采购 计划 (2)",
        "3",
        "History (2)",
        "x" * 31,
        "X" * 27 + " (2)",
    )


def test_malformed_sheets_are_refused() -> None:
    columns = (Column(5), Column(5))
    head = (HeaderCell("a"), HeaderCell("b"))
    for header, rows in (
        ((head,), (Row(("x",)),)),
        (((HeaderCell("a"),),), ()),
        (((*head, HeaderCell("c")),), ()),
        (((HeaderCell("a", span=3),),), ()),
        (((HeaderCell("a", rowspan=2), HeaderCell("b")),), ()),
    ):
        with pytest.raises(ValueError, match="'s'"):
            write_workbook(book(Sheet("s", "s", columns, header, rows)))
    with pytest.raises(ValueError, match="sheet"):
        write_workbook(book())


def test_properties_tell_what_a_file_is() -> None:
    assert read_properties(write_workbook(book(matrix()))) == {"remit.digest": "sha256:1"}


def form(*rows: Row, **changes: Any) -> Sheet:
    columns = (Column(20), Column(12, "center"), Column(12, "points"))
    head = (tuple(HeaderCell(text) for text in ("指标", "实际", "得分")),)
    made = Sheet("考核", "考核表", columns, head, rows, freeze_columns=1, filter=False, protected=True)
    return dataclasses.replace(made, **changes)


def test_formulas_know_their_row_and_the_rows_between_group_and_total() -> None:
    sheet = form(
        Row(("质量",), group=True),
        Row(("合格率", Entry("percent"), Formula("=B{row}*100", ""))),
        Row(("退货", Entry("number"), Formula("=B{row}", 0.5))),
        Row(("合计", "", Formula("=SUM(C{first}:C{last})", 12.5)), total=True),
    )
    data = write_workbook(book(sheet))
    back = read(data)["考核"]
    assert [back[f"C{row}"].value for row in (4, 5, 6)] == ["=B4*100", "=B5", "=SUM(C4:C5)"]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["考核"]
    assert [shown[f"C{row}"].value or "" for row in (4, 5, 6)] == ["", 0.5, 12.5]
    assert back["C6"].font.bold


def test_entries_alone_are_open_and_equal_ones_share_a_rule(findings: Audit) -> None:
    same = Entry("points", "合格率" * 20, "目标：95", "请填写数字" * 80)
    rows = (Row(("a", same, 1)), Row(("b", same, 2)), Row(("c", Entry("date", problem="日期"), 3)))
    data = write_workbook(book(form(*rows, fields=(("姓名", Entry()), ("编号", "=1+1")))))
    assert findings(data, "xlsx") == []
    sheet = read(data)["考核"]
    assert sheet.protection.sheet
    opened = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert opened >= {"C2", "B5", "B6", "B7"}
    assert not opened & {"C3", "A5", "C5"}
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=1+1", "s") or sheet["C3"].quotePrefix
    points, day = sorted(sheet.data_validations.dataValidation, key=lambda rule: rule.type, reverse=True)
    assert (points.type, str(points.sqref), points.formula1, points.formula2) == ("decimal", "B5 B6", "0", "120")
    assert len(points.errorTitle) <= 32
    assert len(points.error) <= 255
    assert day.type == "date"


def test_an_unprotected_sheet_stays_so() -> None:
    assert not read(write_workbook(book(matrix())))["采购流程"].protection.sheet


def test_days_are_days(findings: Audit) -> None:
    day = date(2026, 3, 15)
    for lang in ("zh", "en"):
        sheet = Sheet("登记", "登记", (Column(15, "date"),), ((HeaderCell("日期"),),), (Row((day,)), Row(("",))))
        data = write_workbook(book(sheet, lang=lang))
        assert findings(data, "xlsx") == []
        assert read(data)["登记"]["A3"].value.date() == day


def test_head_and_foot_of_the_page() -> None:
    page = PageWords("第 ", " 页 共 ", " 页")
    made = book(matrix(), header="R&G [公司]", number="HX-01 · A/0", mark="草案", footer="版本 A/0", page=page)
    sheet = read(write_workbook(made))["采购流程"]
    assert sheet.oddHeader.left.text == "R＆G [公司]"
    assert sheet.oddHeader.center.text.strip().endswith("草案")
    assert sheet.oddHeader.right.text == "HX-01 · A/0"
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert sheet["A1"].value == "草案  责任矩阵"


@pytest.mark.parametrize("text", ["&&&&&" * 60, "𠀀" * 200, "&[Picture]" * 30, "&G", "&D&T&Z&F"])
def test_no_text_breaks_head_or_foot(findings: Audit, recwarn: pytest.WarningsRecorder, text: str) -> None:
    data = write_workbook(
        book(matrix(), header=text, number=text, mark=text, footer=text, page=PageWords(text, text, text))
    )
    assert findings(data, "xlsx") == []
    assert not list(recwarn)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>" in xml
    assert "<oddFooter>" in xml


def test_a_wide_form_breaks_where_it_is_told_and_its_notes_keep_clear_of_repeated_columns() -> None:
    columns = (Column(20), *[Column(10, "center")] * 36)
    head = (tuple(HeaderCell(str(number)) for number in range(37)),)
    sheet = Sheet("月度", "月度", columns, head, (Row(("x",) * 37),), notes=("说明" * 40,), breaks=(19,))
    back = read(write_workbook(book(sheet)))["月度"]
    assert [mark.id for mark in back.col_breaks.brk] == [19]
    assert back.page_setup.fitToWidth == 2
    assert back["B5"].value == "说明" * 40
    assert back["B5"].alignment.wrap_text
    (merged,) = (area for area in back.merged_cells.ranges if area.min_row == 5)
    assert (merged.min_col, merged.max_col <= 19) == (2, True)


def test_a_hint_is_cut_as_excel_counts() -> None:
    """A character beyond the first 65,536 counts twice; a title that is too long would be left out whole."""
    assert _fit("工" * 32, 32) == "工" * 32
    assert _fit("🏭" * 17, 32) == "🏭" * 15 + "…"
    assert _fit("a" + "🏭" * 16, 32) == "a" + "🏭" * 15 + "…"
