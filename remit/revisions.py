"""Revisions of git: their files on disk for as long as they are looked at, and the two organisations of a comparison."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from remit.baseline import FILE
from remit.compiler import linked_tree
from remit.model.organisation import Organisation
from remit.source.yaml_reader import Parsed

_LINK, _FOLDER = "120000", "160000"


class RevisionError(Exception):
    """Why a revision cannot be compared with: `name` is the name of the message, `revision` which one it is."""

    def __init__(self, name: str, revision: str = "") -> None:
        super().__init__(name)
        self.name, self.revision = name, revision


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two organisations and what their revisions are called: names or short commits; the last is empty for the working tree."""

    before: Organisation
    after: Organisation
    names: tuple[str, str]


def revisions(root: Path, first: str, second: str = "") -> Revisions:
    """The organisations of two revisions; without a second, of one and the working tree. `first` may be a range A..B, or
    A...B: from where B left A.

    Files that are the same to the byte are read once. Raises RevisionError as check_out does, also where system.yaml of either
    is broken.
    """
    one, other = _range(root, first, second)
    with _uncollected():
        return _read(root, one, other)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Two organisations are millions of objects that all stay: looking through them for garbage again and again takes as long
    as half of reading them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(root: Path, one: str, other: str) -> Revisions:
    known: dict[bytes, Parsed] = {}
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        if other:
            check_out(root, other, Path(folder))
        after = _linked(Path(folder) if other else root, known, other)
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        check_out(root, one, Path(folder))
        before = _linked(Path(folder), known, one)
    return Revisions(before, after, (one, other))


def _range(root: Path, first: str, second: str) -> tuple[str, str]:
    if second or ".." not in first:
        return first, second
    left, dots, right = first.partition("..." if "..." in first else "..")
    left, right = left or "HEAD", right or "HEAD"
    if dots == "...":
        base = _run(_git(root), root, "merge-base", "--end-of-options", left, right)
        if base is None:
            raise RevisionError("since_unknown_revision", first)
        left = base.decode().strip()[:12]
    return left, right


def _linked(root: Path, known: dict[bytes, Parsed], revision: str) -> Organisation:
    organisation = linked_tree(root, known)
    if organisation is None:
        raise RevisionError("diff_no_system", revision)
    return organisation


def check_out(root: Path, revision: str, folder: Path) -> None:
    """Write the files of a revision that checking reads. Not by `git archive`, which leaves out what attributes name.

    Raises RevisionError without git, outside a repository, for an unknown revision, and where the company was not there.
    """
    git = _git(root)
    commit = _run(git, root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise RevisionError("since_unknown_revision", revision)
    listed = _run(git, root, "ls-tree", "-r", "-z", commit.decode().strip(), "policies", "templates/word", FILE) or b""
    entries = [entry.decode("utf-8", "surrogateescape") for entry in listed.split(b"\0") if entry]
    if not any(entry.endswith("\tpolicies/system.yaml") for entry in entries):
        raise RevisionError("since_no_company", revision)
    wanted = [(entry.split()[0], entry.split()[2], entry.split("\t", 1)[1]) for entry in entries]
    _write([entry for entry in wanted if entry[0] != _FOLDER], git, root, folder)


def _git(root: Path) -> str:
    git = shutil.which("git")
    if git is None:
        raise RevisionError("since_no_git")
    if _run(git, root, "rev-parse", "--is-inside-work-tree") is None:
        raise RevisionError("since_no_repository")
    return git


def _write(entries: Sequence[tuple[str, str, str]], git: str, root: Path, folder: Path) -> None:
    """Mode, object and path of each file, to files below `folder`.

    A repository that somebody made by hand can hold any path, and a link where a folder is: nothing is written through one.
    """
    command = [git, "-C", str(root), "cat-file", "--batch"]
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for _, name, _ in entries).encode())
        asked.seek(0)
        with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE) as process:  # noqa: S603  (git, no shell)
            answers = process.stdout
            if answers is None:
                raise RevisionError("since_no_git")
            for mode, _, path in entries:
                size = int(answers.readline().split()[-1])
                content = answers.read(size + 1)[:-1]
                target = folder / path
                if not _stays_inside(folder, path):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                if mode == _LINK:
                    target.symlink_to(os.fsdecode(content))
                else:
                    target.write_bytes(content)


def _stays_inside(folder: Path, path: str) -> bool:
    """Whether nothing leads a path out of a folder, and nothing stands there yet."""
    parts = path.split("/")
    steps = [folder.joinpath(*parts[: number + 1]) for number in range(len(parts))]
    return not {"", ".", ".."} & {*parts} and not any(map(os.path.islink, steps)) and not os.path.lexists(steps[-1])


def _run(git: str, root: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails."""
    done = subprocess.run([git, "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603  (no shell)
    return done.stdout if done.returncode == 0 else None
