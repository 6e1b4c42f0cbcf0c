"""The small company with a ledger: documents are changed and approved as a company would, on days of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.backends import Edition, edition_in_force
from remit.cli import program
from remit.compiler import compile_tree
from remit.model.organisation import Organisation

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
DOCUMENTS = ("post:clerk", "post:head", "process:order", "kpi:answered", "authority:orders")


class Company:
    """A company on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *args: str) -> Result:
        result = CliRunner().invoke(program, [*args, "--root", str(self.root), "--lang", "en"])
        assert result.exit_code == 0, result.output
        return result

    def approve(self, day: str, *refs: str, effective: str = "") -> None:
        options = ("--effective", effective) if effective else ()
        self.run("approve", *(refs or DOCUMENTS), "--by", "head", "--on", day, *options)

    def change(self, name: str, change: Callable[[str], str]) -> None:
        path = self.root / "policies" / name
        before = path.read_text("utf-8")
        after = change(before)
        assert after != before
        path.write_text(after, "utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.root / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def delete(self, name: str) -> None:
        (self.root / "policies" / name).unlink()

    def working(self) -> Organisation:
        organisation = compile_tree(self.root, "2026-06-30").organisation
        assert organisation is not None
        return organisation

    def edition(self, day: str = "2026-12-31") -> Edition:
        compilation = compile_tree(self.root, day)
        assert compilation.organisation is not None
        return edition_in_force(compilation.organisation, day, compilation.findings)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    shutil.copytree(SMALL, tmp_path / "company")
    return Company(tmp_path / "company")
