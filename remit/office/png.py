"""Whether bytes are a PNG that any program can draw, found out without drawing it.

A file says in its head how large its picture is, and any number can stand there: who believes it makes room for gigabytes,
or finds out far into a document that there is no picture.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

MOST_PIXELS = 16_000_000
_LONGEST_SIDE = 20_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# First column and row of each pass of a laced picture, and the steps from one to the next.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_CHUNK = 1 << 20


@lru_cache(maxsize=8)
def is_png(data: bytes) -> bool:
    """Whether it is a whole picture of at most MOST_PIXELS, with every pixel that it declares and no more."""
    try:
        chunks = list(_chunks(data))
        wide, high, depth, colour, *rest, laced = struct.unpack(">LLBBBBB", chunks[0][1])
    except (ValueError, IndexError, struct.error):
        return False
    kinds = [kind for kind, _ in chunks]
    sound = (
        kinds[0] == b"IHDR"
        and kinds[-1] == b"IEND"
        and (colour != 3 or b"PLTE" in kinds)
        and (depth in _DEPTHS.get(colour, ()) and rest == [0, 0] and laced in (0, 1))
        and (0 < wide <= _LONGEST_SIDE and 0 < high <= _LONGEST_SIDE and wide * high <= MOST_PIXELS)
    )
    if not sound:
        return False
    rows = list(_rows(wide, high, depth * _CHANNELS[colour], laced=laced == 1))
    return _holds(b"".join(body for kind, body in chunks if kind == b"IDAT"), rows)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each piece. Raises ValueError where one is cut short or damaged."""
    if not data.startswith(_SIGNATURE):
        raise ValueError
    place, end = len(_SIGNATURE), b""
    while end != b"IEND":
        length, end = struct.unpack_from(">L4s", data, place)
        body = data[place + 8 : place + 8 + length]
        if struct.unpack_from(">L", data, place + 8 + length) != (zlib.crc32(end + body),):
            raise ValueError
        yield end, body
        place += 12 + length


def _rows(wide: int, high: int, bits: int, *, laced: bool) -> Iterator[tuple[int, int]]:
    """How many rows there are of how many bytes, with the one before each that says how it is filtered."""
    for left, top, right, down in _PASSES if laced else ((0, 0, 1, 1),):
        columns, rows = -(-(wide - left) // right), -(-(high - top) // down)
        if columns > 0 and rows > 0:
            yield rows, 1 + -(-columns * bits // 8)


def _holds(packed: bytes, rows: list[tuple[int, int]]) -> bool:
    """Whether the pixels are as many bytes as the rows take, no row filtered in a way that there is not."""
    unpacker, waiting = zlib.decompressobj(), packed
    wanted = sum(number * length for number, length in rows)
    raw = bytearray()
    try:
        while waiting and not unpacker.eof and len(raw) <= wanted:
            raw += unpacker.decompress(waiting, _CHUNK)
            waiting = unpacker.unconsumed_tail
    except zlib.error:
        return False
    if len(raw) != wanted or not unpacker.eof:
        return False
    start = 0
    for number, length in rows:
        if raw[start : start + number * length : length].translate(None, bytes(range(5))):
            return False
        start += number * length
    return True
