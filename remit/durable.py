"""Single files written whole or not at all, and on the disk before they are spoken of.

What is killed or fails half-way leaves the file as it was, and no file beside it but where the process itself was killed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import get_ident

_FEW = 64  # files flushed one by one; beyond, one flush of everything is many times faster


def replace_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all, its folder too; a file that was there keeps its mode. Raises OSError."""
    replace_files({target: data})


def replace_files(files: Mapping[Path, bytes], like: Mapping[Path, Path] | None = None) -> None:
    """Write files so that all are on the disk before the first old one gives way; `like` names files whose mode they take.

    Raises OSError, with no file changed where one could not be written.
    """
    prepared: dict[Path, Path] = {}
    try:
        for target, data in files.items():
            prepared[target] = _prepared(target, data, (like or {}).get(target, target))
        for target, temporary in prepared.items():
            os.replace(temporary, target)
    finally:
        for temporary in prepared.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in {target.parent for target in files}:
        flush_folder(folder)


def new_file(target: Path, data: bytes) -> None:
    """Write a file that must not be there yet, whole or not at all. Raises FileExistsError where it is, and OSError."""
    temporary = _prepared(target, data, target)
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(str(target)) from None
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    flush_folder(target.parent)


def flush(files: list[Path]) -> None:
    """Wait until files are on the disk, so that a power failure cannot leave a name without its content."""
    if len(files) > _FEW and hasattr(os, "sync"):
        os.sync()
        return
    for path in files:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the names of a folder are on the disk, where the system has a call for it."""
    with suppress(OSError):  # Windows opens no folder, some shares flush none; the content is on the disk already
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prepared(target: Path, data: bytes, like: Path) -> Path:
    """The content under a temporary name beside its place. Raises OSError and leaves nothing behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{get_ident()}.new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(like, temporary)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary
