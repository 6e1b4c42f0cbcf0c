"""write: output files to disk. The only writer; it owns what its manifest lists and touches nothing else.

One build at a time holds the folder. What is new is staged whole, then a journal makes the step to it one that is always
finished (remit/switch.py); the manifest is replaced last.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import TracebackType

from remit.lock import Lock
from remit.switch import STAGED, Stage, begun, carry_out, drop, is_inside, journal

MANIFEST = ".remit-manifest.json"
_LOCK = ".remit-lock"
_KEPT = {MANIFEST, _LOCK, STAGED, ".gitignore", ".gitkeep"}
_WAITS = 10.0  # seconds for which a second build waits for the first
_LOOKS = 0.1  # seconds between two looks


class ForeignFolderError(Exception):
    """The output folder holds files and no manifest of ours."""


class ForeignFilesError(Exception):
    """In the place of files to be written or removed stand others, or ours as somebody changed them; `paths` are these."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


class BusyError(Exception):
    """Another build holds the folder: its process and its machine, empty where they are not known."""

    def __init__(self, process: str, machine: str) -> None:
        super().__init__(f"{process} {machine}")
        self.process, self.machine = process, machine


@dataclass(frozen=True, slots=True)
class Written:
    """What a write changed: files listed, files whose bytes differ from before, files removed."""

    total: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its digest, and its name on the stage; empty where the folder holds the same already."""

    digest: str
    staged: str


class Staging:
    """Takes the files of a build one by one, and keeps those that differ from the files of the build before."""

    def __init__(self, out: Path, previous: Mapping[str, str], stage: Stage) -> None:
        self.made: dict[str, Made] = {}
        """What was put so far, by path."""
        self._out, self._previous, self._stage = out, previous, stage

    def put(self, path: str, data: bytes) -> None:
        """Take a file. Raises OSError."""
        sha = _digest(data)
        same = self._previous.get(path) == sha and (self._out / path).is_file()
        self.made[path] = Made(sha, "" if same else self._stage.put(data))


class Output:
    """An output folder while a build holds it: no other build writes to it, and what an interrupted one left is settled.

    Entering raises ForeignFolderError for a non-empty folder that remit did not write, BusyError where another build goes on
    for longer than `waits` seconds (`on_wait` is told of it at once), ForeignFilesError and UnfinishedError where an interrupted switch cannot be finished,
    and OSError. A folder that was not there and that nothing was written to is gone again afterwards.
    """

    def __init__(
        self, out: Path, waits: float = _WAITS, on_wait: Callable[[str, str], None] = lambda process, machine: None
    ) -> None:
        self.out = out
        self.finished = False
        """Whether entering finished the switch of an interrupted build."""
        self._waits, self._on_wait = waits, on_wait
        self._previous: dict[str, str] = {}
        self._lock = Lock(out / _LOCK)
        self._made: list[Path] = []

    def __enter__(self) -> Output:
        try:
            self._hold()
            self.finished = _settle(self.out)
            self._previous = _manifest(self.out) or {}
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what was put and not needed
            if begun(self.out) is None:
                drop(self.out)
        self._release()

    def staging(self, number: int = 0) -> Staging:
        """Where files are put as they are made; `number` tells apart those who do so at the same time (below ten thousand)."""
        return Staging(self.out, self._previous, Stage(self.out, f"{os.getpid()}{number:04d}"))

    def write(self, files: Mapping[str, bytes], replaces: Callable[[str], bool] | None = None) -> Written:
        """Make the folder hold exactly `files` (path to bytes), apart from own files that `replaces` leaves alone.

        Raises ForeignFilesError and OSError before anything is changed, UnfinishedError where a switch was begun.
        """
        if not self._lock.held:  # the folder, or the lock in it, went meanwhile
            self._lock.release()
            self._hold()
            _settle(self.out)
            self._previous = _manifest(self.out) or {}
        staging = self.staging()
        for path, data in files.items():
            staging.put(path, data)
        return self.finish(staging.made, replaces)

    def finish(self, made: Mapping[str, Made], replaces: Callable[[str], bool] | None = None) -> Written:
        """Make the folder hold exactly what was put, apart from own files that `replaces` leaves alone.

        Raises ForeignFilesError and OSError before anything is changed, UnfinishedError where a switch was begun.
        """
        if not self._lock.held:  # the folder, or the lock in it, went while the build was made, and what was put
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.out))
        previous = self._previous
        kept = {path: sha for path, sha in previous.items() if replaces and not replaces(path) and path not in made}
        manifest = dict(sorted((kept | {path: one.digest for path, one in made.items()}).items()))
        removed = [path for path in previous if path not in manifest]
        going = _standing(self.out, removed)
        changed = {path: one for path, one in made.items() if one.staged}
        if changed or manifest != previous:
            strangers = _in_the_way(self.out, previous, {path: one.digest for path, one in changed.items()}, going)
            if strangers:
                raise ForeignFilesError(strangers)
            listed = json.dumps(manifest, ensure_ascii=False, indent=0).encode()
            staged = {path: one.staged for path, one in changed.items()}
            staged[MANIFEST] = Stage(self.out, f"{os.getpid()}9999").put(listed)
            carry_out(self.out, journal(self.out, staged, going, MANIFEST))
        return Written(len(manifest), len(changed), len(removed))

    def _hold(self) -> None:
        """Make the folder where it is missing, and take the lock."""
        ours = _manifest(self.out) is not None or begun(self.out) is not None or not self.out.is_dir()
        if not ours and any(entry.name not in _KEPT for entry in os.scandir(self.out)):
            raise ForeignFolderError(str(self.out))
        looks = round(self._waits / _LOOKS)
        for look in range(looks + 1):
            self._made = [folder for folder in (self.out, *self.out.parents) if not folder.exists()] or self._made
            self.out.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # a build that wrote nothing took the folder along
                if self._lock.acquire():
                    return
            if look == 0 and looks:
                self._on_wait(*self._lock.holder)
            if look < looks:
                time.sleep(_LOOKS)
        raise BusyError(*self._lock.holder)

    def _release(self) -> None:
        self._lock.release()
        with suppress(OSError):  # the first that is not empty ends it
            for folder in self._made:
                folder.rmdir()


def write(out: Path, files: Mapping[str, bytes], replaces: Callable[[str], bool] | None = None) -> Written:
    """Hold `out` and write to it in one go; raises what Output does."""
    with Output(out) as output:
        return output.write(files, replaces)


def state_of(out: Path) -> str:
    """What tells the state of a folder from any other: of its manifest; empty where a file of it is missing, a build is at work in
    it, or one that was killed has left something."""
    listed = _manifest(out)
    at_work = any((out / name).exists() for name in (STAGED, _LOCK))
    if listed is None or at_work or not all((out / path).is_file() for path in listed):
        return ""
    return _digest((out / MANIFEST).read_bytes())


def _settle(out: Path) -> bool:
    """Finish the switch that an interrupted build had begun, or drop what it had staged; whether there was a switch."""
    switch = begun(out)
    if switch is None:
        drop(out)
        return False
    waiting = {path: _digest(file.read_bytes()) for file, path in switch.waiting(out) if path != switch.last}
    previous = _manifest(out) or {}
    # Where the manifest is placed already nothing else is left to do, and what it no longer lists is no longer ours.
    removed = _standing(out, (path for path in switch.removed if path in previous))
    strangers = _in_the_way(out, previous, waiting, removed)
    if strangers:
        raise ForeignFilesError(strangers)
    carry_out(out, replace(switch, removed=tuple(removed)))
    return True


def _manifest(out: Path) -> dict[str, str] | None:
    try:
        found = json.loads((out / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    if not isinstance(found, dict) or not all(is_inside(path) for path in found):
        return None
    return {str(key): str(value) for key, value in found.items()}


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _in_the_way(
    out: Path, previous: Mapping[str, str], placed: Mapping[str, str], removed: Iterable[str]
) -> tuple[str, ...]:
    """What stands where files come or go and is not, to the byte, what remit wrote there: paths of files, folders or links.

    `placed` gives the digest of what comes. A folder or file that the removals clear away is not in the way.
    """
    cleared = set(removed)
    blocked: dict[PurePosixPath, str] = {}
    found = {_at(out, path, (previous.get(path), sha), cleared, blocked) for path, sha in placed.items()}
    found |= {_at(out, path, (previous.get(path),), cleared, blocked) for path in cleared}
    return tuple(sorted(found - {""}))


def _at(
    out: Path, path: str, known: tuple[str | None, ...], cleared: set[str], blocked: dict[PurePosixPath, str]
) -> str:
    """What stands in the way of one path; an empty text where nothing does. `blocked` remembers folders looked at."""
    for folder in reversed(PurePosixPath(path).parents):
        if folder.name and folder not in blocked:
            place = out / folder
            wrong = place.is_symlink() or (place.exists() and not place.is_dir() and str(folder) not in cleared)
            blocked[folder] = str(folder) if wrong else ""
        if blocked.get(folder):
            return blocked[folder]
    target = out / path
    try:
        mode = target.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if stat.S_ISREG(mode):
        return "" if _digest(target.read_bytes()) in known else path
    inside = [file for file in target.rglob("*") if not file.is_dir()] if stat.S_ISDIR(mode) else [target]
    return "" if all(file.relative_to(out).as_posix() in cleared for file in inside) else path


def _standing(out: Path, paths: Iterable[str]) -> list[str]:
    """Those of the paths at which there is a file: what went already, or gave way to a folder, is not removed again."""
    return [path for path in paths if (out / path).is_file()]
