"""`remit init` where no company can be, or where something is already: told in a message, and nothing of others touched."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli import program


def init(folder: Path | str) -> Result:
    return CliRunner().invoke(program, ["--lang", "en", "init", "--", str(folder)])


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["公司 手册", "a\nb", "-x", "--help", "a'b\"c", ".hidden"])
def test_any_name_of_a_folder(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(name).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "policies" / "system.yaml").is_file()


@pytest.mark.parametrize(
    "name", ["file", "file/company", "loop", "loop/company", "x" * 300, "/".join(["d" * 200] * 30), "/proc/company"]
)
def test_what_cannot_be_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "loop").symlink_to("loop")
    result = init(tmp_path / name)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert files(tmp_path) == {"file": b"mine"}


def test_in_the_folder_of_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    before = files(tmp_path)
    for folder in (tmp_path / ".git", tmp_path / ".git" / "hooks" / "company"):
        result = init(folder)
        assert result.exit_code == 2
        assert "git" in result.output
    assert files(tmp_path) == before


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "system.yaml").write_bytes(b"\xff mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    (tmp_path / ".remit" / "schemas").mkdir(parents=True)
    (tmp_path / ".remit" / "schemas" / "post.json").write_bytes(b"\xff damaged")
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / "policies" / "system.yaml").read_bytes() == b"\xff mine"
    assert (tmp_path / ".gitignore").is_symlink()
    assert (tmp_path / ".remit" / "schemas" / "post.json").read_bytes().startswith(b"{")
