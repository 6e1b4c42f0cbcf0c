"""What a step of the compiler found: a code, a place and the parameters of its message; no wording.

Wording stands in templates/messages and is joined to a diagnostic only where it is shown (remit/messages.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; an error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, larger for what matters less."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file; path relative to the root with forward slashes, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding is about, with the name of its message and the parameters."""

    span: Span
    message: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    """A mechanical change of one file: at `pointer`, `replace` the value, `rename` the key, or `remove` the whole entry.

    `text` is the new value or key as plain text, written by whoever applies it in the style that stands there; the action
    `literal` writes it as it is, for a number or a truth value.
    """

    path: str
    action: str
    pointer: tuple[str | int, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `name` states the defect and is the key of its message; `subject` is a reference such as post:buyer/quotes.

    `fix` are the edits that mend it where one answer is certain; `dated` says that only the calendar brought it.
    """

    name: str
    span: Span
    subject: str
    params: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    fix: tuple[Edit, ...] = ()
    dated: bool = False

    def fingerprint(self, code: str) -> str:
        """Stable over edits elsewhere in the file: made of the code and the subject, never of the line."""
        return fingerprint(code, self.subject)


def fingerprint(code: str, subject: str) -> str:
    """Code and subject as one word."""
    return hashlib.sha256(f"{code}\0{subject}".encode()).hexdigest()[:16]


def ordered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """All findings of a run in the order of the files, each once."""
    seen: dict[tuple[object, ...], Diagnostic] = {}
    for item in findings:
        seen.setdefault(
            (item.span, item.name, item.subject, tuple(sorted((k, str(v)) for k, v in item.params.items()))), item
        )
    return [seen[key] for key in sorted(seen, key=lambda k: (k[0], k[1], k[2], k[3]))]
