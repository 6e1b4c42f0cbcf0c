"""Job descriptions: complete, valid, the same bytes every time, and free of what the organisation does not say."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from backends.conftest import Changed
from backends.reading import headings, tables, word_text
from remit.backends import Edition, edition
from remit.backends.job_descriptions import render
from remit.model.ledger import states
from remit.office.properties import read_properties
from remit.office.reading import read_text
from remit.office.seal import seal_of

HOSTILE = ("<w:p/>&amp;", "{{ 7*7 }}{% x %}", "]]>", "=1+1", "a\"b'c", "长" * 3000, "@\\* MERGEFORMAT")


@pytest.fixture(scope="module", params=["zh", "en"])
def rendered(request: pytest.FixtureRequest, small_edition: Edition) -> tuple[str, dict[str, bytes]]:
    return request.param, render(small_edition, request.param)


def manager(files: dict[str, bytes], lang: str) -> bytes:
    return files[f"downloads/{lang}/job-descriptions/sales-manager.docx"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_are_those_looked_at(small_edition: Edition, lang: str, request: pytest.FixtureRequest) -> None:
    """The whole text of one job description; `pytest --bless` writes it anew after somebody has looked at the difference."""
    dump = read_text(manager(render(small_edition, lang), lang)).dump()
    golden = Path(__file__).parent / "golden" / f"sales-manager.{lang}.txt"
    if request.config.getoption("--bless"):
        golden.write_text(dump, "utf-8")
    assert dump == golden.read_text("utf-8")


def test_one_file_a_post(rendered: tuple[str, dict[str, bytes]]) -> None:
    lang, files = rendered
    names = ("clerk", "director", "keeper", "sales-manager")
    assert list(files) == [f"downloads/{lang}/job-descriptions/{name}.docx" for name in names]


def test_files_are_valid(rendered: tuple[str, dict[str, bytes]], audit: Callable[[bytes, str], list[str]]) -> None:
    for data in rendered[1].values():
        assert audit(data, "docx") == []


def test_the_same_bytes_every_time(rendered: tuple[str, dict[str, bytes]], small_edition: Edition) -> None:
    assert render(small_edition, rendered[0]) == rendered[1]


def test_nothing_prints_python(rendered: tuple[str, dict[str, bytes]]) -> None:
    for data in rendered[1].values():
        text = word_text(data)
        assert "None" not in text
        assert "Ref(" not in text
        assert "{" not in text


def test_sections_in_chinese(small_edition: Edition) -> None:
    found = headings(manager(render(small_edition, "zh"), "zh"))
    assert found == [
        "岗位标识", "岗位目的与汇报关系", "职责与权限", "职责", "权限", "流程中的分工", "关键绩效指标",
        "任职资格", "工作关系", "工作条件、代理与职业发展", "签字与修订记录",
    ]  # fmt: skip


def test_word_counts_the_sections(small_edition: Edition) -> None:
    document = docx.Document(io.BytesIO(manager(render(small_edition, "zh"), "zh")))
    for level in (1, 2):
        assert document.styles[f"Heading {level}"].element.findall(".//{*}numPr"), level
    formats = document.part.numbering_part.element.xml
    assert 'w:val="%1、"' in formats
    assert 'w:val="（%2）"' in formats


def test_sections_in_english_with_its_own_parts(small_edition: Edition) -> None:
    data = manager(render(small_edition, "en"), "en")
    found = [text.split("\u2002")[-1] for text in headings(data)]
    assert found == [
        "Identification", "Position summary, reporting line and supervision", "Duties and authority",
        "Essential functions", "Marginal functions", "Authority", "Part in processes (RACI)", "Key performance indicators",
        "Qualifications", "Working relationships", "Working conditions and demands, deputy and career", "Other duties",
        "Signatures and revision history",
    ]  # fmt: skip
    text = word_text(data)
    assert "Supervises directly: Sales Clerk (2). Headcount in these posts: 2." in text
    assert "Able to drive long distances" in text
    assert "I have read and understood this job description" in text


def test_a_post_of_which_little_is_known_has_no_empty_section(small_edition: Edition) -> None:
    data = render(small_edition, "zh")["downloads/zh/job-descriptions/director.docx"]
    assert headings(data) == [
        "岗位标识", "汇报关系", "职责与权限", "权限", "签字与修订记录",
    ]  # fmt: skip


def test_facts_stand_in_their_tables(small_edition: Edition) -> None:
    found = tables(manager(render(small_edition, "zh"), "zh"))
    cells = [" | ".join(dict.fromkeys(row)) for table in found for row in table]
    text = "\n".join(cells)
    assert "直接上级 | 总经理" in text
    assert "销售内勤（2人）" in text
    assert "审核报价并决定折扣\n核对成本与毛利；时限：收到报价稿后1个工作日内" in text
    assert any(row.endswith("订单 | 批准 | 60%") for row in cells)
    assert "折扣审批权限 | 批准 | 财务 | 不超过2万元 | MH-DOA-01" in cells
    assert "折扣审批权限 | 批准 | 财务 | 不超过5,000元 | MH-DOA-01" not in cells
    assert any(row.startswith("报价及时率 | ") and "≥97%" in row and "70%" in row for row in cells)
    assert "订单处理：A\u00a0编制报价、判断金额、发货" in text
    assert "五年销售经验；优先：仪器行业" in text


def test_the_part_in_processes_pairs_what_is_short_and_gives_what_is_long_the_full_width(changed: Changed) -> None:
    def add(data: Any) -> None:
        data["steps"].append({"id": "long", "name": "长" * 120, "performer": "post:keeper"})

    data = render(edition(changed("processes/order.yaml", add)), "zh")["downloads/zh/job-descriptions/keeper.docx"]
    table = next(table for table in tables(data) if table[0][0].startswith("R "))
    assert len(set(table[0])) == 1
    assert len(set(table[1])) == 2
    assert table[-1] == [table[-1][0]] * 2
    assert "长" * 120 in table[-1][0]


def test_what_is_not_known_prints_nothing(changed: Changed) -> None:
    def strip(data: Any) -> None:
        data["control"] = {"number": "MH-JD-SA-01"}

    organisation = changed("posts/sales-manager.yaml", strip)
    data = manager(render(edition(organisation), "zh"), "zh")
    cells = [
        cell.text for row in docx.Document(io.BytesIO(data)).sections[0].header.tables[0].rows for cell in row.cells
    ]
    assert "密级" not in cells
    assert "生效日期" not in cells
    assert "—" not in word_text(data)
    assert "版本 " not in word_text(data)


def test_the_chart_lies_low_beside_the_purpose_and_lets_the_watermark_through(small_edition: Edition) -> None:
    data = manager(render(small_edition, "zh"), "zh")
    document = docx.Document(io.BytesIO(data))
    (chart,) = document.inline_shapes
    assert 20 < chart.height.mm <= 28.5
    assert chart.width.mm < 90
    beside = next(table for table in document.tables if table._element.findall(".//{*}drawing"))
    assert [cell.text for cell in beside.rows[0].cells] == ["使订单按约定的条件成交", ""]
    part = document.part.related_parts[chart._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob[25] == 3  # colours of a palette
    assert b"tRNS" in part.blob  # some of which let the paper through


def test_what_is_only_named_is_printed_as_named(small_edition: Edition) -> None:
    data = render(small_edition, "zh")["downloads/zh/job-descriptions/keeper.docx"]
    assert "待聘人员" in word_text(data)


def test_control_block_watermark_footer_and_properties(small_edition: Edition) -> None:
    data = manager(render(small_edition, "zh"), "zh")
    text = word_text(data)
    state = small_edition.states["post:sales-manager"]
    for part in ("MH-JD-SA-01", "A/1", "2026年3月1日", "内部", state.short_digest, "本公司为虚构。"):
        assert part in text
    assert 'string="未批准"' in docx.Document(io.BytesIO(data)).sections[0].header._element.xml
    assert read_properties(data) == {
        "remit.reference": "post:sales-manager",
        "remit.digest": state.digest,
        "remit.version": "A/1",
        "remit.state": "unapproved",
        "remit.language": "zh",
        "remit.text": seal_of(read_text(data)),
    }


def test_an_approved_one_has_no_watermark_but_dates_and_history(changed: Changed, small_edition: Edition) -> None:
    state = small_edition.states["post:sales-manager"]
    entry: dict[str, Any] = {
        "document": "post:sales-manager",
        "version": "A/1",
        "digest": state.digest,
        "prepared": {"by": "post:clerk", "on": "2026-02-10"},
        "approved": {"by": "post:director", "on": "2026-02-20"},
        "effective": "2026-03-01",
        "content": state.content,
    }
    organisation = changed("approvals/post-sales-manager-2026-02-20.yaml", lambda data: data.update(entry))
    assert states(organisation)["post:sales-manager"].state == "approved"
    data = manager(render(edition(organisation), "zh"), "zh")
    assert "textpath" not in docx.Document(io.BytesIO(data)).sections[0].header._element.xml
    assert tables(data)[-2][1] == ["A/1", "2026年2月20日", "首次批准", "销售内勤", "总经理"]
    assert "编制日期" in word_text(data)
    assert "2026年2月10日" in word_text(data)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_stays_text(changed: Changed, audit: Callable[[bytes, str], list[str]], hostile: str) -> None:
    def poison(data: Any) -> None:
        data["name"] = {"zh": hostile, "en": hostile}
        data["purpose"] = hostile
        data["duties"][0]["text"] = hostile
        data["kpis"] = []

    organisation = changed("posts/sales-manager.yaml", poison)
    data = manager(render(edition(organisation), "zh"), "zh")
    assert word_text(data).count(hostile.replace("{{", "{")) >= 3
    assert audit(data, "docx") == []
