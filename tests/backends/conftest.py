"""The small company of fixture/, whole or changed, and a validator for Office files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openxml_audit import OpenXmlValidator

from remit.backends import Edition, edition
from remit.compiler import compile_tree
from remit.model.organisation import Organisation

FIXTURE = Path(__file__).parent / "fixture"
Change = Callable[[Any], None]
Changed = Callable[[str, Change], Organisation]


def compiled(root: Path) -> Organisation:
    organisation = compile_tree(root).organisation
    assert organisation is not None
    return organisation


@pytest.fixture(scope="session")
def organisation() -> Organisation:
    return compiled(FIXTURE)


@pytest.fixture(scope="session")
def small_edition(organisation: Organisation) -> Edition:
    return edition(organisation)


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """The company with one file changed (its data is given to a function) or, where it is not there, added."""

    def build(path: str, change: Change) -> Organisation:
        root = tmp_path / "company"
        if not root.exists():
            shutil.copytree(FIXTURE, root)
        file = root / "policies" / path
        data = yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}
        change(data)
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
        return compiled(root)

    return build


@pytest.fixture
def audit(tmp_path: Path) -> Callable[[bytes, str], list[str]]:
    """What the Open XML validator finds in a file."""

    def findings(data: bytes, suffix: str) -> list[str]:
        path = tmp_path / f"audited.{suffix}"
        path.write_bytes(data)
        return [str(error) for error in OpenXmlValidator().validate(path).errors]

    return findings
