"""The suite of check, run small: a company with every state, and growth between two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks import check
from benchmarks.programs import Run


def test_the_suite_runs_small(tmp_path: Path) -> None:
    small = check._checked(5, tmp_path / "company", 1, lambda: Run(7.0, 6.0, 1.0))
    assert small.items > small.files > 5
    assert min(run.seconds for run in small.runs.values()) > 0
    large = replace(small, posts=50, files=10 * small.files, items=10 * small.items)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in check._table([small, large]).splitlines()]
    assert [row[3] for row in rows[2:]] == [*check._STATES, *check._STATES, "cold, growth"]
    assert rows[-1][4] == "^0.00"
    *_, beside = check._beside([small]).splitlines()
    assert [cell.strip() for cell in beside.strip("|").split("|")][4:6] == ["7.00", "7000"]
