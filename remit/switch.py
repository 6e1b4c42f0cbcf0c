"""The step from one build in a folder to the next: staged whole, then journalled, then carried out.

Until the journal stands, nothing of the folder has changed and what is staged can be dropped. Once it stands, what is left
are renames and removals; whoever comes next carries them out to the end, as often as it takes.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from remit.durable import flush, flush_folder, replace_file

STAGED = ".remit-staged"
_JOURNAL = "journal.json"


class UnfinishedError(Exception):
    """A switch that was begun and could not be carried out to its end; the next build goes on with it.

    `problem` is the first thing that stood in its way, `left` how many files still wait.
    """

    def __init__(self, problem: OSError, left: int) -> None:
        super().__init__(str(problem))
        self.problem, self.left = problem, left


@dataclass(frozen=True, slots=True)
class Switch:
    """Names of staged files with the paths where they are placed, in their order; paths to be removed; and the path that is
    placed last of all, because it says that the rest is done."""

    placed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    last: str

    def waiting(self, out: Path) -> list[tuple[Path, str]]:
        """The staged files that are not placed yet, each with its path."""
        staged = [(out / STAGED / name, path) for name, path in self.placed]
        return [(file, path) for file, path in staged if file.is_file()]


class Stage:
    """Where files are put beside those of a folder until all are there; several processes may put theirs at a time.

    `name` is made of digits and is no other's: what a process left behind that was killed is never taken for a file of this one.
    """

    def __init__(self, out: Path, name: str) -> None:
        self._folder, self._name, self._count = out / STAGED, name, 0

    def put(self, data: bytes) -> str:
        """Stage a file; the name it has there. Raises OSError."""
        self._folder.mkdir(exist_ok=True)
        name = f"{self._name}{self._count:07d}"
        self._count += 1
        (self._folder / name).write_bytes(data)
        return name


def journal(out: Path, staged: Mapping[str, str], removed: Sequence[str], last: str) -> Switch:
    """Begin the switch to staged files (path to name): from here on it is carried out. `last` is one of the paths.

    Raises OSError, with the folder as it was.
    """
    # What a page loads or links to comes before the page.
    paths = sorted(staged, key=lambda path: (path == last, path.endswith(".html"), path))
    switch = Switch(tuple((staged[path], path) for path in paths), tuple(removed), last)
    folder = out / STAGED
    flush([folder / name for name, _ in switch.placed])
    flush_folder(folder)
    written = {"placed": switch.placed, "removed": switch.removed, "last": last}
    replace_file(folder / _JOURNAL, json.dumps(written, ensure_ascii=False, indent=0).encode())
    return switch


def begun(out: Path) -> Switch | None:
    """The switch whose journal stands in the folder. Raises OSError where it is there and cannot be read."""
    try:
        found = json.loads((out / STAGED / _JOURNAL).read_text("utf-8"))
        placed = tuple((str(name), str(path)) for name, path in found["placed"])
        switch = Switch(placed, tuple(found["removed"]), found["last"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None
    paths = (*(path for _, path in placed), *switch.removed, switch.last)
    return switch if all(map(is_inside, paths)) and all(name.isdecimal() for name, _ in placed) else None


def carry_out(out: Path, switch: Switch) -> None:
    """Every rename and removal that is still to be done; a file that stands in the way does not keep the others waiting.

    Raises UnfinishedError; the journal stays.
    """
    problems: list[OSError] = []
    first = _making_way(switch)
    waiting = switch.waiting(out)
    for path in (path for path in switch.removed if path in first):
        problems += _attempt(_remove, out, path)
    for staged, path in waiting:
        if path != switch.last:
            problems += _attempt(_place, staged, out / path)
    for path in (path for path in switch.removed if path not in first):
        problems += _attempt(_remove, out, path)
    if not problems:
        for staged, path in waiting[-1:]:
            problems += _attempt(_place, staged, out / path)
    problems = problems or _attempt(drop, out)
    if problems:
        raise UnfinishedError(problems[0], len(problems)) from problems[0]


def drop(out: Path) -> None:
    """Remove what is staged, the journal first, and nothing that is not ours. Raises OSError."""
    folder = out / STAGED
    if not folder.is_dir():
        return
    (folder / _JOURNAL).unlink(missing_ok=True)
    for entry in os.scandir(folder):
        if entry.name.isdecimal() or entry.name.startswith(f".{_JOURNAL}."):
            Path(entry.path).unlink(missing_ok=True)
    with suppress(OSError):  # somebody else's file in it
        folder.rmdir()


def is_inside(path: str) -> bool:
    """Whether a path of a manifest or a journal stays in its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in path and ":" not in parts[0]


def _making_way(switch: Switch) -> set[str]:
    """What has to be removed before anything is placed: a file where a folder comes, what fills a folder where a file comes."""
    placed = {path for _, path in switch.placed}
    above = {str(folder) for path in placed for folder in PurePosixPath(path).parents}
    return {
        path
        for path in switch.removed
        if path in above or any(str(folder) in placed for folder in PurePosixPath(path).parents)
    }


def _place(staged: Path, target: Path) -> None:
    if target.is_dir():  # emptied before, when a file comes to where a folder was
        target.rmdir()
    target.parent.mkdir(parents=True, exist_ok=True)
    _rename(staged, target)


def _rename(staged: Path, target: Path) -> None:
    try:
        os.replace(staged, target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # a folder of the site may lie on another disk
            raise
        replace_file(target, staged.read_bytes())
        staged.unlink()


def _remove(out: Path, path: str) -> None:
    target = out / path
    with suppress(FileNotFoundError, NotADirectoryError):
        target.unlink()
    folder = target.parent
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _attempt(action: Callable[..., None], *arguments: object) -> list[OSError]:
    try:
        action(*arguments)
    except OSError as error:
        return [error]
    return []
