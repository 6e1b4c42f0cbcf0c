"""Turns a diagram's SVG into a PNG for documents that cannot hold SVG, and reads and writes PNG as far as charts need it.

resvg finds fonts itself: it scans the system's font folders, and leaves text out without a word where no font has the characters.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate, count

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED, _WITH_ALPHA = 3, 6
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)"')
_DPI = 96.0
# Two glyphs that no font draws alike: alike they are only as blanks or as the box for a missing character.
_PROBES = {"cjk": ("永", "国"), "latin": ("A", "g")}
_CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
)
_FAMILIES = {
    "cjk": _CJK_FAMILIES,
    "latin": (*_CJK_FAMILIES, "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica"),
}


class FontMissingError(RuntimeError):
    """No installed font has the characters of a diagram; `families` names the fonts of which one has to be installed.

    On Debian and Ubuntu the package fonts-noto-cjk brings the first of them.
    """

    def __init__(self, script: str) -> None:
        self.script = script
        self.families = _FAMILIES[script]
        super().__init__(
            f"no font with {script} characters found; install one of: {', '.join(self.families)} "
            "(Debian and Ubuntu: the package fonts-noto-cjk)"
        )


def svg_to_png(svg: str, scale: float) -> bytes:
    """PNG bytes of `svg`, `scale` pixels to a px of the SVG (height in proportion to the rounded width); the same bytes for the same SVG, scale and fonts.

    What the SVG does not paint is transparent.

    Raises FontMissingError when no installed font has the characters, ValueError when `svg` has no width in px, is not well-formed
    or `scale` is not positive, and ImportError where resvg-py is not installed.
    """
    found = _SIZE.search(svg)
    if found is None or scale <= 0:
        raise ValueError("an SVG with a width in px and a positive scale are needed")
    script = "cjk" if any(unicodedata.east_asian_width(char) in "WF" for char in svg) else "latin"
    family = _installed_family(script)
    if family is None:
        raise FontMissingError(script)
    return _render(svg, max(1, round(float(found[1]) * scale)), family)


@cache
def fonts() -> str:
    """What tells the fonts that pictures are drawn with from others: some characters as they draw them."""
    told = sha256()
    for script, probes in _PROBES.items():
        family = _installed_family(script)
        for char in probes if family is not None else ():
            told.update(_probe(char, str(family)))
    return told.hexdigest()


@cache
def _installed_family(script: str) -> str | None:
    """The first known font that is installed and really has the characters of `script`."""
    for family in _FAMILIES[script]:
        first, second = (_probe(char, family) for char in _PROBES[script])
        if first != second:
            return family
    return None


def _probe(char: str, family: str) -> bytes:
    return _render(
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
        f'<text x="2" y="20" font-size="18" font-family="{family}">{char}</text></svg>',
        24,
        family,
    )


def _render(svg: str, width: int, family: str) -> bytes:
    from resvg_py import svg_to_bytes  # a binary package that only documents need; a site builds without it

    # The generic family stands for a font that is rarely installed outside Windows: it has to be named.
    return svg_to_bytes(svg_string=svg, width=width, dpi=_DPI, sans_serif_family=family)


class Canvas:
    """A picture of indices of a palette, a byte for each pixel; 0 everywhere to begin with."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        # Every row begins with the number of its filter: none, which packs such pictures as well as any.
        self._bytes = bytearray((width + 1) * height)

    def paste(self, rows: Sequence[bytes], left: int, top: int) -> None:
        """Put rows of equal length in place of what is there; all of it has to lie inside."""
        if not rows:
            return
        canvas, wide, pitch = self._bytes, len(rows[0]), self.width + 1
        for at, row in zip(count(top * pitch + left + 1, pitch), rows):
            canvas[at : at + wide] = row

    def fill(self, index: int, left: int, top: int, width: int, height: int) -> None:
        """A rectangle of one colour; all of it has to lie inside. Drawn along its longer side."""
        canvas, pitch = self._bytes, self.width + 1
        start = top * pitch + left + 1
        if height <= width:
            ink = bytes((index,)) * width
            for at in range(start, start + height * pitch, pitch):
                canvas[at : at + width] = ink
        else:
            ink = bytes((index,)) * height
            for at in range(start, start + width):
                canvas[at : at + (height - 1) * pitch + 1 : pitch] = ink

    def png(self, palette: bytes, alpha: bytes) -> bytes:
        """The picture with `palette` (RGB triples) and the `alpha` of each of its colours."""
        head = struct.pack(">LLBBBBB", self.width, self.height, 8, _INDEXED, 0, 0, 0)
        # More effort takes many times as long and makes a chart a tenth smaller.
        data = zlib.compress(self._bytes, 3)
        chunks = ((b"IHDR", head), (b"PLTE", palette), (b"tRNS", alpha), (b"IDAT", data), (b"IEND", b""))
        return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def alpha_rows(png: bytes) -> list[bytes]:
    """The alpha of each pixel, row by row, of a PNG as `svg_to_png` makes it.

    Raises ValueError for a PNG of another make: one that is interlaced, or has not 8 bits of red, green, blue and alpha.
    """
    found = list(_chunks(png))
    width, _, bits, colour, _, _, interlaced = struct.unpack(">LLBBBBB", found[0][1])
    if (bits, colour, interlaced) != (8, _WITH_ALPHA, 0):
        raise ValueError("a PNG with 8 bits of red, green, blue and alpha is needed")
    raw = zlib.decompress(b"".join(content for kind, content in found if kind == b"IDAT"))
    rows: list[bytes] = []
    above = bytes(width)
    for start in range(0, len(raw), 4 * width + 1):
        above = _unfiltered(raw[start], raw[start + 4 : start + 4 * width + 1 : 4], above)
        rows.append(above)
    return rows


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">L", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """One channel of a row as it was before the PNG's filter of that kind; `above` is the channel of the row before."""
    if kind == 0 or not (any(row) or any(above)):
        return row
    if kind == 1:
        return bytes([value & 255 for value in accumulate(row)])
    if kind == 2:
        return bytes([(value + up) & 255 for value, up in zip(row, above, strict=True)])
    out: list[int] = []
    left = corner = 0
    for value, up in zip(row, above, strict=True):
        left = (value + ((left + up) // 2 if kind == 3 else _paeth(left, up, corner))) & 255
        out.append(left)
        corner = up
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    """Whichever neighbour is nearest to what the three of them suggest."""
    if left == up == corner:
        return left
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner
