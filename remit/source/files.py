"""Opens files of a company that may be anything: no link is followed, nothing is waited for, no more is read than may be.

A pipe that nobody writes to, or a device that never ends, would otherwise hold up whoever reads it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def read_file(path: Path, most: int) -> bytes:
    """What stands in a file, of a larger one the first `most` + 1 bytes. Raises OSError, also where it is no ordinary file."""
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return file.read(most + 1)


def in_words(name: str) -> str:
    """The name of a file as text: bytes that are none of UTF-8 as \\xff."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def files_below(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is none itself, but for hidden names; no link is followed, and what cannot be read is left out.

    Not by recursion: folders can lie in each other more deeply than Python calls.
    """
    waiting = [folder]
    while waiting:
        try:
            entries = sorted(os.scandir(waiting.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield Path(entry.path)
