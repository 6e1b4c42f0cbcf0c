"""The organisations written down as they are, defects and all: their findings are exactly the blessed ones.

tests/as-found/README.md says what each is; its defects.md says what an auditor sees in it.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from remit.compiler import compile_tree
from remit.messages import by_code

AS_FOUND = Path(__file__).with_name("as-found")
ORGANISATIONS = sorted(folder.name for folder in AS_FOUND.iterdir() if folder.is_dir())
_CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")


def lines(root: Path) -> list[str]:
    """The findings of an organisation, one line each, in an order that no edit of a file changes."""
    found = compile_tree(root).findings
    return sorted(f"{item.code} {item.diagnostic.name} {item.diagnostic.subject}" for item in found)


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_findings_are_the_blessed_ones(name: str, request: pytest.FixtureRequest) -> None:
    root = AS_FOUND / name
    expected, found = root / "expected.txt", lines(root)
    if request.config.getoption("--bless"):
        expected.write_text("\n".join(found) + "\n", encoding="utf-8")
    blessed = expected.read_text("utf-8").splitlines() if expected.is_file() else []
    if found != blessed:
        changes = "\n".join(difflib.unified_diff(blessed, found, "expected.txt", "findings", lineterm="", n=0))
        pytest.fail(f"{changes}\nIf these are right: python -m pytest tests/test_as_found.py --bless", pytrace=False)


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_it_is_well_formed(name: str) -> None:
    """A company's present state can be written down as it is: nothing of it fails to be read, fit or link."""
    assert [line for line in lines(AS_FOUND / name) if line.startswith("LNG")] == []


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_the_list_of_defects_is_true(name: str) -> None:
    """Every code in defects.md exists and is found there, and every code found is listed."""
    listed = set(_CODE.findall((AS_FOUND / name / "defects.md").read_text("utf-8")))
    assert {code for code in listed if by_code(code) is None} == set()
    assert listed == {line.partition(" ")[0] for line in lines(AS_FOUND / name)}
