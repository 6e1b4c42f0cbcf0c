"""Files that have been read, as bytes and back: JSON of their data, then the numbers of their places."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence

from remit.source.marks import Marks
from remit.source.yaml_reader import Parsed

_LENGTH = 8


def pack(files: Sequence[Parsed]) -> bytes:
    """The files as bytes, for this machine."""
    head = json.dumps(
        [(file.data, len(file.marks.numbers)) for file in files], ensure_ascii=False, separators=(",", ":")
    )
    text = head.encode()
    return len(text).to_bytes(_LENGTH, "big") + text + b"".join(file.marks.numbers.tobytes() for file in files)


def unpack(data: bytes) -> list[Parsed]:
    """The files that `pack` was given. Raises ValueError for bytes of another making."""
    at = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    files: list[Parsed] = []
    for content, count in json.loads(data[_LENGTH:at]):
        numbers = array("Q")
        numbers.frombytes(data[at : at + count * numbers.itemsize])
        at += count * numbers.itemsize
        files.append(Parsed(content, Marks(content, numbers)))
    if at != len(data):
        raise ValueError("not as long as it says")
    return files
