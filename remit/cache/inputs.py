"""Which bytes the files under a company's folder have, without reading those that have not been touched since the last time.

As in git's index a file is known by size, times and inode. One that was touched after the look began is read again next time:
it could change once more without its time moving.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from remit import __version__
from remit.cache.shelf import Shelf
from remit.resources import schemas_dir, templates_dir

_ATTACHMENTS = "policies/attachments/"
_INDEX = "index"
_LIBRARIES = (
    "yaml", "jsonschema", "jsonschema_rs", "click", "jinja2", "markupsafe", "docxtpl", "docx", "xlsxwriter", "icalendar",
    "msgspec", "jieba", "pypinyin", "resvg_py", "typst", "mkdocs", "material",
)  # fmt: skip

Known = dict[str, tuple[list[int], str]]
"""What is known of each file by path: size, times and inode, and the digest of its bytes."""


def compiler() -> str:
    """What tells this compiler from any other: its version, its files, Python and what it reads and checks with."""
    told = sha256(f"{__version__}\0{sys.version}".encode())
    for folder in (Path(__file__).parent.parent, schemas_dir(), templates_dir()):
        for path, about in _walk(str(folder), ""):
            if not path.endswith(".pyc"):
                told.update(f"{path}\0{_told(about)}\0".encode())
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            told.update(f"{name}\0{_told(os.stat(spec.origin))}\0".encode())
    return told.hexdigest()


def digests(root: Path, names: tuple[str, ...], shelf: Shelf) -> dict[str, str] | None:
    """The digest of each file that there is by these names under `root`, folders with all that is in them, by path.

    Attachments may be large and are told by size, times and inode alone. None where something cannot be read or is no
    ordinary file, or where nothing can be kept.
    """
    began = shelf.moment()
    known, now, found = _read(shelf), Known(), dict[str, str]()
    try:
        for path, about in _files(root, names) if began else ():
            told = _told(about)
            if path.startswith(_ATTACHMENTS):
                found[path] = json.dumps(told)
                continue
            before = known.get(path)
            digest = before[1] if before is not None and before[0] == told else _digest(root / path)
            found[path] = digest
            if max(about.st_mtime_ns, about.st_ctime_ns) < began:
                now[path] = (told, digest)
    except OSError:
        return None
    if now != known:
        shelf.put(_INDEX, "", json.dumps(now).encode())
    return found or None


def _read(shelf: Shelf) -> Known:
    index = shelf.get(_INDEX, "")
    return {path: (told, digest) for path, (told, digest) in json.loads(index).items()} if index else {}


def _files(root: Path, names: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file with what the file system says of it. Raises OSError at what is no ordinary file."""
    for name in names:
        path = root / name
        if path.is_dir():
            yield from _walk(str(path), f"{name}/")
        elif path.exists():
            yield name, path.stat()


def _walk(folder: str, before: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = before + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            yield path, entry.stat(follow_symlinks=False)
        else:
            raise OSError(f"{path} is no ordinary file")


def _told(about: os.stat_result) -> list[int]:
    return [about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino]


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
