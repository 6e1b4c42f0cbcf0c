"""A line of a file with a mark below the part that a finding is about, as a terminal with Chinese characters shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from remit.diagnostics import Span
from remit.source.characters import FORBIDDEN, LINE_ENDS
from remit.source.files import read_file
from remit.source.yaml_reader import MAX_BYTES

_WIDEST = 100  # columns of a line that are shown
_BEFORE = 40  # of these, at most so many before the mark where a line is cut
_QUOTED = re.compile(r"'(?:[^']|'')*'?|\"(?:[^\"\\]|\\.)*\"?")
_PLAIN = re.compile(r"(?:(?!:(?:\s|$)|\s#).)+")
_IN_BRACKETS = re.compile(r"(?:(?!:(?:\s|$)|\s#|[,\]}\[{]).)+")


class Source:
    """The lines of the files of a company; a file is read when a finding in it is shown, and not kept for long.

    `texts` take the place of files, by path: those that a change would write.
    """

    def __init__(self, root: Path, texts: Mapping[str, str | None] | None = None) -> None:
        self.root, self.texts = root, texts or {}
        self._lines = lru_cache(maxsize=8)(self._read)

    def line(self, span: Span) -> str | None:
        """The line of a place without its end, or None where there is no such file or line."""
        lines = self._lines(span.path)
        return lines[span.line - 1] if span.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        if path in self.texts:
            return LINE_ENDS.split(self.texts[path] or "")
        try:
            data = read_file(self.root / path, MAX_BYTES)
        except OSError:
            return []
        if b"\0" in data:  # a Word file, not text: nothing to show
            return []
        return LINE_ENDS.split(data.decode("utf-8-sig", "replace"))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters two, combining ones none."""
    return sum(_column(char) for char in text)


def _column(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def printable(text: str) -> str:
    """A text without what would steer a terminal or hide in it, on one line."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[\r\n]+", " ", text).replace("\t", "    "))


def marked(line: str, column: int) -> tuple[str, str, str, int]:
    """A line as it is shown, in three parts of which the middle one is meant, and the column at which that begins.

    `column` counts characters from 1. A long line is cut around the mark, with … where something is left out.
    """
    start = min(column - 1, len(line))
    before, meant = printable(line[:start]), printable(line[start : start + _length(line, start)])
    after = printable(line[start + _length(line, start) :])
    if columns(before + meant + after) > _WIDEST:
        if columns(before) > _BEFORE:
            before = "…" + _last(before, _BEFORE - 1)
        room = _WIDEST - columns(before)
        meant = meant if columns(meant) <= room else _first(meant, room - 1) + "…"
        room -= columns(meant)
        after = after if columns(after) <= room else _first(after, max(room - 1, 0)) + "…"
    return before, meant, after, columns(before)


def _length(line: str, start: int) -> int:
    """How many characters the value or key has that begins at `start`, as far as the line tells."""
    rest = line[start:]
    if not rest.strip():
        return 0
    if rest[0] in "'\"":
        found = _QUOTED.match(rest)
    elif rest[0] in "[{|>":
        return 1
    else:
        opened = sum(line[:start].count(sign) for sign in "[{") - sum(line[:start].count(sign) for sign in "]}")
        found = (_IN_BRACKETS if opened > 0 else _PLAIN).match(rest)
    return len(found[0].rstrip()) if found else 1


def _first(text: str, room: int) -> str:
    """As much of the beginning as fits."""
    taken = ""
    for char in text:
        room -= _column(char)
        if room < 0:
            break
        taken += char
    return taken


def _last(text: str, room: int) -> str:
    """As much of the end as fits."""
    taken: list[str] = []
    for char in reversed(text):
        room -= _column(char)
        if room < 0:
            break
        taken.append(char)
    return "".join(reversed(taken))
