"""Faults of the machine at any step of a write: the interpreter reports each step that changes the disk before it is taken.

The report is an audit event. A hook cannot be taken out again, so that there is one, and it looks at what is armed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate", "os.chmod", "shutil.copymode"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FLUSHES = ("fsync", "sync")


class KilledError(BaseException):
    """What stands for the death of the process: nothing catches it, and nothing can be done after it."""


class _Armed:
    below = ""
    strike: Callable[[str, str], None] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _Armed.strike is None:
        return
    if event == "open":
        flags = arguments[2]
        counts = isinstance(flags, int) and bool(flags & _WRITING)
    else:
        counts = event in _CHANGES
    if counts and str(arguments[0]).startswith(_Armed.below):
        _Armed.strike(event, str(arguments[0]))


sys.addaudithook(_hook)


@contextmanager
def struck(folder: Path, strike: Callable[[str, str], None], *, flushes: bool = True) -> Iterator[None]:
    """Call `strike` with the name and the path of each step below `folder` before it is taken; what it raises is what the step raises.

    `flushes`: also before anything is flushed to the disk, which is not said to be below the folder or elsewhere.
    """
    kept = {name: getattr(os, name) for name in _FLUSHES}

    def flushing(name: str) -> Callable[..., None]:
        def flush(*arguments: object) -> None:
            if flushes:
                strike(f"os.{name}", "")
            kept[name](*arguments)

        return flush

    for name in _FLUSHES:
        setattr(os, name, flushing(name))
    _Armed.below, _Armed.strike = str(folder), strike
    try:
        yield
    finally:
        _Armed.strike = None
        for name in _FLUSHES:
            setattr(os, name, kept[name])


class Counter:
    """Lets every step pass and counts them."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, step: str, path: str) -> None:
        self.steps += 1


class Dies:
    """Ends everything at the n-th step (from 1), by `end`: by default nothing that follows has any effect either."""

    def __init__(self, number: int, end: Callable[[], None] | None = None) -> None:
        self.left, self._end = number, end

    def __call__(self, step: str, path: str) -> None:
        self.left -= 1
        if self.left <= 0:
            if self._end is not None:
                self._end()
            raise KilledError(step)


class Fails:
    """The n-th step fails with an error; `on`: and all that come after it, apart from removals, which need no room, unless `removals`.

    No removal fails because what it removes is gone: it would be done.
    """

    def __init__(self, number: int, code: int, *, on: bool = False, removals: bool = False) -> None:
        self.left, self.code, self.on, self.removals = number, code, on, removals

    def __call__(self, step: str, path: str) -> None:
        self.left -= 1
        removal = step in ("os.remove", "os.rmdir")
        if removal and self.code == errno.ENOENT:
            return
        if self.left == 0 or (self.on and self.left < 0 and (self.removals or not removal)):
            raise OSError(self.code, os.strerror(self.code))
