"""Files of the build before that stand as they are: what was read for them is the same, and so are they.

A file stands where the build before recorded what was read for it, all of that is as it was, and the bytes in the output folder
are those that it made. Whoever makes files says so file by file (`made`); without a build that keeps a record they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from remit.cache.reads import Known, Read, reading
from remit.cache.record import Entry, Group, Record
from remit.cache.shelf import Shelf

_Make = Callable[[], tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Things:
    """Everything that can be read, in an order that is the same wherever `ground` is: the number of each by its id(), and the
    digest of each by its number. `ground` is the digest of everything else that files are made of, `compiler` what makes them."""

    compiler: str
    ground: str
    numbers: Mapping[int, int]
    digests: Sequence[bytes]


class _Making:
    """Files that are made together, beside their record of the build before."""

    def __init__(self, out: Path, things: Things, before: Record) -> None:
        self._out, self._things = out, things
        self.record = Record(things.ground)
        self._groups: dict[int, int | None] = {}
        self._states: dict[int, bytes] = {}
        self._before: Mapping[str, Entry] = {}
        if before.ground == things.ground:
            self.record.groups = before.groups  # what stands goes on to speak of them by their numbers
            if before.state == self._state(before.read):
                self._before = before.files

    def made(self, path: str, make: _Make) -> tuple[bytes, bytes]:
        """A file and what belongs beside it, as they stand or anew."""
        entry = self._before.get(path)
        if entry is not None and entry.state == self._state(entry.read):
            data = self._standing(path, entry.digest)
            if data is not None:
                self.record.files[path] = entry
                return data, entry.beside
        with reading() as read:
            data, beside = make()
        group = self._group_of(read)
        if group is not None:
            self.record.files[path] = Entry(_digest(data), self._state(group), group, beside)
        return data, beside

    def rest_on(self, read: Iterable[Read]) -> bool:
        """All files rest on what was read beside them; whether it is known what that is."""
        group = self._group_of(read)
        if group is not None:
            self.record.read, self.record.state = group, self._state(group)
        return group is not None

    def _standing(self, path: str, digest: str) -> bytes | None:
        try:
            data = (self._out / path).read_bytes()
        except OSError:
            return None
        return data if _digest(data) == digest else None

    def _group_of(self, read: Iterable[Read] | None) -> Group | None:
        """What was read by numbers; None where any of it is nothing that is known."""
        things: list[int] = []
        groups: list[int] = []
        for one in read or ():
            number = self._number(one) if isinstance(one, Known) else self._things.numbers.get(one)
            if number is None:
                return None
            (groups if isinstance(one, Known) else things).append(number)
        return None if read is None else Group.of(things, groups)

    def _number(self, known: Known[object]) -> int | None:
        """The number of the group of what was read to find something out."""
        if known.number not in self._groups:
            group = self._group_of(known.read)
            self._groups[known.number] = None if group is None else self.record.add(group)
        return self._groups[known.number]

    def _state(self, group: Group) -> str:
        """The digest of what was read as it is now."""
        return self._told(group).hex()

    def _told(self, group: Group) -> bytes:
        digests = self._things.digests
        found = [digests[number] for number in group.things]
        for number in group.groups:
            if number not in self._states:
                self._states[number] = self._told(self.record.groups[number])
            found.append(self._states[number])
        return blake2b(b"".join(found), digest_size=16).digest()


_making: ContextVar[_Making | None] = ContextVar("making", default=None)


@contextmanager
def files_of(name: str, out: Path, things: Things, shelf: Shelf) -> Iterator[None]:
    """Make the files within together, under a name, beside those that the build before wrote to the folder `out`; keep a record."""
    key = f"{things.compiler}\0{name}"
    kept = shelf.get("files", key)
    making = _Making(out, things, Record.unpacked(kept) if kept is not None else Record())
    token = _making.set(making)
    try:
        with reading() as read:
            yield
    finally:
        _making.reset(token)
    if making.rest_on(read):
        shelf.put("files", key, *making.record.packed())


def made(path: str, make: Callable[[], bytes]) -> bytes:
    """A file of the output: as it stands, else what `make` gives, which may read the organisation and nothing that was worked out
    for another file, but by `once`."""
    return made_with(path, lambda: (make(), b""))[0]


def made_with(path: str, make: _Make) -> tuple[bytes, bytes]:
    """The same of a file and what is made beside it for other files."""
    making = _making.get()
    return make() if making is None else making.made(path, make)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
