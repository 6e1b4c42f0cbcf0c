"""A folder of kept bytes by key: written whole or not at all, checked when read, the oldest thrown away when it fills."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGEST = 64
_NEW, _OURS = ".new-", (".new-", "answer-", "index-", "made-", "files-")
_LEFT_BEHIND = 3600
"""Seconds after which an unfinished file belongs to nobody any more."""


class Shelf:
    """Bytes under keys, in `folder`, an absolute path. Where it cannot be written, or a link leads elsewhere, nothing is kept;
    where what is found is not what was kept it is as if it were not there. Two processes may share a shelf."""

    def __init__(self, folder: Path, largest: int = 256 << 20) -> None:
        self.folder, self._largest = folder, largest
        self._room = 0  # what is still free, as far as this process knows

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key, or None."""
        try:
            found = self._path(kind, key).read_bytes()
        except OSError:
            return None
        head, data = found[:_DIGEST], found[_DIGEST:]
        return data if head == _head(kind, key, [data]) else None

    def put(self, kind: str, key: str, *parts: bytes) -> None:
        """Keep bytes, written one part after another, under a key, and make room for them."""
        with suppress(OSError):
            self._make()
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=_NEW)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines((_head(kind, key, parts), *parts))
                os.replace(name, self._path(kind, key))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._room -= _DIGEST + sum(map(len, parts))
            if self._room < 0:
                self._make_room()

    def moment(self) -> int:
        """The time that the file system gives a file now, in nanoseconds; 0 where nothing can be kept."""
        try:
            self._make()
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=_NEW)
            try:
                return os.fstat(handle).st_mtime_ns
            finally:
                os.close(handle)
                os.unlink(name)
        except OSError:
            return 0

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / f"{kind}-{sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"

    def _make(self) -> None:
        if self.folder.resolve() != self.folder:
            raise OSError("a link may lead to a folder of somebody else's")
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
        ignored = self.folder / ".gitignore"
        if not ignored.is_file():
            ignored.write_text("*\n", "utf-8")

    def _make_room(self) -> None:
        """Throw away what a killed process left unfinished, and the oldest where all is too much: an eighth at once, because
        to look at each file whenever one comes would cost more than what is kept."""
        files = sorted(self._files(), key=lambda file: -file[0])
        newest = files[0][0] if files else 0
        full = sum(size for _, size, _ in files) > self._largest
        room = self._largest * 7 // 8 if full else self._largest
        for time, size, path in files:
            unfinished = path.name.startswith(_NEW)
            if (unfinished and newest - time > _LEFT_BEHIND * 10**9) or (size > room and not unfinished):
                path.unlink(missing_ok=True)
            else:
                room -= size
        self._room = room + self._largest // 8 * full

    def _files(self) -> Iterable[tuple[int, int, Path]]:
        for entry in os.scandir(self.folder):
            if entry.name.startswith(_OURS):
                with suppress(FileNotFoundError):
                    about = entry.stat(follow_symlinks=False)
                    yield about.st_mtime_ns, about.st_size, Path(entry.path)


def _head(kind: str, key: str, parts: Iterable[bytes]) -> bytes:
    told = sha256()
    for part in parts:
        told.update(part)
    names = (kind.encode(), key.encode("utf-8", "surrogateescape"))
    return sha256(b"\0".join((*names, told.digest()))).hexdigest().encode()
