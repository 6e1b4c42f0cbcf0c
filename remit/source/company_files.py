"""Files of a company besides its YAML: its own Word templates, and pictures under policies/attachments/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from remit.source.files import files_below, in_words, read_file

ATTACHMENTS = "policies/attachments"
_WORD_FILES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot")
# Word keeps such a file beside one that is open.
_OPEN_FILE = "~$"
_LARGEST = 16 << 20


def read_word_templates(root: Path) -> dict[str, bytes]:
    """The Word files of templates/word/ by name; of one that is very large only the beginning, of an unreadable one nothing."""
    found: dict[str, bytes] = {}
    for path in files_below(root / "templates" / "word"):
        inside = path.parent == root / "templates" / "word" and not path.name.startswith(_OPEN_FILE)
        if inside and path.suffix.lower() in _WORD_FILES and not path.is_symlink():
            found[in_words(path.name)] = _read(path)
    return dict(sorted(found.items()))


def _read(path: Path) -> bytes:
    try:
        return read_file(path, _LARGEST)
    except OSError:
        return b""


def read_attachments(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Those of the named files that there are, by their path under policies/attachments/."""
    base = root / ATTACHMENTS
    found: dict[str, bytes] = {}
    for name in names:
        path = base / name
        try:
            if path.is_file() and path.resolve().is_relative_to(base.resolve()):
                found[name] = read_file(path.resolve(), _LARGEST)
        except OSError:  # a name that no file system takes
            continue
    return found


def attachment_names(root: Path) -> tuple[str, ...]:
    """What there is under policies/attachments/."""
    base = root / ATTACHMENTS
    return tuple(sorted(in_words(path.relative_to(base).as_posix()) for path in files_below(base)))
