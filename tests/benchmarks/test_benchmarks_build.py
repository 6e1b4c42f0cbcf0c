"""The suite of build, run small: every company built every way, and growth between them."""

from __future__ import annotations

from benchmarks import build


def test_the_suite_runs_small() -> None:
    text = build.suite(10, 1, "zh")
    ways = [line.split("|")[4].strip() for line in text.splitlines() if line.startswith("| ")]
    each = [build._COLD, build._SAME, build._CHANGED, build._STOCK, build._DIRTY]
    assert ways[2:] == [*each, *each, f"{build._COLD}, growth", f"{build._STOCK}, growth"]
