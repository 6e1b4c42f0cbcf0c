"""Entries without an identity, of two versions of a list: which of them are the same, and what it may cost to find out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from remit.views import content_walk

TEXT = {"x-type": "text"}


def paired(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    return list(content_walk._aligned(TEXT, old, new))


def test_equal_entries_stand_together_wherever_they_are_then_the_likest() -> None:
    old = ["每月核对库存台账", "负责来料检验", "负责来料检验", "归档合同"]
    new = ["负责来料检验", "每月逐项核对库存台账", "打扫", "负责来料检验"]
    assert sorted(paired(old, new), key=str) == [(0, 1), (1, 0), (2, 3), (3, None), (None, 2)]


def test_lists_made_to_be_compared_for_hours_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(one: str, other: str, effort: list[int]) -> float:
        compared.append(1)
        return like(one, other, effort)

    like = content_walk._like
    monkeypatch.setattr(content_walk, "_EFFORT", 500_000)
    monkeypatch.setattr(content_walk, "_like", counted)
    old, new = [f"第{n}条 甲乙丙丁" for n in range(3000)], [f"{n} 号 戊己庚辛壬癸" for n in range(3000)]
    pairs = paired([*old, "两份都有"], ["两份都有", *new])
    assert (3000, 0) in pairs, "what is equal costs nothing to find"
    assert len(compared) <= 500_000 // 200 + 1
    assert {n for n, _ in pairs if n is not None} == set(range(3001)), "nothing is lost"
    assert {m for _, m in pairs if m is not None} == set(range(3001))
