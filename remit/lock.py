"""A lock between builds. The system holds it for a process, so that one that was killed leaves none behind.

It is a record lock, which forked workers do not inherit: workers that outlive a killed build hold nothing up.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30  # Windows locks bytes against reading too: one that lies beyond the text
_WITHOUT = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


class Lock:
    """A file that one process at a time may hold; it holds who that is, and goes when it is released."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False where another process has it. Where the file system knows no locks it is taken unheld.

        Raises OSError where the file cannot be made, FileNotFoundError where its folder is gone.
        """
        while True:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                taken = _locked(handle)
            except OSError:
                os.close(handle)
                raise
            if taken and self._named(handle):
                self._handle = handle
                with suppress(OSError):  # held all the same on a full disk
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()} {socket.gethostname()}".encode())
                return True
            os.close(handle)
            if not taken:
                return False

    @property
    def held(self) -> bool:
        """Whether it is held, and its file is still the one that others find."""
        return self._handle is not None and self._named(self._handle)

    @property
    def holder(self) -> tuple[str, str]:
        """Process and machine that hold it, as far as its file says; empty where it does not. Not for who holds it:
        reading the file would give the lock away."""
        with suppress(OSError, ValueError):
            process, _, machine = self.path.read_text("utf-8").partition(" ")
            return process, machine
        return "", ""

    def release(self) -> None:
        """Give it back. The file goes first: whoever opened it meanwhile sees that it is another one now."""
        if self._handle is None:
            return
        if self._named(self._handle):
            with suppress(OSError):  # Windows keeps it while somebody looks at it
                self.path.unlink()
        os.close(self._handle)
        self._handle = None
        with suppress(OSError):
            if sys.platform == "win32":
                self.path.unlink()

    def _named(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        if error.errno not in _WITHOUT:
            raise
    return True
