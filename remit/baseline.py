"""The baseline: the findings a company starts with, in lint-baseline.json beside policies/, counted by fingerprint."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from remit.diagnostics import Diagnostic, Span
from remit.messages import by_code
from remit.source.files import read_file

FILE = "lint-baseline.json"
_VERSION = 1
_LARGEST = 64 << 20
_FINGERPRINT = re.compile(r'"fingerprint": *"([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """How often a finding about a subject was there when the baseline was written, and its line in the file."""

    code: str
    subject: str
    count: int
    fingerprint: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the file says; `unreadable` says that it could not be read. Of a line that a merge kept twice, one counts."""

    entries: tuple[Entry, ...] = ()
    unreadable: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of a fingerprint are known."""
        counts: dict[str, int] = {}
        for entry in self.entries:
            counts[entry.fingerprint] = max(entry.count, counts.get(entry.fingerprint, 0))
        return counts

    def problems(self, left: Mapping[str, int], proves_absence: Callable[[str], bool]) -> Iterator[Diagnostic]:
        """What is mended since, or never belonged here. `left` is what was not met again, by fingerprint;
        `proves_absence` says of a finding's name whether its absence means anything."""
        if self.unreadable:
            yield Diagnostic("baseline-unreadable", Span(FILE), f"file:{FILE}", {"file": FILE})
        for entry in {entry.fingerprint: entry for entry in self.entries}.values():
            known = by_code(entry.code)
            params = {"code": entry.code, "subject": entry.subject, "count": left.get(entry.fingerprint, 0)}
            if params["count"] and (known is None or proves_absence(known.name)):
                yield Diagnostic("baseline-mended", Span(FILE, entry.line), entry.subject, params)


def read(root: Path) -> Baseline:
    """The baseline of a company; an empty one where there is no file."""
    try:
        text = read_file(root / FILE, _LARGEST).decode("utf-8")
    except FileNotFoundError:
        return Baseline()
    except (OSError, UnicodeDecodeError):
        return Baseline(unreadable=True)
    try:
        return Baseline(tuple(_entries(json.loads(text), text)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Baseline(unreadable=True)


def _entries(data: Any, text: str) -> Iterator[Entry]:
    if data["version"] != _VERSION:
        raise ValueError(data["version"])
    lines = {found: number for number, line in enumerate(text.split("\n"), 1) for found in _FINGERPRINT.findall(line)}
    for item in data["findings"]:
        code, subject, fingerprint = str(item["code"]), str(item["subject"]), str(item["fingerprint"])
        yield Entry(code, subject, int(item["count"]), fingerprint, lines.get(fingerprint, 1))


def written(findings: Iterable[tuple[str, str, str]]) -> str:
    """The text of the file for findings given as code, subject and fingerprint: one line each, so that merges read well."""
    counts = Counter(findings)
    lines = [
        json.dumps({"code": code, "subject": subject, "count": count, "fingerprint": fingerprint}, ensure_ascii=False)
        for (code, subject, fingerprint), count in sorted(counts.items())
    ]
    body = ",\n  ".join(lines)
    return f'{{\n "version": {_VERSION},\n "findings": [' + (f"\n  {body}\n ]\n}}\n" if lines else "]\n}\n")
