"""The suite of changes, run small: its table has every way, and what was changed was found."""

from __future__ import annotations

from benchmarks import changes


def test_the_suite_runs_small() -> None:
    lines = changes.suite(40, 1, "zh").splitlines()
    assert lines[0].startswith("diff of ")
    assert [line.split(" | ")[0] for line in lines[5:]] == [
        "| git diff --stat", "| read and link both, equal files once", "| diff by meaning, all of it",
    ]  # fmt: skip
