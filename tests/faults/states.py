"""What may be found in an output folder after a fault, and what has to be there after the next build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from remit.switch import STAGED, begun
from remit.write import MANIFEST

Files = Mapping[str, bytes]
_OURS = (STAGED, ".remit-lock")


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path; what the writer needs for itself too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def torn(out: Path, old: Files, new: Files, foreign: Files) -> list[str]:
    """What is wrong with a folder in which a build from `old` to `new` was struck: no file may be a third thing, none of
    somebody else's may be touched, and while no journal stands the whole must be old or new. The manifests count."""
    found = {path: data for path, data in on_disk(out).items() if path.split("/")[0] not in _OURS}
    wrong = [f"foreign file touched: {path}" for path, data in foreign.items() if found.pop(path, None) != data]
    for path in sorted({*old, *new, *found}):
        if found.get(path) not in (old.get(path), new.get(path)):
            wrong.append(f"neither old nor new: {path}")
    if begun(out) is None and found not in (dict(old), dict(new)):
        wrong.append("a mixture without a journal")
    return wrong


def settled(out: Path, wanted: Files, foreign: Files) -> list[str]:
    """What is wrong with a folder after a build that went through: `wanted` and what is somebody else's, nothing more."""
    found, expected = on_disk(out), {**wanted, **foreign}
    return [
        f"not as a clean build: {path}" for path in sorted({*found, *expected}) if found.get(path) != expected.get(path)
    ]


def built(folder: Path) -> dict[str, bytes]:
    """The files of a clean build, its manifest among them."""
    files = on_disk(folder)
    assert MANIFEST in files
    return files
