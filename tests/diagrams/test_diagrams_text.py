"""Widths and line breaks of mixed Chinese and English text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.diagrams.text import text_width, widest_word, wrap

WORDS = st.text(alphabet="采购合同预算审核 ，。（）ab cdeWi-/5", max_size=40)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WORDS, st.floats(40, 200))
def test_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, width, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 12) <= width + 12 for line in lines)  # a moved orphan may add one character
    assert all(line == line.strip() and line for line in lines)
    assert len(wrap(text, width + 100, 12)) <= len(lines)


def test_chinese_is_twice_as_wide_as_english() -> None:
    assert text_width("采购", 12) == 24
    assert 20 < text_width("Mail", 12) < 30
    assert text_width("e\u0301\u200b", 12) == text_width("e", 12)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("签订合同并下单", 72, ("签订合同", "并下单")),  # even lines, no orphan 单
        ("采购申请人", 48, ("采购申", "请人")),
        ("甲乙丙", 24, ("甲乙", "丙")),  # nothing to spare
        ("Sales & Marketing", 70, ("Sales &", "Marketing")),
        ("编制采购合同，并送审。", 72, ("编制采购合", "同，并送审。")),
        ("见《采购制度》", 24, ("见", "《采", "购制", "度》")),
        ("是否通过？", 40, ("是否", "通过？")),  # nor an orphan with its question mark
        ("14. 跟踪到货", 64, ("14.", "跟踪到货")),  # nor one beside a number
        ("Donaudampfschifffahrt", 60, ("Donaud", "ampfsc", "hifffahrt")),
        ("Pilot Technology Section", 90, ("Pilot", "Technology", "Section")),  # even lines never break a word
        ("", 60, ()),
        ("  ", 60, ()),
    ],
)
def test_line_breaks(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, 12) == lines


def test_widest_word_is_what_stays_whole() -> None:
    assert widest_word("Head of Procurement", 12) == text_width("Procurement", 12)
    assert widest_word("采购部", 12) == 12
    assert widest_word("", 12) == 0
