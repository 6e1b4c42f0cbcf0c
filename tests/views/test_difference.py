"""Differences in words: Chinese by the character, Latin words and numbers as wholes, and both texts can be had back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from remit.views.difference import Piece, between, differences, shortened

TEXTS = st.text(alphabet="甲乙丙丁，。ab 12", max_size=30)
LINES = st.lists(st.text(alphabet="甲乙丙丁戊ab ", min_size=1, max_size=8), max_size=8)


def kept(pieces: tuple[Piece, ...], kind: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


def test_words_and_numbers_change_as_wholes() -> None:
    assert between("within 15 workdays of receipt", "within 16 workdays of receipt") == (
        Piece("same", "within "), Piece("removed", "15"), Piece("added", "16"), Piece("same", " workdays of receipt"),
    )  # fmt: skip
    assert between("受理并登记客户订单", "受理并复核客户订单")[1:3] == (
        Piece("removed", "登记"),
        Piece("added", "复核"),
    )


def test_a_change_is_not_cut_up_by_a_chance_likeness() -> None:
    found = between("由采购经理审核后批准执行", "由质量经理复核后签发执行")
    assert [piece.kind for piece in found].count("same") <= 3


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_back(first: str, second: str) -> None:
    found = between(first, second)
    assert kept(found, "removed") == first
    assert kept(found, "added") == second


@given(LINES, LINES)
def test_lines_that_differ_are_all_there(first: list[str], second: list[str]) -> None:
    found = differences(first, second)
    assert (found == ()) is (first == second)
    gone = [kept(one, "removed") for one in found if kept(one, "removed")]
    new = [kept(one, "added") for one in found if kept(one, "added")]
    assert [line for line in first if line in gone] or gone == []
    assert len(first) - len(gone) == len(second) - len(new)


def test_texts_made_to_be_compared_for_hours_are_told_apart_as_wholes() -> None:
    first, second = "采购物资" * 70_000, "采购物质" * 70_000
    assert between(first, second) == (Piece("removed", first), Piece("added", second))
    lines, others = [f"甲{n} 乙" for n in range(8_000)], [f"乙 {n}甲" for n in range(8_000)]
    found = differences(lines, others)
    assert [kept(one, "removed") for one in found if kept(one, "removed")] == lines
    assert [kept(one, "added") for one in found if kept(one, "added")] == others


def test_a_moved_line_is_gone_and_new() -> None:
    assert differences(["甲", "乙"], ["乙", "甲"]) == ((Piece("added", "乙"),), (Piece("removed", "乙"),))


def test_only_a_little_of_what_is_the_same_is_shown() -> None:
    found = shortened((Piece("same", "甲" * 50), Piece("added", "乙"), Piece("same", "丙" * 50)))
    assert found == (Piece("same", "…" + "甲" * 16), Piece("added", "乙"), Piece("same", "丙" * 16 + "…"))
