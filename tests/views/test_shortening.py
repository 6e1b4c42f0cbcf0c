"""Two long texts are cut where they part, so that the words that differ are shown."""

from __future__ import annotations

from remit.views.shortening import apart


def test_short_texts_are_left_alone() -> None:
    assert apart("月底前", "月初前") == ("月底前", "月初前")


def test_a_difference_far_into_a_text_is_shown() -> None:
    start = "每月盘点一次库存并把结果报给财务部经理和生产副经理，" * 4
    before, after = apart(f"{start}差异超过百分之一的要查明原因", f"{start}差异超过百分之五的要查明原因")
    assert "百分之一" in before
    assert "百分之五" in after
    assert before.startswith("…")
    assert max(len(before), len(after)) <= 60


def test_what_came_is_cut_and_what_was_not_there_stays_empty() -> None:
    before, after = apart("", "长" * 100)
    assert before == ""
    assert len(after) == 60
    assert after.endswith("…")


def test_what_was_added_at_the_end_is_shown() -> None:
    start = "甲" * 80
    assert apart(start, f"{start}，并抄送法务") == ("…" + "甲" * 16, "…" + "甲" * 16 + "，并抄送法务")
