"""Tells when the source of a company has changed.

Events of the file system only say when to look; whether anything has changed is decided by looking at all files. A network
drive that sends no events, or a system out of watches, therefore costs a few seconds, and nothing is ever missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from watchdog.events import EVENT_TYPE_CLOSED_NO_WRITE, EVENT_TYPE_OPENED, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from remit import baseline
from remit.source.files import files_below

_FOLDERS = ("policies", "templates")
_LOOK = 2.0  # seconds between two looks where no event comes
_QUIET = 0.08  # seconds without a change after which a save is over
_MOST_LOOKS = 25  # files that never come to rest are compiled all the same

Files = Mapping[str, tuple[int, int, int]]


def files_of(root: Path) -> Files:
    """Every file that a compilation may read, with what changes when it is written: time in ns, size, inode."""
    found: dict[str, tuple[int, int, int]] = {}
    _add(root / baseline.FILE, found)
    for name in _FOLDERS:
        for path in files_below(root / name):
            _add(path, found)
    return found


def _add(path: Path, found: dict[str, tuple[int, int, int]]) -> None:
    try:
        facts = path.stat(follow_symlinks=False)
    except OSError:  # gone since the folder was listed, or never there
        return
    found[str(path)] = (facts.st_mtime_ns, facts.st_size, facts.st_ino)


class Watch(FileSystemEventHandler):
    """Watches the source under `root`; `changes` is the loop of whoever compiles it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._nudge, self._stopped = Event(), Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """What a compilation does itself, reading, is no reason to look."""
        if event.event_type not in (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE):
            self._nudge.set()

    def stop(self) -> None:
        """End `changes`, from any thread."""
        self._stopped.set()
        self._nudge.set()

    @contextmanager
    def events(self) -> Iterator[None]:
        """Listen to the file system meanwhile, where it can be listened to."""
        observer = Observer()
        try:
            for name in _FOLDERS:
                if (self._root / name).is_dir():
                    observer.schedule(self, str(self._root / name), recursive=True)
            observer.schedule(self, str(self._root), recursive=False)
            observer.start()
        except OSError:  # no more watches to be had: looking has to do
            yield
            return
        try:
            yield
        finally:
            observer.stop()
            observer.join()

    def changes(self, rest: Callable[[], None]) -> Iterator[None]:
        """Once at the start, then once for whatever has changed since the last time, when it has come to rest.

        `rest` is called once after each, when nothing more has changed for a while.
        """
        seen: Files | None = None
        rested = False
        while not self._stopped.is_set():
            found = files_of(self._root)
            if found == seen:
                if not self._nudge.wait(_LOOK) and not rested:
                    rest()
                    rested = True
                self._nudge.clear()
                continue
            seen = found if seen is None else self._settled(found)
            yield
            rested = False

    def _settled(self, found: Files) -> Files:
        for _ in range(_MOST_LOOKS):
            if self._stopped.wait(_QUIET):
                break
            before, found = found, files_of(self._root)
            if found == before:
                break
        return found
