"""A chart put together from a stock of characters shows what resvg draws of the same chart."""

from __future__ import annotations

import struct
import zlib

import pytest

from remit.diagrams import glyphs
from remit.diagrams.geometry import Rect
from remit.diagrams.glyphs import LEVELS, mask, tokens
from remit.diagrams.org_png import org_png
from remit.diagrams.orgchart import OrgBox, OrgEdge, OrgLayout, OrgNode
from remit.diagrams.png import alpha_rows, svg_to_png
from remit.diagrams.svg import TONES, org_svg

_SCALE = 2


def _box(name: str, tone: str, x: float, y: float, *lines: str, leaf: bool = False) -> OrgBox:
    return OrgBox(OrgNode(name, "".join(lines), tone=tone), Rect(x, y, 128, 40), lines, (), leaf)


def _chart() -> OrgLayout:
    boxes = (
        _box("a", "", 72, 2, "财务部", "经理（3人）"),
        _box("self", "self", 2, 62, "出纳"),
        _box("p", "muted", 142, 62, "Cost Accountant"),
        _box("b", "body", 2, 122, "董事会"),
    )
    edges = (
        OrgEdge("a", "self", ((136, 42), (136, 52), (66, 52), (66, 62))),
        OrgEdge("a", "p", ((136, 42), (136, 52), (206, 52), (206, 62))),
        OrgEdge("self", "b", ((66, 102), (66, 112), (66, 112), (66, 122))),
    )
    return OrgLayout(272, 164, boxes, edges)


def _chunks(png: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">L", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">L", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + content),)
        found[kind] = content
        at += 12 + length
    return found


def _indices(png: bytes) -> list[bytes]:
    chunks = _chunks(png)
    width, height = struct.unpack(">LL", chunks[b"IHDR"][:8])
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == (width + 1) * height
    return [raw[start + 1 : start + 1 + width] for start in range(0, len(raw), width + 1)]


def test_it_covers_the_paper_where_the_drawn_chart_does() -> None:
    png = org_png(_chart(), _SCALE)
    alpha = _chunks(png)[b"tRNS"]
    ours = [bytes(alpha[index] for index in row) for row in _indices(png)]
    drawn = alpha_rows(svg_to_png(org_svg(_chart(), "t", "d", "chart", ground=False), _SCALE))
    assert (len(ours), len(ours[0])) == (len(drawn), len(drawn[0]))
    apart = sum(
        abs(a - b) > 128 for row, other in zip(ours, drawn, strict=True) for a, b in zip(row, other, strict=True)
    )
    # Dashes begin elsewhere; everything else is the same to the pixel, but for its soft edges.
    assert apart < 0.01 * len(ours) * len(ours[0])


def test_labels_have_the_ink_of_their_tone() -> None:
    rows = _indices(org_png(_chart(), _SCALE))
    for number, tone in enumerate(TONES):
        first = 2 + 3 * LEVELS * number
        inked = sum(row.count(bytes((first + LEVELS - 1,))) for row in rows)
        assert (inked > 50) is (tone != "leaf"), tone


def test_a_second_label_is_refused() -> None:
    box = OrgBox(OrgNode("a", "x", "y"), Rect(2, 2, 128, 40), ("x",), ("y",), leaf=True)
    with pytest.raises(ValueError, match="one label"):
        org_png(OrgLayout(132, 44, (box,), ()), _SCALE)


def test_a_label_that_is_too_wide_stays_in_its_box() -> None:
    narrow = _indices(org_png(OrgLayout(132, 44, (_box("a", "self", 2, 2, "国" * 40),), ()), _SCALE))
    empty = _indices(org_png(OrgLayout(132, 44, (_box("a", "self", 2, 2),), ()), _SCALE))
    assert [row[:6] for row in narrow] == [row[:6] for row in empty]
    assert [row[-6:] for row in narrow] == [row[-6:] for row in empty]


def test_bytes_do_not_depend_on_what_was_drawn_before() -> None:
    first = org_png(_chart(), _SCALE)
    glyphs.mask.cache_clear()
    for token in ("理", "会", "Accountant", "出"):
        mask(token, 26, 600)
    assert org_png(_chart(), _SCALE) == first


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("采购专员（3人）", ("采", "购", "专", "员", "（", "3", "人", "）")),
        ("Vice President, QA", ("Vice", " ", "President,", " ", "QA")),
        ("IT工程师", ("IT", "工", "程", "师")),
        ("e\u0301tude", ("e\u0301tude",)),
        ("مدير 采购", ("مدير 采购",)),
        ("", ()),
    ],
)
def test_lines_fall_apart_where_glyphs_are_independent(line: str, pieces: tuple[str, ...]) -> None:
    assert tokens(line) == pieces


@pytest.mark.parametrize("text", ["国", "Manager", "gjpqy", "—"])
def test_a_mask_is_the_alpha_of_what_is_drawn(text: str) -> None:
    rows = mask(text, 26, 400)
    assert len({len(row) for row in rows}) == 1
    assert max(map(max, rows)) > LEVELS // 2
    assert max(map(max, rows)) < LEVELS


@pytest.mark.parametrize("kind", range(5))
def test_rows_of_every_filter_are_read(kind: int) -> None:
    """A PNG of our own making, filtered as the standard says."""
    pixels = [bytes((x * 7 + y * 13) % 256 for x in range(4 * 9)) for y in range(6)]
    before = bytes(4 * 9)
    raw = b""
    for row in pixels:
        guess = [_predicted(kind, row, before, at) for at in range(len(row))]
        raw += bytes((kind, *((value - one) & 255 for value, one in zip(row, guess, strict=True))))
        before = row
    parts = ((b"IHDR", struct.pack(">LLBBBBB", 9, 6, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n"
    for name, content in parts:
        png += struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
    assert alpha_rows(png) == [row[3::4] for row in pixels]


def _predicted(kind: int, row: bytes, before: bytes, at: int) -> int:
    left, corner = (row[at - 4], before[at - 4]) if at >= 4 else (0, 0)
    up = before[at]
    nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
    return (0, left, up, (left + up) // 2, nearest)[kind]


def test_a_png_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="8 bits"):
        alpha_rows(org_png(_chart(), _SCALE))
