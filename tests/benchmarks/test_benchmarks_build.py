"""The suite of build, run small: a company built every way, and growth between two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks import build


def test_the_suite_runs_small(tmp_path: Path) -> None:
    small = build._built(5, tmp_path / "company", 1, "zh")
    assert min(run.seconds for run in small.runs.values()) > 0
    assert min(run.memory for run in small.runs.values()) > 0
    large = replace(small, posts=50, files=10 * small.files)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in build._table([small, large]).splitlines()]
    each = [build._COLD, build._SAME, build._CHANGED, build._STOCK, build._DIRTY]
    assert [row[3] for row in rows[2:]] == [*each, *each, f"{build._COLD}, growth", f"{build._STOCK}, growth"]
    assert [row[4] for row in rows[-2:]] == ["^0.00", "^0.00"]
