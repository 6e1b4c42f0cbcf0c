"""The suite of check, run small: every company with every state, and growth between them."""

from __future__ import annotations

from benchmarks import check


def test_the_suite_runs_small() -> None:
    text = check.suite(10, 1, "zh")
    states = [line.split("|")[4].strip() for line in text.splitlines() if line.startswith("| ")]
    assert states[2:] == ["cold", "nothing changed", "one file changed"] * 3 + ["cold, growth"] * 2
