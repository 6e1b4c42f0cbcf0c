"""Workbooks: every row and letter of the matrices, legend, filter and frozen headings; valid, and text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from backends.conftest import Changed
from backends.reading import grid, sheet
from remit.backends import Edition, edition
from remit.backends.paper import words
from remit.backends.workbooks import render
from remit.office.properties import read_properties


@pytest.fixture(scope="module")
def books(small_edition: Edition) -> dict[str, bytes]:
    return render(small_edition, "zh")


def test_which_workbooks_there_are(books: dict[str, bytes]) -> None:
    names = ("raci/order", "raci/units/sales", "raci/units/stores", "raci/company", "authorities", "coverage/standard",
             "scorecards/keeper", "scorecards/sales-manager", "registers", "training-plan")  # fmt: skip
    assert list(books) == [f"downloads/zh/{name}.xlsx" for name in names]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_valid_and_the_same_bytes_every_time(
    small_edition: Edition, audit: Callable[[bytes, str], list[str]], lang: str
) -> None:
    files = render(small_edition, lang)
    assert files == render(small_edition, lang)
    for data in files.values():
        assert audit(data, "xlsx") == []


def test_the_matrix_of_a_process(books: dict[str, bytes]) -> None:
    data = books["downloads/zh/raci/order.xlsx"]
    draft, route, ship = grid(data)
    assert draft == {
        "活动": "编制报价",
        "输出": "报价单",
        "销售内勤": "R",
        "仓库主管": "C",
        "销售经理": "A",
        "评审会": "C",
    }
    assert route == {"活动": "判断金额", "销售内勤": "R", "销售经理": "A"}
    assert ship["仓库主管"] == "R"
    assert ship["申请人"] == ship["各部门"] == ship["post:ghost"] == "I"
    found = sheet(data)
    assert found.freeze_panes == "B5"
    assert "最终负责" in str(found["A3"].value)
    assert found.print_title_rows == "$4:$4"


def test_the_company_has_all_rows_and_a_sheet_for_each_department(books: dict[str, bytes]) -> None:
    data = books["downloads/zh/raci/company.xlsx"]
    whole = grid(data)
    assert [row["流程"] for row in whole] == ["订单处理"] * 3
    assert [cell.value for cell in sheet(data)[4]][3:7] == ["评审会", "销售经理", "销售内勤", "仓库主管"]
    assert grid(data, "仓储部") == [
        {"流程": "订单处理", "活动": "编制报价", "输出": "报价单", "仓库主管": "C"},
        {"流程": "订单处理", "活动": "发货", "仓库主管": "R"},
    ]


def test_a_department_has_its_own_posts_and_beside_them_everybody(books: dict[str, bytes]) -> None:
    data = books["downloads/zh/raci/units/stores.xlsx"]
    assert grid(data, "本部门岗位") == grid(books["downloads/zh/raci/company.xlsx"], "仓储部")
    assert grid(data, "全部参与方")[0] == {
        "流程": "订单处理",
        "活动": "编制报价",
        "输出": "报价单",
        "评审会": "C",
        "销售经理": "A",
        "销售内勤": "R",
        "仓库主管": "C",
    }


def test_many_columns_stand_in_bands(changed: Changed) -> None:
    def more(data: Any) -> None:
        others = [{"named": {"zh": f"协作方{number}", "en": f"Partner {number}"}} for number in range(8)]
        data["steps"][-1]["inform"] = [*data["steps"][-1]["inform"], *others]

    files = render(edition(changed("processes/order.yaml", more)), "zh")
    found = sheet(files["downloads/zh/raci/company.xlsx"])
    bands = [cell.value for cell in found[4] if cell.value]
    assert bands == ["流程", "活动", "输出", "决策与议事机构", "销售部", "仓储部", "角色", "群组", "视情况", "外部单位"]
    assert found.auto_filter.ref.startswith("A5:")
    assert found.print_title_rows == "$4:$5"
    assert found["D5"].alignment.textRotation == 255


def test_every_file_says_what_it_is_and_that_it_is_not_approved(books: dict[str, bytes]) -> None:
    unmarked = {f"downloads/zh/{name}.xlsx" for name in ("coverage/standard", "training-plan")}  # hold no documents
    for path, data in books.items():
        found, kept = sheet(data), read_properties(data)
        assert found["A1"].value.split("  ")[0] in ("未批准", "含未批准内容") or path in unmarked, path
        assert kept["remit.digest"].removeprefix("sha256:")[:12] in found.oddFooter.left.text, path
        assert found.oddHeader.left.text == "明河仪器有限公司"
        assert found.oddFooter.right.text == "第 &P 页 共 &N 页"
        assert found.page_setup.orientation == "landscape"
        assert found.freeze_panes
    order = books["downloads/zh/raci/order.xlsx"]
    assert read_properties(order)["remit.reference"] == "process:order"
    assert sheet(order).oddHeader.right.text.startswith("MH-PR-01 · 版本 1")
    assert any("尚未批准：" in str(row[0]) for row in sheet(books["downloads/zh/authorities.xlsx"]).values)


def test_an_approved_document_has_no_mark(small_edition: Edition) -> None:
    states = {ref: replace(state, state="approved") for ref, state in small_edition.states.items()}
    for data in render(replace(small_edition, states=states), "en").values():
        found = sheet(data)
        assert "  " not in found["A1"].value
        assert not found.oddHeader.center.text


def test_the_digest_of_many_follows_each_of_them(changed: Changed, books: dict[str, bytes]) -> None:
    files = render(edition(changed("authorities/hiring.yaml", lambda data: data["name"].update(zh="聘用权限"))), "zh")
    same = {
        path
        for path in files
        if read_properties(files[path])["remit.digest"] == read_properties(books[path])["remit.digest"]
    }
    assert set(files) - same == {"downloads/zh/authorities.xlsx", "downloads/zh/registers.xlsx"}


def test_authorities_have_a_row_a_tier_and_the_delegations(books: dict[str, bytes]) -> None:
    data = books["downloads/zh/authorities.xlsx"]
    rows = grid(data)
    assert [row.get("金额范围", "") for row in rows] == [
        "不超过5,000元", "超过5,000元、不超过2万元", "超过2万元", "",
    ]  # fmt: skip
    assert rows[1]["仓库主管"] == "审"
    assert rows[1]["销售经理"] == "批"
    assert rows[2]["评审会"] == "议"
    assert [row["决定事项"] for row in grid(data, "人事")] == ["录用权限"]
    assert "金额范围" not in [cell.value for cell in sheet(data, "人事")[4]]
    assert grid(data, "授权") == [
        {
            "决定事项": "折扣审批权限",
            "授权人": "总经理",
            "被授权人": "销售内勤",
            "限额": "人民币1,000元",
            "止": "2026年12月31日",
        }
    ]


def test_one_colour_a_letter_in_english_where_letters_contain_each_other(small_edition: Edition) -> None:
    found = sheet(render(small_edition, "en")["downloads/en/authorities.xlsx"])
    inks = {
        cell.value: cell.font.color.rgb
        for row in found.iter_rows(min_row=4)
        for cell in row
        if cell.value in ("A", "Ar")
    }
    assert len(set(inks.values())) == 2


def test_a_process_called_company_does_not_take_the_place_of_the_company(changed: Changed) -> None:
    one = {"name": "公司", "steps": [{"id": "do", "name": "做", "performer": "post:clerk"}]}
    files = render(edition(changed("processes/company.yaml", lambda data: data.update(one))), "zh")
    assert [row["流程"] for row in grid(files["downloads/zh/raci/company.xlsx"])].count("订单处理") == 3
    assert [row["活动"] for row in grid(files["downloads/zh/raci/process.company.xlsx"])] == ["做"]


def test_a_tier_without_a_name_says_its_class_by_name(changed: Changed) -> None:
    classes = [{"id": "contracts", "name": "合同", "classes": [{"id": "major", "name": "重大合同"}]}]
    changed("system.yaml", lambda data: data.update(classifications=classes))

    def tier(data: Any) -> None:
        data["tiers"] = [
            {"id": "one", "class": "contracts/major", "chain": [{"action": "approve", "by": "post:clerk"}]}
        ]

    files = render(edition(changed("authorities/discounts.yaml", tier)), "zh")
    assert "合同：重大合同" in [row.get("档次") for row in grid(files["downloads/zh/authorities.xlsx"])]


def test_clauses_by_unit(books: dict[str, bytes]) -> None:
    rows = grid(books["downloads/zh/coverage/standard.xlsx"])
    assert [{key: row.get(key) for key in ("条款", "状态", "销售部", "仓储部")} for row in rows] == [
        {"条款": "qs.1", "状态": "未落实", "销售部": "■", "仓储部": "△"},
        {"条款": "qs.2", "状态": "未落实", "销售部": "▲", "仓储部": "■"},
    ]


@pytest.mark.parametrize("hostile", ['=cmd|"/c calc"!A0', "+1", "<x>&amp;", "{{ 7*7 }}"])
def test_text_stays_text(changed: Changed, audit: Callable[[bytes, str], list[str]], hostile: str) -> None:
    def poison(data: Any) -> None:
        data["name"] = hostile
        data["steps"][0]["name"] = hostile

    organisation = changed("processes/order.yaml", poison)
    data = render(edition(organisation), "zh")["downloads/zh/raci/order.xlsx"]
    first = next(cell for row in sheet(data).iter_rows(min_row=5) for cell in row)
    assert first.value == hostile.replace("{{", "{").replace("}}", "}")
    assert first.data_type == "s" or first.quotePrefix
    assert audit(data, "xlsx") == []


def test_both_languages_have_the_same_words_with_the_same_places_to_fill() -> None:
    zh, en = (dict(_flat(words(lang).get("workbook"))) for lang in ("zh", "en"))
    assert zh.keys() == en.keys()
    for name, text in zh.items():
        assert set(re.findall(r"\{\w+\}", str(text))) == set(re.findall(r"\{\w+\}", str(en[name]))), name
        assert len(text) == len(en[name]) or isinstance(text, str), name


def _flat(table: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
