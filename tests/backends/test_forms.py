"""Blank forms: one page, every field once, boxes and lines to fill in, signatures in order, nothing that nobody wrote."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from backends.policy_company import change, compiled, published, written
from backends.test_policy_documents import HOSTILE, printed
from remit.backends import Edition
from remit.backends.forms import form_blocks, render
from remit.model.entities import Record
from remit.office.blocks import Block, Paragraph, Signatures, Table
from remit.office.properties import read_properties
from remit.office.reading import read_text


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return published(tmp_path_factory.mktemp("company") / "root")


@pytest.fixture(scope="module", params=["zh", "en"])
def rendered(request: pytest.FixtureRequest, company: Edition) -> tuple[str, dict[str, bytes]]:
    return request.param, render(company, request.param)


def blocks(edition: Edition, record: str, lang: str) -> tuple[Block, ...]:
    found = edition.organisation.by_kind["record"][record]
    assert isinstance(found, Record)
    return form_blocks(edition.organisation, found, lang)


def shown(block: Table) -> list[list[str]]:
    """The words of the cells, header first."""
    rows = []
    for row in (*block.header, *block.rows):
        parts = [(cell.content,) if isinstance(cell.content, str) else cell.content for cell in row]
        rows.append([" ".join(_words(part) for part in part_of).strip() for part_of in parts])
    return rows


def _words(part: object) -> str:
    if isinstance(part, Paragraph):
        return part.text if isinstance(part.text, str) else "".join(run.text for run in part.text)
    return str(part)


def test_a_form_for_each_record_that_has_something_to_fill_in(rendered: tuple[str, dict[str, bytes]]) -> None:
    lang, files = rendered
    assert list(files) == [f"downloads/{lang}/forms/{name}.docx" for name in ("ledger", "receipt")]


def test_files_are_valid(rendered: tuple[str, dict[str, bytes]], audit: Callable[[bytes, str], list[str]]) -> None:
    for data in rendered[1].values():
        assert audit(data, "docx") == []


def test_the_same_bytes_every_time(rendered: tuple[str, dict[str, bytes]], company: Edition) -> None:
    assert render(company, rendered[0]) == rendered[1]


def test_a_form_in_chinese(company: Edition) -> None:
    number, head, criteria, contents, lines, signed, note = blocks(company, "receipt", "zh")
    assert isinstance(number, Table)
    assert isinstance(head, Table)
    assert isinstance(criteria, Table)
    assert isinstance(contents, Table)
    assert isinstance(lines, Table)
    assert isinstance(signed, Signatures)
    assert shown(number) == [["表单编号：MH-FM-01　版本：A/0", "编号（No.）：＿＿＿＿＿＿＿＿"]]
    assert shown(head) == [
        ["供应商", "", "日期", "年　　月　　日"],
        ["金额（元）", "", "类型", "□采购　□退货"],
        ["完好", "□是　□否", "送货单（选填）", "□有（　　份）　□无"],
        ["时间", "时　　分"],
        ["备注", "写明异常"],
    ]
    assert shown(criteria) == [["序号", "准则", "结果", "说明"], ["1", "包装完好", "□合格　□不合格", ""]]
    assert shown(contents) == [["序号", "应有内容", "结果", "说明"], ["1", "送货单", "□有　□无", ""]]
    assert shown(lines)[:2] == [
        ["序号", "品名", "数量", "单价（元）", "结论 收／退", "已入库"],
        ["1", "", "", "", "", "□"],
    ]
    assert [slot.label for slot in signed.slots] == ["编制（销售内勤）", "审核（仓库主管）", "批准（总经理）"]
    assert {slot.seal for slot in signed.slots} == {"（签章）"}
    assert note == Paragraph("用途：登记到货；报送：销售经理；保管人：仓库主管；保存期限：3年", style="note")


def test_a_form_in_english(company: Edition) -> None:
    found = blocks(company, "receipt", "en")
    tables = [block for block in found if isinstance(block, Table)]
    assert shown(tables[0]) == [["Form: MH-FM-01   Version: A/0", "No.: ____________"]]
    assert shown(tables[1])[1] == ["Value (CNY)", "", "Kind", "☐ bought   ☐ returned"]
    signed = next(block for block in found if isinstance(block, Signatures))
    assert signed.slots[0].label == "Prepared by: Sales Clerk"


def test_lines_fill_the_page(company: Edition) -> None:
    few = next(b for b in blocks(company, "receipt", "zh") if isinstance(b, Table) and b.compact)
    many = next(b for b in blocks(company, "ledger", "zh") if isinstance(b, Table) and b.compact)
    assert 3 <= len(few.rows) < len(many.rows)
    assert len(many.rows) >= 20


def test_a_ledger_has_no_signatures_and_no_running_number(company: Edition) -> None:
    found = blocks(company, "ledger", "zh")
    assert [type(block) for block in found] == [Table, Paragraph]
    assert found[-1] == Paragraph("保存期限：永久", style="note")


def test_the_control_block_has_the_number_of_the_form(rendered: tuple[str, dict[str, bytes]]) -> None:
    lang, files = rendered
    data = files[f"downloads/{lang}/forms/receipt.docx"]
    header = [line.text for line in read_text(data).header]
    assert "MH-FM-01" in header
    assert "A/0" in header
    assert ("3年" if lang == "zh" else "3 years") in header
    properties = dict(read_properties(data))
    assert properties["remit.reference"] == "record:receipt"
    assert properties["remit.digest"].startswith("sha256:")
    assert properties["remit.digest"].removeprefix("sha256:")[:12] in read_text(data).footer[-1].text


def test_rows_have_room_to_write(company: Edition) -> None:
    found = [block for block in blocks(company, "receipt", "zh") if isinstance(block, Table) and block.ruled]
    assert all(block.row_mm >= 8 for block in found)
    data = render(company, "zh")["downloads/zh/forms/receipt.docx"]
    tables = docx.Document(io.BytesIO(data)).tables
    ruled = [table for table in tables if "w:tblHeader" in table._tbl.xml]
    assert len(ruled) == 3
    assert all(table.rows[1].height is not None and table.rows[1].height.mm >= 8 for table in ruled)


def test_long_texts_share_the_page_of_a_form_without_lines(tmp_path: Path) -> None:
    root = written(tmp_path / "root")
    fields = [{"id": f"f{n}", "name": {"zh": f"说明{n}"}} for n in range(3)]
    change(root, "records/report.yaml", lambda data: data.update(name={"zh": "报告"}, fields=fields))
    head = next(b for b in blocks(compiled(root), "report", "zh") if isinstance(b, Table))
    rooms = [len(row[1].content) if isinstance(row[1].content, tuple) else 0 for row in head.rows]
    assert rooms == [0, 5, 5]


@pytest.mark.parametrize("design", ["company", "gbt9704"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_crowded_form_stays_on_its_page(tmp_path: Path, design: str, lang: str) -> None:
    root = written(tmp_path / "root")
    change(root, "system.yaml", lambda data: data.update(documents={"design": design}))

    def crowd(data: dict[str, Any]) -> None:
        name = {"zh": "很长的栏目名称须折成两行以上", "en": "A long name of a field that takes some lines"}
        data["fields"] = [{"id": f"f{n}", "name": dict(name), "type": "number"} for n in range(7)]
        data["columns"] = [{"id": f"c{n}", "name": dict(name), "type": "number"} for n in range(10)]
        data["purpose"] = {"zh": "用途" * 70, "en": "purpose " * 60}

    change(root, "records/receipt.yaml", crowd)
    data = render(compiled(root), lang)[f"downloads/{lang}/forms/receipt.docx"]
    (tmp_path / "form.docx").write_bytes(data)
    text, pages = printed(tmp_path, "form.docx")
    assert pages == 1
    assert ("批准" if lang == "zh" else "Approved by") in text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(tmp_path: Path, audit: Callable[[bytes, str], list[str]], text: str) -> None:
    root = written(tmp_path / "root")

    def value() -> dict[str, str]:
        return {"zh": text.replace("{", "{{").replace("}", "}}")}

    def edit(data: dict[str, Any]) -> None:
        data["name"] = value()
        data["fields"][3].update(name=value(), options=[value()])
        data["columns"][0].update(name=value())
        data["criteria"] = [value()]

    change(root, "records/receipt.yaml", edit)
    data = render(compiled(root), "zh")["downloads/zh/forms/receipt.docx"]
    assert audit(data, "docx") == []
    assert read_text(data).dump().count(text) >= 5
