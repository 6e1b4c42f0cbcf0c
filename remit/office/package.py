"""A zip writer for Office packages: parts that never change are deflated once and reused.

The standard library's zipfile cannot take deflated data as it is, and that was most of the time of a small
document. Dates are fixed and parts sorted, so equal parts give equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_DOS_DATE = (1 << 5) | 1  # 1980-01-01, the zero of zip dates
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_VERSION = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package, packed."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


def text_part(name: str, xml: str) -> Part:
    """An XML part, deflated."""
    raw = xml.encode("utf-8")
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Part(name, _DEFLATED, zlib.crc32(raw), len(raw), packer.compress(raw) + packer.flush())


@lru_cache(maxsize=256)
def shared_part(name: str, xml: str) -> Part:
    """An XML part that many files have in common, deflated once."""
    return text_part(name, xml)


def binary_part(name: str, raw: bytes) -> Part:
    """A part that is compressed in itself, such as a PNG."""
    return Part(name, _STORED, zlib.crc32(raw), len(raw), raw)


def pack(parts: Iterable[Part]) -> bytes:
    """The package of `parts`, sorted by name, which puts `[Content_Types].xml` first as Office likes it.

    Raises ValueError where two parts have one name.
    """
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset, last = 0, ""
    for part in sorted(parts, key=lambda part: part.name):
        if part.name == last:
            raise ValueError(f"two parts are called {part.name}")
        last = part.name
        name = part.name.encode("utf-8")
        fields = struct.pack(
            "<HHHHHLLLHH",
            *(_VERSION, _UTF8_NAME, part.method, 0, _DOS_DATE),
            *(part.crc, len(part.data), part.size, len(name), 0),
        )
        local = b"PK\x03\x04" + fields + name
        chunks += (local, part.data)
        directory.append(
            b"PK\x01\x02" + struct.pack("<H", _VERSION) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name
        )
        offset += len(local) + len(part.data)
    central = b"".join(directory)
    count = len(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))
