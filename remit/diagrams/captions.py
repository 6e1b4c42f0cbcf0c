"""Last step of a swimlane layout: where the texts beside lines and diamonds go.

Each caption tries its candidate places and takes the least bad: a node is never covered while any candidate is free, then other
captions, then lines, are kept clear.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from remit.diagrams.geometry import Point, Polyline, Rect
from remit.diagrams.swim_model import CAPTION_SIZE, Caption
from remit.diagrams.text import block_width, widest_word, wrap

_LINE_HEIGHT = CAPTION_SIZE * 1.35
_CLEAR = 4.0
_WIDEST_WORD = 110.0
QUESTION_GAP = 4.0
"""How far beside the middle of a diamond a question above it begins, in px."""
_ON_NODE, _OUTSIDE, _ON_CAPTION, _ON_LINE, _ON_LANE_BORDER = 1000.0, 1000.0, 120.0, 14.0, 5.0

Anchor = Literal["start", "middle", "end"]
Candidate = tuple[float, Caption]


def caption_lines(text: str, max_width: float) -> tuple[str, ...]:
    """The lines of a caption no wider than `max_width` px, or than its longest word."""
    return wrap(text, max(max_width, min(widest_word(text, CAPTION_SIZE), _WIDEST_WORD)), CAPTION_SIZE)


def caption_extent(lines: tuple[str, ...]) -> tuple[float, float]:
    """Width and height in px of a caption."""
    return block_width(lines, CAPTION_SIZE) + 2.0, len(lines) * _LINE_HEIGHT


class CaptionSpace:
    """What captions have to keep clear of; each caption placed becomes an obstacle for the next."""

    def __init__(
        self, bounds: Rect, nodes: Sequence[Rect], ways: Sequence[Polyline], borders: Sequence[tuple[Point, Point]]
    ) -> None:
        self._bounds = bounds
        self._nodes = nodes
        self._segments = [pair for way in ways for pair in pairwise(way)]
        self._borders = borders
        self._placed: list[Rect] = []

    def beside_diamond(self, lines: tuple[str, ...], diamond: Rect) -> Caption:
        """A caption at one of the four slanted sides of a diamond, else above, below, left or right of it."""
        return self._best(_diamond_candidates(lines, diamond), [node for node in self._nodes if node != diamond])

    def beside_event(self, lines: tuple[str, ...], circle: Rect) -> Caption:
        """A caption below a start or an end, else above it."""
        w, h = caption_extent(lines)
        places = ((0.0, circle.bottom + _CLEAR), (0.5, circle.y - _CLEAR - h))
        candidates = ((price, Caption(lines, Rect(circle.cx - w / 2, y, w, h), "middle")) for price, y in places)
        return self._best(candidates, [node for node in self._nodes if node != circle])

    def beside_way(self, lines: tuple[str, ...], way: Polyline) -> Caption:
        """A caption next to a line, preferably close to where it starts."""
        return self._best(_way_candidates(lines, way), self._nodes)

    def _best(self, candidates: Iterator[Candidate], nodes: Sequence[Rect]) -> Caption:
        best, lowest = None, float("inf")
        for price, caption in candidates:
            # What lies in the way only adds to the price, so a candidate that is dearer already need not be looked at.
            if price < lowest and (cost := price + self._cost(caption.rect, nodes)) < lowest:
                best, lowest = caption, cost
        if best is None:
            raise AssertionError("every caption has a candidate")
        self._placed.append(best.rect)
        return best

    def _cost(self, rect: Rect, nodes: Sequence[Rect]) -> float:
        near, wide = rect.grown(1.0), rect.grown(1.5)
        cost = 0.0 if self._bounds.contains(rect) else _OUTSIDE
        cost += _ON_NODE * sum(near.overlaps(node) for node in nodes)
        cost += _ON_CAPTION * sum(near.overlaps(other) for other in self._placed)
        cost += _ON_LINE * sum(wide.crossed_by(a, b) for a, b in self._segments)
        return cost + _ON_LANE_BORDER * sum(rect.crossed_by(a, b) for a, b in self._borders)


def _diamond_candidates(lines: tuple[str, ...], d: Rect) -> Iterator[Candidate]:
    w, h = caption_extent(lines)
    dx, dy = d.w / 4 + 2, d.h / 4 + 1  # the middles of the slanted sides
    for price, right, upper in ((0.0, True, True), (0.5, False, True), (1.0, True, False), (1.5, False, False)):
        x = d.cx + dx if right else d.cx - dx - w
        y = d.cy - dy - h if upper else d.cy + dy
        yield price, Caption(lines, Rect(x, y, w, h), "start" if right else "end")
    for price, right, upper in ((1.6, True, True), (1.7, False, True), (1.8, True, False), (1.9, False, False)):
        x = d.cx + QUESTION_GAP if right else d.cx - QUESTION_GAP - w
        y = d.y + 1.0 - h if upper else d.bottom - 1.0
        yield price, Caption(lines, Rect(x, y, w, h), "start" if right else "end")
    yield 2.0, Caption(lines, Rect(d.cx - w / 2, d.y - _CLEAR - h, w, h), "middle")
    yield 2.5, Caption(lines, Rect(d.right + _CLEAR, d.cy - h / 2, w, h), "start")
    yield 3.0, Caption(lines, Rect(d.cx - w / 2, d.bottom + _CLEAR, w, h), "middle")
    yield 3.5, Caption(lines, Rect(d.x - _CLEAR - w, d.cy - h / 2, w, h), "end")


def _way_candidates(lines: tuple[str, ...], way: Polyline) -> Iterator[Candidate]:
    w, h = caption_extent(lines)
    for number, (a, b) in enumerate(pairwise(way)):
        length = abs(a[0] - b[0]) + abs(a[1] - b[1])
        level = a[1] == b[1]
        need = w if level else h
        rest = max(0.0, length - need - 2 * _CLEAR)
        starts = sorted({0.0, rest / 4, rest / 2, rest * 3 / 4, rest})
        for step, start in enumerate(starts):
            price = 3.0 * number + 0.8 * step + (4.0 if length < need else 0.0)
            yield from _along(lines, a, b, start + _CLEAR, price)


def _along(lines: tuple[str, ...], a: Point, b: Point, start: float, price: float) -> Iterator[Candidate]:
    """Captions on both sides of the segment from `a` to `b`, beginning `start` px after `a`."""
    w, h = caption_extent(lines)
    if a[1] == b[1]:
        rightward = b[0] > a[0]
        x = a[0] + start if rightward else a[0] - start - w
        anchor: Anchor = "start" if rightward else "end"
        yield price, Caption(lines, Rect(x, a[1] - 2.0 - h, w, h), anchor)
        yield price + 0.4, Caption(lines, Rect(x, a[1] + 2.0, w, h), anchor)
        return
    y = a[1] + start if b[1] > a[1] else a[1] - start - h
    yield price, Caption(lines, Rect(a[0] + _CLEAR + 1, y, w, h), "start")
    yield price + 0.4, Caption(lines, Rect(a[0] - _CLEAR - 1 - w, y, w, h), "end")
