"""Companies of very many files, or of very much that is none: what is done for each does not grow with how many there are.

Counted in calls, which no load of a machine changes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from remit.compiler import compile_tree

_FEW, _MANY = 90, 360
_SYSTEM = "name: 公司\nlanguages: [zh]\n"
CASES: dict[str, tuple[Callable[[int], str], str]] = {
    "terms": (lambda n: f"glossary/t{n}.yaml", "name: 词{n}\ndefinition: 含义{n}\n"),
    "posts": (lambda n: f"posts/p{n}.yaml", "name: 岗位{n}\n"),
    "files that are no YAML": (lambda n: f"glossary/t{n}.txt", "x"),
    "files that do not parse": (lambda n: f"glossary/t{n}.yaml", "name: ["),
    "files with names that are none": (lambda n: f"glossary/T {n}.yaml", "name: 词\n"),
    "folders that are none of ours": (lambda n: f"d{n}/a.yaml", "name: 词\n"),
    "folders in a folder": (lambda n: f"posts/d{n}/p{n}.yaml", "name: 岗位{n}\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_effort_grows_with_the_number_of_files(tmp_path: Path, name: str) -> None:
    _calls(tmp_path / "first", name, 1)  # schemas and catalogues are read once
    few, many = (_calls(tmp_path / str(number), name, number) for number in (_FEW, _MANY))
    assert many <= few * _MANY / _FEW * 1.1


def _calls(root: Path, name: str, number: int) -> int:
    """How many functions a check of so many files calls."""
    path, text = CASES[name]
    for file, content in {"system.yaml": _SYSTEM, **{path(n): text.format(n=n) for n in range(number)}}.items():
        (root / "policies" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "policies" / file).write_text(content, "utf-8")
    calls = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        found = compile_tree(root, "2026-06-30").findings
    finally:
        sys.setprofile(before)
    assert len(found) >= number
    return calls
