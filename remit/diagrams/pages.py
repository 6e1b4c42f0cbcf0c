"""Cuts a swimlane with lanes as columns into pages: each repeats the names of the lanes, lines that run on get marks.

A cut lies between two rows of nodes where nothing lies across it but lines that run up or down; every line that it
cuts ends in a circle with a letter on one page and goes on from the same letter on the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from remit.diagrams.geometry import Point, Polyline, Rect, simplified
from remit.diagrams.sizing import MARGIN
from remit.diagrams.swim_model import (
    CAPTION_SIZE,
    Flow,
    FlowKind,
    Lane,
    Mark,
    Node,
    PlacedFlow,
    PlacedLane,
    PlacedNode,
    SwimLayout,
)
from remit.diagrams.swimlane import layout_columns

MOST_MM_PER_PX = 25.4 / 96
LEAST_MM_PER_PX = 7.5 * 25.4 / 72 / CAPTION_SIZE
"""At this scale the smallest type is 7.5 pt."""
RADIUS = 8.0
_APART = 2 * RADIUS + 4.0
_CLEAR = 4.0
_STUB = 16.0
_LEVEL = 4.0
_CROSSED, _UNEVEN = (
    40.0,
    500.0,
)  # the prices of a line that is cut, and of a full page (squared: even pages are cheaper)


@dataclass(frozen=True)
class _Piece:
    """A part of a flow on one page, and whether a cut ends it before (towards its source) or after."""

    flow: PlacedFlow
    points: Polyline
    from_cut: bool
    to_cut: bool


@dataclass(frozen=True)
class _Crossing:
    """Where lines that run the same way on the same track meet a cut."""

    x: float
    downward: bool
    kind: FlowKind


def column_pages(
    lanes: Sequence[Lane], nodes: Sequence[Node], flows: Sequence[Flow], width_mm: float, height_mm: float
) -> tuple[tuple[SwimLayout, ...], float]:
    """A process in lanes as columns on as many pages as it takes, and the scale (mm a px) at which to print them.

    Type is 9 pt, or as small as 7.5 pt where that keeps a picture within `width_mm` or saves a page. A process of so many
    lanes that it cannot be as narrow at this size is scaled down further: its caller may prefer a page on its side.
    Raises ValueError as `layout_swimlane` does.
    """
    whole = layout_columns(lanes, nodes, flows, (width_mm / MOST_MM_PER_PX, width_mm / LEAST_MM_PER_PX))
    scale = min(MOST_MM_PER_PX, width_mm / whole.width)
    pages = cut_into_pages(whole, height_mm / scale)
    if len(pages) > 1 and scale > LEAST_MM_PER_PX:
        closer = cut_into_pages(whole, height_mm / LEAST_MM_PER_PX)
        pages = closer if len(closer) < len(pages) else pages
    return pages, min(scale, height_mm / max(page.height for page in pages))


def cut_into_pages(layout: SwimLayout, height: float) -> tuple[SwimLayout, ...]:
    """The layout on pages of at most `height` px; whole where it fits or has no place to cut.

    Raises ValueError for a layout with lanes as rows.
    """
    if layout.orientation != "columns":
        raise ValueError("only a flow chart with lanes as columns can be cut between its rows")
    if layout.height <= height or not layout.lanes:
        return (layout,)
    top = layout.lanes[0].header.bottom
    cuts = _best_cuts(layout, height - top - MARGIN)
    if not cuts:
        return (layout,)
    edges = [top, *cuts, layout.height - MARGIN]
    pages: list[SwimLayout] = []
    letters: dict[_Crossing, str] = {}
    used = 0
    for number, (low, high) in enumerate(pairwise(edges)):
        following = {}
        if number < len(cuts):
            for crossing in _crossings(layout, high):
                following[crossing] = _letter(used)
                used += 1
        pages.append(_page(layout, (low, high), letters, following))
        letters = following
    return tuple(pages)


def _letter(number: int) -> str:
    """A … Z, AA, AB …"""
    return ("" if number < 26 else _letter(number // 26 - 1)) + chr(ord("A") + number % 26)


def _segments(flow: PlacedFlow) -> Iterator[tuple[Point, Point]]:
    return pairwise(flow.points)


def _crossings(layout: SwimLayout, y: float) -> list[_Crossing]:
    """What meets a cut, from left to right; lines drawn over each other are one."""
    found = {
        _Crossing(round(a[0], 2), b[1] > a[1], flow.kind)
        for flow in layout.flows
        for a, b in _segments(flow)
        if min(a[1], b[1]) < y < max(a[1], b[1])
    }
    return sorted(found, key=lambda one: (one.x, one.downward, one.kind))


def _free(layout: SwimLayout) -> list[float]:
    """Heights at which nothing lies across but lines that run up or down: the middle of each free strip."""
    taken = [(node.rect.y - _CLEAR, node.rect.bottom + _CLEAR) for node in layout.nodes]
    captions = [node.caption.rect for node in layout.nodes if node.caption]
    captions += [flow.caption.rect for flow in layout.flows if flow.caption]
    taken += [(rect.y - 1.0, rect.bottom + 1.0) for rect in captions]
    for flow in layout.flows:
        # A flow's first and last px stay whole, so that a piece never is an arrowhead alone.
        taken += [(y - _CLEAR, y + _CLEAR) for y in (flow.points[0][1], flow.points[-1][1])]
        taken += [(a[1] - _CLEAR, a[1] + _CLEAR) for a, b in _segments(flow) if a[1] == b[1]]
    free: list[float] = []
    reached = layout.lanes[0].header.bottom
    for low, high in sorted(taken):
        if low > reached:
            free.append((reached + low) / 2)
        reached = max(reached, high)
    return free[1:]  # nothing stands above the first


def _best_cuts(layout: SwimLayout, room: float) -> list[float]:
    """The cuts that give the fewest pages with at most `room` px below the names, then cut few lines, then are even."""
    top, bottom = layout.lanes[0].header.bottom, layout.height - MARGIN
    places = [top, *_free(layout), bottom]
    needs = [0.0, *(_stub(_crossings(layout, y)) for y in places[1:-1]), 0.0]
    crossed = [0.0, *(_price(layout, y) for y in places[1:-1]), 0.0]
    best: list[tuple[float, float, float, int]] = [(0.0, 0.0, 0.0, 0)]
    for end in range(1, len(places)):
        options = []
        for start in range(end):
            size = places[end] - places[start] + needs[start] + needs[end]
            over, pages, cost, _ = best[start]
            # A strip that no cut can make short enough is taken as it is, once and no more often than it must be.
            over += max(0.0, size - room)
            options.append((over, pages + 1, cost + crossed[end] + (size / room) ** 2 * _UNEVEN, start))
        best.append(min(options))
    cuts: list[float] = []
    here = len(places) - 1
    while here := best[here][3]:
        cuts.append(places[here])
    return cuts[::-1]


def _price(layout: SwimLayout, y: float) -> float:
    """What the lines that a cut meets cost; a decision should stand on the page of its step."""
    kinds = {node.id: node.kind for node in layout.nodes}
    apart = sum(
        kinds[flow.source] == "task" and kinds[flow.target] == "decision" and flow.points[0][1] < y < flow.points[-1][1]
        for flow in layout.flows
    )
    return _CROSSED * (len(_crossings(layout, y)) + 5 * apart)


def _stub(crossings: Sequence[_Crossing]) -> float:
    """The height that the connectors of a cut take on each of its pages."""
    return _STUB + _LEVEL * len(crossings) + 2 * RADIUS + _CLEAR if crossings else 0.0


def _spread(xs: Sequence[float], low: float, high: float) -> list[float]:
    """Places near `xs` (ascending), apart from each other, between `low` and `high` where there is room."""
    placed: list[float] = []
    for x in xs:
        placed.append(max(x, placed[-1] + _APART) if placed else max(x, low))
    limit = high
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - _APART
    return placed


def _jogs(crossings: Sequence[_Crossing], places: Sequence[float]) -> list[int]:
    """At which level below the drawing each line turns aside, so that none crosses another."""
    levels = [0] * len(crossings)
    moves = [place - one.x for one, place in zip(crossings, places, strict=True)]
    left = [number for number, move in enumerate(moves) if move < 0]
    right = [number for number, move in enumerate(moves) if move > 0]
    for ordered in (left, right[::-1]):
        for level, number in enumerate(ordered):
            levels[number] = level
    return levels


def _page(
    layout: SwimLayout, span: tuple[float, float], above: dict[_Crossing, str], below: dict[_Crossing, str]
) -> SwimLayout:
    """What lies between two cuts, moved up below the names of the lanes."""
    low, high = span
    top = layout.lanes[0].header.bottom
    shift = top - low + _stub(list(above))
    drawn = high + shift
    bottom = drawn + _stub(list(below)) if below else drawn
    entry = _ends(list(above), top + _stub(list(above)), -1.0, layout.width)
    leave = _ends(list(below), drawn, 1.0, layout.width)
    nodes = tuple(_moved_node(node, shift) for node in layout.nodes if low < node.rect.cy < high)
    flows: list[PlacedFlow] = []
    for flow in layout.flows:
        for piece in _pieces(flow, span):
            points = [(x, y + shift) for x, y in piece.points]
            if piece.from_cut:
                points = [*reversed(_way_out(piece, 0, low, entry, leave)), *points[1:]]
            if piece.to_cut:
                points = [*points[:-1], *_way_out(piece, -1, low, entry, leave)]
            caption = flow.caption if flow.caption and low < flow.caption.rect.cy < high else None
            if caption and not _near(caption.rect, piece.points):
                caption = None
            moved = replace(caption, rect=_moved(caption.rect, shift)) if caption else None
            flows.append(PlacedFlow(flow.source, flow.target, flow.kind, simplified(points), moved))
    marks = [
        Mark(Rect(ways[-1][0] - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS), letter, one.kind)
        for ends, letters, side in ((entry, above, -1.0), (leave, below, 1.0))
        for one, letter in letters.items()
        for ways in (ends[one],)
        for y in (ways[-1][1] + side * RADIUS,)
    ]
    return SwimLayout(
        layout.width,
        bottom + MARGIN,
        layout.orientation,
        tuple(_shorter(lane, bottom) for lane in layout.lanes),
        nodes,
        tuple(flows),
        tuple(marks),
    )


def _ends(crossings: Sequence[_Crossing], y: float, side: float, width: float) -> dict[_Crossing, list[Point]]:
    """For each line from where it meets the cut (drawn at `y`) to the border of its circle, away from the drawing."""
    edge = MARGIN + RADIUS + 2.0
    places = _spread([one.x for one in crossings], edge, width - edge)
    levels = _jogs(crossings, places)
    last = y + side * (_STUB + _LEVEL * len(crossings))
    ends = {}
    for one, place, level in zip(crossings, places, levels, strict=True):
        turn = y + side * (_CLEAR + _LEVEL * level)
        ends[one] = [(one.x, y), (one.x, turn), (place, turn), (place, last)]
    return ends


def _way_out(
    piece: _Piece, end: int, low: float, entry: dict[_Crossing, list[Point]], leave: dict[_Crossing, list[Point]]
) -> list[Point]:
    """The points from the cut that begins (0) or ends (-1) a piece to the circle there."""
    x, y = piece.points[end]
    before, after = piece.points[:2] if end == 0 else piece.points[-2:]
    crossing = _Crossing(round(x, 2), after[1] > before[1], piece.flow.kind)
    first, turn, *rest = (entry if y == low else leave)[crossing]
    return [(x, first[1]), (x, turn[1]), *rest]


def _pieces(flow: PlacedFlow, span: tuple[float, float]) -> Iterator[_Piece]:
    """The parts of a flow between two cuts, in its direction."""
    low, high = span
    points: list[Point] = []
    from_cut = False
    for a, b in _segments(flow):
        start, end = _clipped(a, b, low, high)
        if start is None or end is None:
            continue
        if not points:
            points, from_cut = [start], start != a
        points.append(end)
        if end != b:
            yield _Piece(flow, tuple(points), from_cut, True)
            points = []
    if points:
        yield _Piece(flow, tuple(points), from_cut, False)


def _clipped(a: Point, b: Point, low: float, high: float) -> tuple[Point | None, Point | None]:
    """The part of a segment within the page; nothing where it lies outside."""
    if max(a[1], b[1]) <= low or min(a[1], b[1]) >= high:
        return None, None
    return (a[0], min(max(a[1], low), high)), (b[0], min(max(b[1], low), high))


def _near(caption: Rect, points: Sequence[Point]) -> bool:
    grown = caption.grown(16.0)
    return any(grown.crossed_by(a, b) for a, b in pairwise(points))


def _moved(rect: Rect, by: float) -> Rect:
    return Rect(rect.x, rect.y + by, rect.w, rect.h)


def _moved_node(node: PlacedNode, by: float) -> PlacedNode:
    caption = replace(node.caption, rect=_moved(node.caption.rect, by)) if node.caption else None
    return replace(node, rect=_moved(node.rect, by), caption=caption)


def _shorter(lane: PlacedLane, bottom: float) -> PlacedLane:
    return replace(lane, rect=Rect(lane.rect.x, lane.rect.y, lane.rect.w, bottom - lane.rect.y))
