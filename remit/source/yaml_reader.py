"""Reads one YAML text into JSON types with positions, in a single pass over libyaml's events.

YAML's own guesses (no = False, 0010 = 8, dates) are not made: null, true, false and JSON numbers only.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import Any

import yaml

from remit.source.characters import first_forbidden, normalise, place
from remit.source.marks import Mark, Marks, Places, packed

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")
_BEGINS_NUMBER = frozenset("-0123456789")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
# libyaml's English context and problem texts, by a part that is stable, to the name of our own message.
_PROBLEMS = (
    ("while scanning a tag", "yaml-tag"),
    ("cannot start any token", "yaml-special-character"),
    ("mapping values are not allowed", "yaml-colon-in-text"),
    ("could not find expected ':'", "yaml-missing-colon"),
    ("did not find expected key", "yaml-indentation"),
    ("did not find expected '-' indicator", "yaml-indentation"),
    ("did not find expected ',' or", "yaml-unclosed-bracket"),
    ("while parsing a flow node", "yaml-unclosed-bracket"),
    ("unexpected end of stream", "yaml-unclosed-quote"),
)
# What was left open is where it begins; libyaml notices only lines later.
_LEFT_OPEN = {"yaml-missing-colon", "yaml-unclosed-bracket", "yaml-unclosed-quote"}


class YamlError(Exception):
    """Why a text cannot be read: the name of the message, the place and the message's parameters."""

    def __init__(self, name: str, mark: Mark, **params: str) -> None:
        super().__init__(name)
        self.name, self.mark, self.params = name, mark, params


@dataclass(frozen=True, slots=True)
class Parsed:
    """Plain data with line and column of every value and key."""

    data: object
    marks: Marks

    @property
    def values(self) -> Places:
        """The places of the values."""
        return Places(self.marks)

    @property
    def keys(self) -> Places:
        """The places of the keys."""
        return Places(self.marks, keys=True)


def decode(raw: bytes) -> str:
    """The text of a file. Raises YamlError for a file that is too large or not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise YamlError("file-too-large", (1, 1), limit=f"{MAX_BYTES:,}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        raise YamlError("not-utf8", place(before, len(before)), byte=f"0x{raw[error.start]:02X}") from error


def parse(text: str) -> Parsed:
    """JSON types and positions of one YAML document. Raises YamlError at the first thing that cannot be read."""
    found = first_forbidden(text)
    if found:
        offset, name = found
        raise YamlError("forbidden-character", place(text, offset), character=name)
    try:
        composer = _Composer(text)
        data = composer.document()
    except yaml.MarkedYAMLError as error:
        raise _worded(error, text) from error
    if data is None:
        raise YamlError("empty-file", (1, 1))
    return Parsed(data, Marks(data, composer.numbers))


def _worded(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    found = f"{error.context} {error.problem}"
    name = next((name for part, name in _PROBLEMS if part in found), "yaml-unreadable")
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if name in _LEFT_OPEN else marks), None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    if line > len(lines):
        line, column = len(lines), max(len(lines[-1]), 1)
    shown = lines[line - 1]
    indent = shown[: len(shown) - len(shown.lstrip())]
    if "\t" in indent:
        return YamlError("yaml-tab-indentation", (line, indent.index("\t") + 1))
    return YamlError(name, (line, column), text=shown.strip()[:80], tag=shown[column - 1 :].partition(" ")[0][:40])


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


class _Composer:
    """Turns events into data; recursion is bounded by MAX_DEPTH."""

    def __init__(self, text: str) -> None:
        # The stubs know neither what libyaml gives nor that it always says where.
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        # Parts of a normal text are normal.
        self._as_is = text.isascii() or unicodedata.is_normalized("NFC", text)
        self.numbers = array("Q")

    def document(self) -> object:
        """The data of the one document in the text. Raises YamlError where there is none, or another one."""
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise YamlError("empty-file", (1, 1))
        data = self._value(event, 0)
        while not isinstance(event, yaml.StreamEndEvent):
            event = self._next()
            if isinstance(event, yaml.DocumentStartEvent):
                raise YamlError("several-documents", _mark(event))
        return data

    def _value(self, event: Any, depth: int) -> object:
        mark = event.start_mark
        self.numbers.append(packed(mark.line, mark.column))
        if event.anchor:  # an alias has its name there
            raise YamlError("yaml-alias", _mark(event))
        if depth > MAX_DEPTH:
            raise YamlError("nested-too-deep", _mark(event), limit=str(MAX_DEPTH))
        if type(event) is yaml.ScalarEvent:
            text = self._text(event)
            return text if event.style else _plain(text)
        if event.tag:
            raise YamlError("yaml-tag", _mark(event), tag=str(event.tag)[:40])
        numbers = self.numbers
        end = len(numbers)
        numbers.append(0)
        data = self._sequence(depth + 1) if type(event) is yaml.SequenceStartEvent else self._mapping(depth + 1)
        numbers[end] = len(numbers)
        return data

    def _sequence(self, depth: int) -> list[object]:
        items: list[object] = []
        event = self._next()
        while type(event) is not yaml.SequenceEndEvent:
            items.append(self._value(event, depth))
            event = self._next()
        return items

    def _mapping(self, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        lines: dict[str, int] = {}
        event = self._next()
        while type(event) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise YamlError("yaml-key-not-text", _mark(event))
            key = intern(self._text(event))  # the same few keys stand in all files
            if key == "<<":
                raise YamlError("yaml-merge-key", _mark(event))
            if key in data:
                raise YamlError("duplicate-key", _mark(event), key=key[:80], line=str(lines[key]))
            mark: Any = event.start_mark
            lines[key] = mark.line + 1
            self.numbers.append(packed(mark.line, mark.column))
            data[key] = self._value(self._next(), depth)
            event = self._next()
        return data

    def _text(self, event: Any) -> str:
        """The words of a key or value; an escape such as "\\u200b" can still bring in what the text itself does not hold."""
        if event.tag or event.anchor:
            if event.tag:
                raise YamlError("yaml-tag", _mark(event), tag=event.tag[:40])
            raise YamlError("yaml-alias", _mark(event))
        text: str = event.value
        if event.style == '"':
            found = first_forbidden(text)
            if found:
                raise YamlError("forbidden-character", _mark(event), character=found[1])
            return normalise(text)
        return text if self._as_is else normalise(text)


def _plain(text: str) -> object:
    """What a text without quotes means: a constant, a number, or itself."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _BEGINS_NUMBER:
        return text
    number = _NUMBER.fullmatch(text)
    if number:
        return float(text) if number[1] or "e" in text.lower() else int(text)
    return text
