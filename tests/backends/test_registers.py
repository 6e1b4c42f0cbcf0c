"""Registers: every document, record and form, with days that sort as days and a next review that follows from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from backends.conftest import Changed
from backends.reading import grid, sheet
from remit.backends import Edition, edition
from remit.backends.registers import render

PATH = "downloads/zh/registers.xlsx"


def test_documents_with_state_owner_and_digest(small_edition: Edition) -> None:
    rows = {row["名称"]: row for row in grid(render(small_edition, "zh")[PATH], "文件登记")}
    assert len(rows) == len(small_edition.states)
    post = rows["销售经理"]
    assert (post["编号"], post["类别"], post["版本"], post["密级"]) == ("MH-JD-SA-01", "岗位", "A/1", "内部")
    assert post["内容摘要"] == small_edition.states["post:sales-manager"].short_digest
    assert post["生效日期"] == datetime(2026, 3, 1)
    assert "下次复审" not in post
    assert [row["序号"] for row in rows.values()] == list(range(1, len(rows) + 1))


def test_the_next_review_follows_from_the_interval(changed: Changed) -> None:
    review = changed("posts/sales-manager.yaml", lambda data: data["control"].update(review_every="24 months"))
    rows = {row["名称"]: row for row in grid(render(edition(review), "zh")[PATH], "文件登记")}
    assert rows["销售经理"]["复审周期"] == "2年"
    assert rows["销售经理"]["下次复审"] == datetime(2028, 3, 1)


def test_a_document_that_was_withdrawn_is_not_reviewed(changed: Changed) -> None:
    def withdraw(data: Any) -> None:
        data["control"].update(review_every="24 months", status="withdrawn")

    rows = {
        row["名称"]: row for row in grid(render(edition(changed("posts/sales-manager.yaml", withdraw)), "zh")[PATH])
    }
    assert rows["销售经理"]["状态"] == "已作废"
    assert "下次复审" not in rows["销售经理"]


def test_records_with_retention_and_where_they_are_used(changed: Changed) -> None:
    def keep(data: Any) -> None:
        data.update(number="MH-FM-01", version="A/0", form="form", retention="5 years", confidentiality="internal",
                    fields=[{"id": "price", "name": {"zh": "价格", "en": "Price"}, "type": "amount"}],
                    signatures=[{"action": "approve", "by": "post:sales-manager"}])  # fmt: skip

    changed("records/quotation.yaml", keep)
    organisation = changed("records/order.yaml", lambda data: data.update(permanent=True))
    changed("policies/sales-policy.yaml", lambda data: data.update(annexes=["quotation"]))
    organisation = changed("policies/sales-policy.yaml", lambda data: data)
    data = render(edition(organisation), "zh")[PATH]
    quotation, order = grid(data, "记录登记")
    assert (quotation["保存期限"], quotation["密级"], quotation["产生于"]) == ("5年", "内部", "订单处理")
    assert quotation["用于"] == "销售管理制度"
    assert order["保存期限"] == "永久"
    (form,) = grid(data, "表单登记")
    assert (form["编号"], form["版本"], form["栏目数"], form["签署栏"]) == ("MH-FM-01", "A/0", 1, 1)
    assert (form["所附制度"], form["使用流程"]) == ("销售管理制度", "订单处理")


def test_forms_have_no_sheet_where_there_are_none(small_edition: Edition) -> None:
    with pytest.raises(KeyError):
        sheet(render(small_edition, "zh")[PATH], "表单登记")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_print_set_up_filter_and_validity(
    small_edition: Edition, audit: Callable[[bytes, str], list[str]], lang: str
) -> None:
    data = render(small_edition, lang)[f"downloads/{lang}/registers.xlsx"]
    assert data == render(small_edition, lang)[f"downloads/{lang}/registers.xlsx"]
    assert audit(data, "xlsx") == []
    found = sheet(data)
    assert found.auto_filter.ref
    assert found.freeze_panes == "D4"
    assert found.print_title_rows == "$3:$3"
    assert (found.page_setup.paperSize, found.page_setup.fitToHeight) == (9, 0)


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "http://a.example", "-2"])
def test_text_stays_text(changed: Changed, audit: Callable[[bytes, str], list[str]], hostile: str) -> None:
    def poison(data: Any) -> None:
        data.update(name={"zh": hostile, "en": hostile}, number=hostile)

    data = render(edition(changed("records/quotation.yaml", poison)), "zh")[PATH]
    assert audit(data, "xlsx") == []
    cells = [cell for row in sheet(data, "记录登记").iter_rows(min_row=4, max_row=4) for cell in row][1:3]
    for cell in cells:
        assert cell.value == hostile
        assert cell.data_type == "s" or cell.quotePrefix
        assert cell.hyperlink is None
