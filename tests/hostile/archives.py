"""Office files that Office would not write: parts of gigabytes in kilobytes, directories that lie, stretches of any length."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from remit.office.package import Part, pack

_DEFLATED = 8
_CHUNK = 1 << 24


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a sound file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes | Part]) -> bytes:
    """A file of parts; one that is packed already comes in as it is."""
    return pack(part if isinstance(part, Part) else _deflated(name, part) for name, part in parts.items())


def changed(data: bytes, **parts: bytes | Part) -> bytes:
    """A file with other parts, `word__document` for word/document.xml; new ones with a relationship are the caller's care."""
    named = {f"{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    return packed({**parts_of(data), **{name: _named(name, part) for name, part in named.items()}})


def bomb(size: int, *, before: bytes = b"", declared: int | None = None) -> Part:
    """A part of `size` spaces after `before`, in a thousandth of that; its directory may declare another size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(b" " * _CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    whole = head + chunk * (size // _CHUNK) + b"\x03\x00"
    return Part("", _DEFLATED, 0, len(before) + size if declared is None else declared, whole)


def patched(data: bytes, name: str, offset: int, value: int) -> bytes:
    """Two bytes of a part's entry in the directory set: 8 its flags, 10 its method."""
    place = data.rindex(name.encode(), 0, len(data)) - 46
    return data[: place + offset] + struct.pack("<H", value) + data[place + offset + 2 :]


def _deflated(name: str, raw: bytes) -> Part:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Part(name, _DEFLATED, zlib.crc32(raw), len(raw), packer.compress(raw) + packer.flush())


def _named(name: str, part: bytes | Part) -> bytes | Part:
    return Part(name, part.method, part.crc, part.size, part.data) if isinstance(part, Part) else part
