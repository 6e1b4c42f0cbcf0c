"""Reading pages for the search, and cutting Chinese."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from remit.site.index import SEPARATOR
from remit.site.scan import passages
from remit.site.segment import BREAK, HAN, Segmenter

PLAIN = Segmenter(("部门经理", "华锐精密"), None)


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
    first = Segmenter(("部门经理",), tmp_path)
    marked = first.segment("采购部门经理")
    first.save()
    stored = json.loads((tmp_path / "segments.json").read_text("utf-8"))
    assert set(stored["runs"]) == {"采购部门经理"}
    stored["runs"]["采购部门经理"] = "from the memo"
    (tmp_path / "segments.json").write_text(json.dumps(stored), "utf-8")
    assert Segmenter(("部门经理",), tmp_path).segment("采购部门经理") == "from the memo"
    assert Segmenter(("别的",), tmp_path).segment("采购部门经理") == marked


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
    assert b"\\u" not in raw.replace(rb"\\u200b", b"").replace(rb"\\u3000", b"")
    index = json.loads(raw)
    assert index["config"]["pipeline"] == []
    docs = {doc["location"]: doc for doc in index["docs"]}
    assert [doc.replace(BREAK, "") for doc in docs["posts/buyer/index.html"]["tags"]] == [
        "HR-POS-002",
        "采购专员",
    ]
    assert "tags" not in docs["posts/buyer/index.html#duties"]
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
