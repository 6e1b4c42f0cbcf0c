"""An organisation chart as a PNG without drawing it anew: boxes and lines are rows of bytes, and characters come from a stock.

It looks as what svg_to_png makes of org_svg and takes a hundredth of the time, which a job description for every post needs.
"""

from functools import cache, lru_cache
from itertools import pairwise
from math import ceil, hypot

from remit.diagrams.geometry import Polyline
from remit.diagrams.glyphs import LEVELS, Mask, baseline, mask, tokens
from remit.diagrams.orgchart import LABEL_SIZE, OrgBox, OrgLayout
from remit.diagrams.png import Canvas
from remit.diagrams.svg import LINK, TONES

# As svg.py draws a chart.
_LEADING = 1.35
_ON_THE_LINE = 0.36
_CORNER = 6.0
_STROKE = 1.2
_DASH, _DASH_AND_GAP = 4, 7
_WEIGHTS = {"leaf": 400, "muted": 400}
_BOLD = 600
# Points across a pixel at which the share of it inside a round corner is counted.
_SAMPLES = 4

_FULL = LEVELS - 1
_NOTHING, _LINK_INK = 0, 1
# Where the colours of a tone begin in the palette: the label on the fill, then the border on the fill and on nothing.
_LABEL = {tone: 2 + 3 * LEVELS * number for number, tone in enumerate(TONES)}


def org_png(layout: OrgLayout, scale: float) -> bytes:
    """A chart whose boxes have one label each, `scale` pixels to a px of the layout; the paper shows between the boxes.

    Raises FontMissingError where no installed font has the characters, ValueError for a box with a second label.
    """
    width, height = ceil(layout.width * scale), ceil(layout.height * scale)
    canvas = Canvas(width, height)
    for box in layout.boxes:
        _box(canvas, box, scale)
    for edge in layout.edges:
        _link(canvas, edge.points, scale)
    return canvas.png(*_palette())


def _link(canvas: Canvas, points: Polyline, scale: float) -> None:
    """An orthogonal line; where it stands on a border or on another line it stops short of it."""
    half = max(1, round(_STROKE * scale / 2))
    for (x1, y1), (x2, y2) in pairwise(points):
        left, right = sorted((round(x1 * scale), round(x2 * scale)))
        top, bottom = sorted((round(y1 * scale), round(y2 * scale)))
        if top == bottom:
            canvas.fill(_LINK_INK, left - half, top - half, right - left + 2 * half, 2 * half)
        elif bottom - top > 2 * half:
            canvas.fill(_LINK_INK, left - half, top + half, 2 * half, bottom - top - 2 * half)


def _box(canvas: Canvas, box: OrgBox, scale: float) -> None:
    if box.sublines:
        raise ValueError("a box of a chart that is put together has one label")
    tone = box.node.tone or ("leaf" if box.leaf else "unit")
    left, top = round(box.rect.x * scale), round(box.rect.y * scale)
    width, height = round(box.rect.w * scale), round(box.rect.h * scale)
    rows, margin = _blank(tone, width, height, scale)
    canvas.paste(rows, left - margin, top - margin)
    size = round(LABEL_SIZE * scale)
    leading = LABEL_SIZE * _LEADING * scale
    first = top + height / 2 - (len(box.lines) - 1) * leading / 2 + _ON_THE_LINE * size - baseline(size)
    for number, line in enumerate(box.lines):
        rows = _inked(line, size, tone, width - 2 * margin)
        canvas.paste(rows, left + (width - len(rows[0])) // 2, round(first + number * leading))


@lru_cache(maxsize=4096)
def _inked(line: str, size: int, tone: str, room: int) -> Mask:
    """A line of text in the colours of a tone, cut to the room there is; a post stands in its own chart and in others."""
    pieces = [_inked_token(token, size, tone) for token in tokens(line)]
    return tuple([b"".join(parts)[:room] for parts in zip(*pieces, strict=True)])


@lru_cache(maxsize=8192)
def _inked_token(token: str, size: int, tone: str) -> Mask:
    ink = bytes(range(_LABEL[tone], _LABEL[tone] + LEVELS)).ljust(256)
    return tuple([row.translate(ink) for row in mask(token, size, _WEIGHTS.get(tone, _BOLD))])


@cache
def _blank(tone: str, width: int, height: int, scale: float) -> tuple[Mask, int]:
    """A box without its label: a corner is counted out, everything else repeats or mirrors it."""
    margin = ceil(_STROKE * scale / 2)
    radius = height / 2 if tone == "body" else _CORNER * scale
    size = min(margin + ceil(radius + _STROKE * scale / 2), height // 2 + margin)
    across, down = width + 2 * (margin - size), height + 2 * (margin - size)
    corner = _corner(tone, size, margin, radius, scale)
    fill = _LABEL[tone]
    dashed = bool(TONES[tone][4])
    top: list[bytes] = []
    for y, left in enumerate(corner):
        gap = _NOTHING if y < margin else fill
        edge = bytes(left[-1] if not dashed or _on_dash(x, scale) else gap for x in range(across))
        top.append(left + edge + left[::-1])
    whole = corner[-1] + bytes((fill,)) * across + corner[-1][::-1]
    open_side = bytes(margin) + bytes((fill,)) * width + bytes(margin)
    middle = [open_side if dashed and not _on_dash(y, scale) else whole for y in range(down)]
    return (*top, *middle, *reversed(top)), margin


@cache
def _corner(tone: str, size: int, margin: int, radius: float, scale: float) -> Mask:
    return tuple(bytes(_pixel(tone, x, y, margin, radius, scale) for x in range(size)) for y in range(size))


def _on_dash(at: int, scale: float) -> bool:
    return at % (_DASH_AND_GAP * scale) < _DASH * scale


def _pixel(tone: str, x: int, y: int, margin: int, radius: float, scale: float) -> int:
    """The colour of a pixel in the upper left corner of a box, by how much of it the border and the fill take."""
    half, centre = _STROKE * scale / 2, margin + radius
    outer = inner = 0
    for point in range(_SAMPLES * _SAMPLES):
        px = x + (point % _SAMPLES + 0.5) / _SAMPLES
        py = y + (point // _SAMPLES + 0.5) / _SAMPLES
        # How deep the point lies inside the outline.
        depth = min(px, py) - margin
        if px < centre and py < centre:
            depth = radius - hypot(centre - px, centre - py)
        outer += depth > -half
        inner += depth > half
    every = _SAMPLES * _SAMPLES
    if outer < every:
        return _LABEL[tone] + 2 * LEVELS + outer * _FULL // every if outer else _NOTHING
    return _LABEL[tone] + LEVELS + (every - inner) * _FULL // every


@cache
def _palette() -> tuple[bytes, bytes]:
    """Colours and how much of each covers the paper, as `Canvas.png` takes them."""
    colours = [(0, 0, 0), _rgb(LINK)]
    alpha = [0, 255]
    for fill, border, ink, *_ in TONES.values():
        for over in (ink, border):
            colours += (_mixed(_rgb(fill), _rgb(over), level) for level in range(LEVELS))
            alpha += [255] * LEVELS
        colours += [_rgb(border)] * LEVELS
        alpha += (255 * level // _FULL for level in range(LEVELS))
    return bytes(part for colour in colours for part in colour), bytes(alpha)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _mixed(under: tuple[int, ...], over: tuple[int, ...], level: int) -> tuple[int, ...]:
    return tuple((a * (_FULL - level) + b * level) // _FULL for a, b in zip(under, over, strict=True))
