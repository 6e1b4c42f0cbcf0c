"""A repository that git itself would not make: its revisions are looked at, and nothing is written outside."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from remit.revisions import RevisionError, check_out


def _git(root: Path, *arguments: str, data: bytes = b"") -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


def _tree(root: Path, *entries: tuple[str, str, str]) -> str:
    """A tree as it is stored, with names that no command of git takes."""
    data = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(target) for mode, name, target in entries)
    return _git(root, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", data=data)


def test_a_link_where_a_folder_is_and_a_way_up(tmp_path: Path) -> None:
    root, outside, folder = tmp_path / "repository", tmp_path / "outside", tmp_path / "out" / "folder"
    for path in (root, outside, folder):
        path.mkdir(parents=True)
    _git(root, "init", "-q")
    text = _git(root, "hash-object", "-w", "--stdin", data=b"name: x\nlanguages: [zh]\n")
    link = _git(root, "hash-object", "-w", "--stdin", data=str(outside).encode())
    inner = _tree(root, ("100644", "evil.yaml", text))
    up = _tree(root, ("40000", "..", inner))
    policies = _tree(
        root, ("40000", "..", up), ("120000", "posts", link), ("40000", "posts", inner), ("100644", "system.yaml", text)
    )
    top = _tree(root, ("40000", "policies", policies))
    named = ("-c", "user.name=a", "-c", "user.email=a@b")
    commit = _git(root, *named, "commit-tree", top, "-m", "x")
    check_out(root, commit, folder)
    assert (folder / "policies" / "system.yaml").is_file()
    assert list(outside.iterdir()) == []
    assert not list((tmp_path / "out").rglob("evil.yaml"))


def test_a_revision_that_looks_like_an_option(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    with pytest.raises(RevisionError):
        check_out(tmp_path, "--output=x", tmp_path / "out")
    assert not (tmp_path / "x").exists()
