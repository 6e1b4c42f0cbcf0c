"""What a build leaves to the next about files that it made together: their digests, and what was read for each of them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Things read by their numbers, and groups of others by theirs: thousands of files may rest on the same."""

    things: array[int]
    groups: array[int]

    @classmethod
    def of(cls, things: Iterable[int] = (), groups: Iterable[int] = ()) -> Group:
        """The group of these; in which order they were read does not count."""
        return cls(array("I", sorted(things)), array("I", sorted(groups)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: the digest of its bytes, that of what was read for it, what that was, and what was made beside the file."""

    digest: str
    state: str
    read: Group
    beside: bytes


@dataclass(slots=True)
class Record:
    """The ground of the files, what was read for all of them with its digest, and the files by path; the groups that they speak of."""

    ground: str = ""
    state: str = ""
    read: Group = field(default_factory=Group.of)
    files: dict[str, Entry] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def add(self, group: Group) -> int:
        """The number of a group from now on."""
        self.groups.append(group)
        return len(self.groups) - 1

    def packed(self) -> list[bytes]:
        """As bytes in parts, for this machine; groups that nothing speaks of any more are left out."""
        numbers = self._spoken_of()
        groups = [_renumbered(self.groups[number], numbers) for number in numbers]
        groups += [_renumbered(group, numbers) for group in (self.read, *(one.read for one in self.files.values()))]
        head = [
            self.ground,
            self.state,
            len(numbers),
            [(len(group.things), len(group.groups)) for group in groups],
            [(path, one.digest, one.state, len(one.beside)) for path, one in self.files.items()],
        ]
        text = json.dumps(head, ensure_ascii=False).encode()
        parts = [len(text).to_bytes(_LENGTH, "big"), text]
        for group in groups:
            parts += [group.things.tobytes(), group.groups.tobytes()]
        parts += [one.beside for one in self.files.values()]
        return parts

    @classmethod
    def unpacked(cls, data: bytes) -> Record:
        """The record of which `packed` gave the parts."""
        at = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
        ground, state, number, sizes, files = json.loads(data[_LENGTH:at])
        view = memoryview(data)

        def numbers(count: int) -> array[int]:
            nonlocal at
            found = array("I")
            found.frombytes(view[at : at + count * found.itemsize])
            at += count * found.itemsize
            return found

        groups = [Group(numbers(things), numbers(inner)) for things, inner in sizes]
        record = cls(ground, state, groups[number], groups=groups[:number])
        for (path, digest, read_state, length), read in zip(files, groups[number + 1 :], strict=True):
            record.files[path] = Entry(digest, read_state, read, data[at : at + length])
            at += length
        return record

    def _spoken_of(self) -> dict[int, int]:
        """New numbers of the groups that files speak of, or other such groups."""
        found: dict[int, int] = {}

        def walk(group: Group) -> Iterator[int]:
            for number in group.groups:
                if number not in found:
                    found[number] = len(found)
                    yield number

        waiting = [
            number for group in (self.read, *(one.read for one in self.files.values())) for number in walk(group)
        ]
        while waiting:
            waiting += walk(self.groups[waiting.pop()])
        return found


def _renumbered(group: Group, numbers: dict[int, int]) -> Group:
    return Group(group.things, array("I", sorted(numbers[number] for number in group.groups)))
