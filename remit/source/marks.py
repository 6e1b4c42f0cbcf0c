"""Line and column of every value and key of a file: one number each, in the order of the text, found again by pointer.

A number takes a twentieth of what an entry of a mapping by pointer does, and most places are never asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

Pointer = tuple[str | int, ...]
Mark = tuple[int, int]

_COLUMN = 20
"""Bits for the column: no line is longer than a file, and no file has more than a million bytes."""


def packed(line: int, column: int) -> int:
    """A place, both from 0, as one number."""
    return line << _COLUMN | column


class Marks:
    """The places of one file. `numbers` has the place of each value, before it that of its key; that of a mapping or list is
    followed by the index of what comes after it."""

    __slots__ = ("_data", "numbers")

    def __init__(self, data: object, numbers: array[int]) -> None:
        self._data, self.numbers = data, numbers

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """The indexes of the key and of the value at a pointer; -1 where there is no key. Raises KeyError."""
        data, at, key = self._data, 0, -1
        for part in pointer:
            for name, key_at, value_at, value in self._inside(data, at):
                if name == part and type(name) is type(part):
                    data, at, key = value, value_at, key_at
                    break
            else:
                raise KeyError(pointer)
        return key, at

    def _inside(self, data: object, at: int) -> Iterator[tuple[str | int, int, int, object]]:
        """What stands in a mapping or list at an index: name, index of the key, index of the value, value."""
        at += 2
        entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        for name, value in entries:
            key = -1
            if isinstance(name, str):
                key, at = at, at + 1
            yield name, key, at, value
            at = self.numbers[at + 1] if isinstance(value, dict | list) else at + 1

    def pointers(self) -> Iterator[tuple[Pointer, int]]:
        """Every pointer with the index of its key, in the order of the text."""
        yield (), -1
        yield from self._below((), self._data, 0)

    def _below(self, pointer: Pointer, data: object, at: int) -> Iterator[tuple[Pointer, int]]:
        for name, key_at, value_at, value in self._inside(data, at):
            yield (*pointer, name), key_at
            yield from self._below((*pointer, name), value, value_at)


class Places(Mapping[Pointer, Mark]):
    """The places of the values of a file by pointer, or those of its keys; lines and columns from 1."""

    __slots__ = ("_keys", "_marks")

    def __init__(self, marks: Marks, *, keys: bool = False) -> None:
        self._marks, self._keys = marks, keys

    def __getitem__(self, pointer: Pointer) -> Mark:
        key, value = self._marks.find(pointer)
        at = key if self._keys else value
        if at < 0:
            raise KeyError(pointer)
        number = self._marks.numbers[at]
        return (number >> _COLUMN) + 1, (number & (1 << _COLUMN) - 1) + 1

    def __iter__(self) -> Iterator[Pointer]:
        return (pointer for pointer, key in self._marks.pointers() if key >= 0 or not self._keys)

    def __len__(self) -> int:
        return sum(1 for _ in self)
