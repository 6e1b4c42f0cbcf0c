"""Reading pages for the search, cutting Chinese, ranking, and the self-test at build time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.site import LanguageSite, Page, Unfound, UnfoundError, require_found
from remit.site.index import SEPARATOR, index_files, name_key, page_entries
from remit.site.ranking import Ranking
from remit.site.scan import passages
from remit.site.search_check import FIRST
from remit.site.segment import BREAK, HAN, Segmenter

PLAIN = Segmenter(("部门经理", "华锐精密"), None, "zh")


def words(text: str) -> list[str]:
    return [word for word in PLAIN.segment(text).split(BREAK) if word]


def test_parts_of_compounds_are_words() -> None:
    assert words("部门经理") == ["部门", "经理"]
    assert words("总经理") == ["总", "经理"]
    assert "采购" in words("负责采购合同的评审")
    assert words("岗位7") == ["岗位", "7"]
    assert words("华锐精密")[0] in {"华锐精密", "华", "华锐"}


@given(st.text(alphabet="采购部门经理质量管理总责任HR-7 ，。\n", max_size=40))
def test_cutting_adds_borders_only(text: str) -> None:
    cut = PLAIN.segment(text)
    assert cut.replace(BREAK, "") == text
    assert PLAIN.segment(cut).replace(BREAK, "") == text
    for run in HAN.findall(text):
        assert run not in cut or len(words(run)) == 1


def test_memo_survives_a_process_and_forgets_other_terms(tmp_path: Path) -> None:
    first = Segmenter(("部门经理",), tmp_path, "zh")
    marked = first.segment("采购部门经理")
    first.save()
    stored = json.loads((tmp_path / "segments-zh.json").read_text("utf-8"))
    assert set(stored["runs"]) == {"采购部门经理"}
    stored["runs"]["采购部门经理"] = "from the memo"
    (tmp_path / "segments-zh.json").write_text(json.dumps(stored), "utf-8")
    assert Segmenter(("部门经理",), tmp_path, "zh").segment("采购部门经理") == "from the memo"
    assert Segmenter(("别的",), tmp_path, "zh").segment("采购部门经理") == marked


def test_passages_split_at_headings_with_ids() -> None:
    html = (
        "<h1>Title <span>7</span></h1><p>a&amp;b<br>c</p><table><tr><td>x</td><td>y</td></tr></table>"
        '<h2 id="one">One</h2><p>under <b>o</b>ne</p><svg><text>no<title>n</title></text></svg><script>no()</script>'
        '<div data-search-exclude><div>no</div></div><h2>plain</h2><p>after</p><h3 class="c" id="two">Two</h3>'
        '<span class="letter">A</span><span class="letter">R</span><!-- no -->'
    )
    found = [(p.level, p.id, p.title, p.text) for p in passages(html)]
    assert found == [
        (1, "", "Title 7", "a&b c x y"),
        (2, "one", "One", "under one plain after"),
        (3, "two", "Two", "A R"),
    ]


def test_index_entries(files: dict[str, bytes]) -> None:
    raw = files["zh/search/search_index.json"]
    assert files["zh/search/search_index.js"] == b"var __index = " + raw
    assert "采购".encode() in raw
    # No escapes but those of the separator, and no tag from a text.
    assert b"\\u" not in raw.replace(rb"\\u200b", b"").replace(rb"\\u3000", b"").replace(rb"\u003c", b"")
    assert b"<" not in raw
    index = json.loads(raw)
    assert index["config"]["separator"] == SEPARATOR
    docs = {doc["location"]: doc for doc in index["docs"]}
    assert [doc.replace(BREAK, "") for doc in docs["posts/buyer/index.html"]["tags"]] == [
        "HR-POS-002",
        "采购专员",
    ]
    assert docs["posts/buyer/index.html"]["names"] == ["hrpos002", "采购专员", "采购员"]
    assert {"tags", "names", "boost"}.isdisjoint(docs["posts/buyer/index.html#duties"])
    assert "图中" not in raw.decode().replace(BREAK, "")
    # Material expects a page before its sections.
    places = [doc["location"] for doc in index["docs"]]
    assert places.index("posts/buyer/index.html") < places.index("posts/buyer/index.html#duties")


def test_separator_splits_codes_and_chinese_punctuation() -> None:
    # The theme's highlighter splits the expression at |.
    assert "|" not in SEPARATOR
    assert re.split(SEPARATOR, "HR-POL-001，甲。乙（丙）a/b") == [
        "HR",
        "POL",
        "001",
        "甲",
        "乙",
        "丙",
        "a",
        "b",
    ]


def index_of(*pages: Page) -> dict[str, bytes]:
    """The files of an index, under zh/ as in a site."""
    entries = [page_entries(page, passages(page.html), PLAIN) for page in pages]
    return {f"zh/{path}": data for path, data in index_files(entries)}


def page(path: str, title: str, *keywords: str, text: str = "x", weight: float = 1.0) -> Page:
    return Page(path, title, f"<h1>{title}</h1>{text}", "", keywords=keywords, weight=weight)


def found(query: str, *pages: Page) -> list[str]:
    return Ranking(index_of(*pages)["zh/search/search_index.json"]).search(query, 10)


def test_a_heading_over_nothing_is_no_result() -> None:
    html = (
        '<h1>采购部</h1><h2 id="chart">组织图</h2><svg></svg><h2 id="rules">规定</h2><h3 id="one">报价</h3><p>三家</p>'
        '<h2 id="uses">引用</h2><ul data-search-exclude><li>x</li></ul>'
    )
    raw = index_of(Page("a.html", "采购部", html, ""))["zh/search/search_index.json"]
    assert [doc["location"] for doc in json.loads(raw)["docs"]] == ["a.html", "a.html#rules", "a.html#one"]


def test_names_are_compared_by_letters_and_digits() -> None:
    assert name_key("HR-POL 001") == name_key("hrpol001") == "hrpol001"
    assert name_key("《采购》 管理") == "采购管理"
    assert name_key("——") == ""


def test_what_bears_the_name_comes_before_what_is_about_it() -> None:
    pages = [
        page("about.html", "采购专员的采购与采购专员", text="<p>" + "采购专员 " * 50 + "</p>"),
        page("alias.html", "买手", "采购专员"),
    ]
    assert found("采购专员", *pages) == ["alias.html", "about.html"]
    assert found("采 购专员", *pages)[0] == "alias.html"


def test_a_page_about_another_stands_behind_it() -> None:
    pages = [page("approval.html", "采购部的批准", weight=0.2), page("unit.html", "公司采购部门的全部")]
    assert found("采购", *pages) == ["unit.html", "approval.html"]


def test_more_of_a_name_typed_is_a_better_answer() -> None:
    pages = [page("long.html", "采购合同评审的流程"), page("short.html", "采购部"), page("inner.html", "物料采购")]
    assert found("采购", *pages) == ["short.html", "inner.html", "long.html"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("经理", "由部门经理批准"),
        ("部门经理", "由部门经理批准"),
        ("岗位7", "见岗位7。"),
        ("QY-POL-PU-01", "依据（QY-POL-PU-01）"),
        ("nonconform", "Nonconforming 退回"),
        ("R&D", "R&amp;D 部"),
        ("报废单", "填写报废单"),
        ("*采购", "采购"),
        ("ＨＲ－００１", "见 HR-001"),
        ("hr-001", "见ＨＲ－００１"),
    ],
)
def test_a_word_in_a_text_is_found(query: str, text: str) -> None:
    assert found(query, page("other.html", "别的"), page("there.html", "这里", text=f"<p>{text}</p>")) == ["there.html"]


def test_only_the_word_being_typed_may_go_on() -> None:
    pages = [page("use.html", "采用的经验"), page("both.html", "采购与经理")]
    assert found("采", *pages) == ["both.html", "use.html"] or found("采", *pages) == ["use.html", "both.html"]
    assert found("采购 经", *pages)[0] == "both.html"
    assert found("nothing", *pages) == []
    assert found("——", *pages) == []


@given(st.text(alphabet="采购部门经理总HR-7 *+~^&<\"'", max_size=12))
def test_any_query_is_answered(query: str) -> None:
    found(query, page("a.html", "采购部经理 HR-7"), page("b.html", "部门"))


def site_of(*pages: Page) -> LanguageSite:
    return LanguageSite("zh", "手册", (), pages, {})


def test_every_page_is_found_by_its_names() -> None:
    pages = [page("a.html", "采购部", "PU-01", "Purchasing"), page("b.html", "销售部")]
    require_found([site_of(*pages)], index_of(*pages))


def test_a_name_that_is_not_found_says_which_and_what_came_instead() -> None:
    others = [page(f"{at}.html", "物料采购部", text="<p>采购部</p>") for at in range(FIRST)]
    pages = [page("a.html", "采购部"), *others]
    index = index_of(page("a.html", "外协部"), *others)
    with pytest.raises(UnfoundError) as raised:
        require_found([site_of(*pages)], index)
    assert raised.value.unfound == (Unfound("zh", "采购部", "a.html", tuple(other.path for other in others)),)


def test_a_name_without_letters_cannot_be_found() -> None:
    pages = [page("a.html", "部门", "——")]
    with pytest.raises(UnfoundError) as raised:
        require_found([site_of(*pages)], index_of(*pages))
    assert raised.value.unfound == (Unfound("zh", "——", "a.html", ()),)


def test_sharing_a_name_is_no_failure() -> None:
    pages = [page(f"{at}.html", "会议纪要") for at in range(FIRST + 3)]
    require_found([site_of(*pages)], index_of(*pages))
    assert len(found("会议纪要", *pages)) == FIRST + 3
