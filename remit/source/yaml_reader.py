"""Reads one YAML text into JSON types with positions, in a single pass over libyaml's events.

YAML's own guesses (no = False, 0010 = 8, dates) are not made: null, true, false and JSON numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from remit.source.characters import first_forbidden, normalise, place
from remit.source.document import Mark, Pointer

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")
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


@dataclass(slots=True)
class Parsed:
    """Plain data with line and column of every value and key."""

    data: object
    values: dict[Pointer, Mark] = field(default_factory=dict)
    keys: dict[Pointer, Mark] = field(default_factory=dict)


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
    result = Parsed(None)
    try:
        events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        event = _skip_to_content(events)
        if event is None:
            raise YamlError("empty-file", (1, 1))
        result.data = _Composer(events, result).compose(event, ())
        second = next((more for more in events if isinstance(more, yaml.DocumentStartEvent)), None)
        if second is not None:
            raise YamlError("several-documents", _mark(second))
    except yaml.MarkedYAMLError as error:
        raise _worded(error, text) from error
    if result.data is None:
        raise YamlError("empty-file", (1, 1))
    return result


def _skip_to_content(events: Iterator[yaml.Event]) -> yaml.Event | None:
    for event in events:
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            return None if isinstance(event, yaml.StreamEndEvent) else event
    return None


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


def _mark(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


class _Composer:
    """Turns events into data; recursion is bounded by MAX_DEPTH."""

    def __init__(self, events: Iterator[yaml.Event], result: Parsed) -> None:
        self._events, self._result = events, result

    def compose(self, event: yaml.Event, pointer: Pointer) -> object:
        mark = _mark(event)
        self._result.values[pointer] = mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError("yaml-alias", mark)
        if len(pointer) > MAX_DEPTH:
            raise YamlError("nested-too-deep", mark, limit=str(MAX_DEPTH))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, mark)
        tag = getattr(event, "tag", None)
        if tag:
            raise YamlError("yaml-tag", mark, tag=str(tag)[:40])
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(pointer)
        return self._mapping(pointer)

    def _sequence(self, pointer: Pointer) -> list[object]:
        items: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.compose(event, (*pointer, len(items))))
        return items

    def _mapping(self, pointer: Pointer) -> dict[str, object]:
        data: dict[str, object] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            mark = _mark(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError("yaml-key-not-text", mark)
            key = _text(event, mark)
            if key == "<<":
                raise YamlError("yaml-merge-key", mark)
            if key in data:
                line = self._result.keys[(*pointer, key)][0]
                raise YamlError("duplicate-key", mark, key=key[:80], line=str(line))
            here = (*pointer, key)
            self._result.keys[here] = mark
            data[key] = self.compose(next(self._events), here)
        return data


def _scalar(event: yaml.ScalarEvent, mark: Mark) -> object:
    value = _text(event, mark)
    if event.style is None or event.style == "":
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        number = _NUMBER.fullmatch(value)
        if number:
            return float(value) if number[1] or "e" in value.lower() else int(value)
    return value


def _text(event: yaml.ScalarEvent, mark: Mark) -> str:
    """The words of a key or value; an escape such as "\\u200b" can still bring in what the text itself does not hold."""
    if event.tag:
        raise YamlError("yaml-tag", mark, tag=event.tag[:40])
    if event.anchor:
        raise YamlError("yaml-alias", mark)
    found = first_forbidden(event.value)
    if found:
        raise YamlError("forbidden-character", mark, character=found[1])
    return normalise(event.value)
