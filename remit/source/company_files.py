"""Files of a company besides its YAML: its own Word templates, and pictures under policies/attachments/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ATTACHMENTS = "policies/attachments"
_WORD_FILES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot")
# Word keeps such a file beside one that is open.
_OPEN_FILE = "~$"
_LARGEST = 16 << 20


def read_word_templates(root: Path) -> dict[str, bytes]:
    """The Word files of templates/word/ by name; of one that is very large only the beginning."""
    folder = root / "templates" / "word"
    found: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        word_file = path.suffix.lower() in _WORD_FILES and not path.name.startswith((_OPEN_FILE, "."))
        if word_file and path.is_file() and not path.is_symlink():
            found[path.name] = _read(path)
    return found


def read_attachments(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Those of the named files that there are, by their path under policies/attachments/."""
    base = root / ATTACHMENTS
    found: dict[str, bytes] = {}
    for name in names:
        path = base / name
        if path.is_file() and path.resolve().is_relative_to(base.resolve()):
            found[name] = _read(path)
    return found


def attachment_names(root: Path) -> tuple[str, ...]:
    """What there is under policies/attachments/."""
    base = root / ATTACHMENTS
    return tuple(sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()))


def _read(path: Path) -> bytes:
    """The content, of a very large file only the beginning; nothing of one that cannot be read, or went meanwhile: then it is
    found not to be what it should be."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError:
        return b""
