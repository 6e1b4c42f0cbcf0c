"""write: output files to disk. The only writer; it owns what its manifest lists and touches nothing else.

Every file goes through a temporary name and a rename; the manifest is replaced last. A build that dies in between
leaves whole files, and the next build puts the rest right.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

MANIFEST = ".remit-manifest.json"
_KEPT = {MANIFEST, ".gitignore", ".gitkeep"}


class ForeignFolderError(Exception):
    """The output folder holds files and no manifest of ours."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write changed: files listed, files whose bytes differ from before, files removed."""

    total: int
    changed: int
    removed: int


def write(out: Path, files: Mapping[str, bytes], replaces: Callable[[str], bool] | None = None) -> Written:
    """Make `out` hold exactly `files` (path to bytes), apart from own files that `replaces` leaves alone.

    Raises ForeignFolderError before anything is touched where `out` is a non-empty folder that remit did not write.
    """
    previous = _manifest(out)
    if previous is None:
        if out.is_dir() and any(entry.name not in _KEPT for entry in os.scandir(out)):
            raise ForeignFolderError(str(out))
        previous = {}
    out.mkdir(parents=True, exist_ok=True)
    manifest = {path: sha for path, sha in previous.items() if replaces and not replaces(path) and path not in files}
    changed = 0
    for path in sorted(files):
        sha = blake2b(files[path], digest_size=16).hexdigest()
        target = out / path
        if previous.get(path) != sha or not target.is_file():
            replace_file(target, files[path])
            changed += 1
        manifest[path] = sha
    removed = [path for path in previous if path not in manifest]
    for path in removed:
        _remove(out, path)
    text = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, indent=0)
    if manifest != previous:
        replace_file(out / MANIFEST, text.encode())
    return Written(len(manifest), changed, len(removed))


def _manifest(out: Path) -> dict[str, str] | None:
    try:
        found = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else None


def replace_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    os.replace(temporary, target)


def _remove(out: Path, path: str) -> None:
    target = out / path
    target.unlink(missing_ok=True)
    folder = target.parent
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
