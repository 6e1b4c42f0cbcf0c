"""A second build: nothing is done where nothing has changed, and everything where anything has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from remit.cli import program

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
UP_TO_DATE = "is up to date"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "company")
    assert UP_TO_DATE not in built(tmp_path / "company")
    return tmp_path / "company"


def built(root: Path, *options: str, day: str = "2026-06-30") -> str:
    """Only calendars, which are made at once."""
    arguments = ["build", "--only", "calendars", "--root", str(root), "--as-of", day, "--lang", "en", *options]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_nothing_changed(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}
    assert UP_TO_DATE in built(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == before


def test_what_is_asked_for_otherwise_is_made(root: Path) -> None:
    assert UP_TO_DATE not in built(root, day="2026-07-01")
    assert UP_TO_DATE not in built(root, "--draft")
    assert UP_TO_DATE not in built(root, "--out", str(root / "elsewhere"))
    assert UP_TO_DATE not in built(root, "--no-cache")


def test_a_changed_source_is_built(root: Path) -> None:
    post = root / "policies" / "posts" / "clerk.yaml"
    post.write_text(post.read_text("utf-8").replace("name: {zh: 文员", "name: {zh: 职员"), "utf-8")
    assert UP_TO_DATE not in built(root)


def test_a_file_that_went_is_made_again(root: Path) -> None:
    gone = next((root / "site").rglob("*.ics"))
    data = gone.read_bytes()
    gone.unlink()
    assert UP_TO_DATE not in built(root)
    assert gone.read_bytes() == data


def test_without_a_cache_it_is_built(root: Path) -> None:
    shutil.rmtree(root / ".remit")
    assert UP_TO_DATE not in built(root)
    assert UP_TO_DATE in built(root)


@pytest.mark.parametrize("left", [".remit-staged/10000000000", ".remit-lock"])
def test_what_a_killed_build_left_is_cleared_away(root: Path, left: str) -> None:
    """The folder holds what would be made, and something that nobody should publish."""
    path = root / "site" / left
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert UP_TO_DATE not in built(root)
    assert not path.exists()
    assert UP_TO_DATE in built(root)
