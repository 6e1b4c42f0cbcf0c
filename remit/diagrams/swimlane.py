"""Lays out cross-functional flow charts: cells, then ways, then tracks, then px.

Everything is computed in (u, v): u along time, v across the lanes. Only the last functions know which of them is x on the page.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from remit.diagrams.captions import CaptionSpace, caption_lines
from remit.diagrams.geometry import Point, Polyline, Rect, simplified
from remit.diagrams.measures import BPMN, COLUMNS, PHONE, ROWS, Measures
from remit.diagrams.node_shapes import border_distance
from remit.diagrams.placement import forward_flows, place
from remit.diagrams.routing import grid_lines, route
from remit.diagrams.sizing import MARGIN, Sizes, leads_past_a_lane, sizes_of
from remit.diagrams.swim_model import (
    Flow,
    Lane,
    Node,
    Orientation,
    PlacedFlow,
    PlacedLane,
    PlacedNode,
    SwimLayout,
)
from remit.diagrams.tracks import Run, runs_of

__all__ = ["Flow", "Lane", "Node", "SwimLayout", "layout_bpmn", "layout_columns", "layout_swimlane"]


def layout_swimlane(
    lanes: Sequence[Lane], nodes: Sequence[Node], flows: Sequence[Flow], orientation: Orientation = "rows"
) -> SwimLayout:
    """Place a process: lanes as rows with time to the right, or, for narrow screens, as columns with time downwards.

    Nodes follow their flows, else the order given; cycles, parts that nothing leads to and empty input are fine. Raises ValueError
    when two lanes or two nodes share an id, or a node or a flow names a lane or node that is not given.
    """
    return _layouts(lanes, nodes, flows, [ROWS if orientation == "rows" else PHONE], [inf])


def layout_bpmn(lanes: Sequence[Lane], nodes: Sequence[Node], flows: Sequence[Flow]) -> SwimLayout:
    """Place a process with lanes as rows in the sizes of BPMN modellers. Raises ValueError as layout_swimlane does."""
    return _layouts(lanes, nodes, flows, [BPMN], [inf])


def layout_columns(
    lanes: Sequence[Lane], nodes: Sequence[Node], flows: Sequence[Flow], widths: Sequence[float]
) -> SwimLayout:
    """Place a process in lanes as columns, as roomy as the first of `widths` (px) that a layout can keep to.

    Where none can be kept the layout is the narrowest there is, and wider. Raises ValueError as `layout_swimlane` does.
    """
    return _layouts(lanes, nodes, flows, COLUMNS, widths)


def _layouts(
    lanes: Sequence[Lane],
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    choices: Sequence[Measures],
    widths: Sequence[float],
) -> SwimLayout:
    """The layout by the first of `choices` that keeps to one of `widths`, tried in their order; else the narrowest."""
    _refuse_unknown(lanes, nodes, flows)
    number_of = {lane.id: number for number, lane in enumerate(lanes)}
    forward = forward_flows(nodes, flows)
    ahead = [flow for flow, runs in zip(flows, forward, strict=True) if runs]
    cells = place(nodes, ahead, number_of, choices[0].rows_in_a_lane)
    lines = grid_lines(cells, len(lanes))
    ways = route(lines, flows, forward, {node.id: node.kind for node in nodes})
    runs = [runs_of(number, way) for number, way in enumerate(ways)]
    found: list[tuple[Sizes, list[tuple[str, ...]]]] = []
    for width in widths:
        for number, measures in enumerate(choices):
            if number == len(found):
                labels = [_label(flow, own, measures) for flow, own in zip(flows, runs, strict=True)]
                found.append((sizes_of(lanes, nodes, flows, measures, lines, runs, labels), labels))
            if _across(found[number][0]) <= width:
                sizes, labels = found[number]
                return _drawn(lanes, nodes, flows, runs, labels, sizes)
    sizes, labels = min(found, key=lambda one: _across(one[0]))
    return _drawn(lanes, nodes, flows, runs, labels, sizes)


def _label(flow: Flow, runs: Sequence[Run], measures: Measures) -> tuple[str, ...]:
    """The lines of a flow's caption; beside a line across free lanes they may be as long as on a wide page."""
    roomy = measures.orientation == "columns" and leads_past_a_lane(runs[:2])
    return caption_lines(flow.label, ROWS.flow_caption if roomy else measures.flow_caption)


def _across(sizes: Sizes) -> float:
    """How wide the picture is across its lanes, in px."""
    return sizes.v_edges[-1] + MARGIN


def _refuse_unknown(lanes: Sequence[Lane], nodes: Sequence[Node], flows: Sequence[Flow]) -> None:
    lane_ids, node_ids = {lane.id for lane in lanes}, {node.id for node in nodes}
    if len(lane_ids) != len(lanes) or len(node_ids) != len(nodes):
        raise ValueError("two lanes or two nodes of a flow chart share an id")
    unknown = {node.lane for node in nodes} - lane_ids
    unknown |= {end for flow in flows for end in (flow.source, flow.target)} - node_ids
    if unknown:
        raise ValueError(f"a flow chart refers to what it does not contain: {', '.join(sorted(unknown))}")


def _drawn(
    lanes: Sequence[Lane],
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    runs: Sequence[Sequence[Run]],
    labels: Sequence[tuple[str, ...]],
    sizes: Sizes,
) -> SwimLayout:
    """The diagram in page coordinates, captions included."""
    placed_lanes = tuple(_lane(number, lane, sizes) for number, lane in enumerate(lanes))
    rects = {node.id: _node_rect(node, sizes) for node in nodes}
    ways = [_polyline(flow, own, sizes) for flow, own in zip(flows, runs, strict=True)]
    width, height = sizes.xy(sizes.u_end + MARGIN, sizes.v_edges[-1] + MARGIN)
    page = Rect(0.0, 0.0, width, height)
    taken = [*rects.values(), *(lane.header for lane in placed_lanes)]
    borders = [_first_border(lane.rect, sizes) for lane in placed_lanes]
    space = CaptionSpace(page, taken, ways, borders)
    placed_nodes = []
    for node in nodes:
        shape = sizes.shapes[node.id]
        rect = rects[node.id]
        beside = space.beside_diamond if node.kind == "decision" else space.beside_event
        caption = beside(shape.lines, rect) if shape.caption else None
        inside = () if shape.caption else shape.lines
        placed_nodes.append(PlacedNode(node.id, node.kind, node.lane, node.href, rect, inside, caption))
    placed_flows = tuple(
        PlacedFlow(flow.source, flow.target, flow.kind, way, space.beside_way(label, way) if label else None)
        for flow, way, label in zip(flows, ways, labels, strict=True)
    )
    return SwimLayout(width, height, sizes.orientation, placed_lanes, tuple(placed_nodes), placed_flows)


def _lane(number: int, lane: Lane, sizes: Sizes) -> PlacedLane:
    low, high = sizes.v_edges[number], sizes.v_edges[number + 1]
    rect = _rect((MARGIN, low), (sizes.u_end, high), sizes)
    header = _rect((MARGIN, low), (MARGIN + sizes.header, high), sizes)
    return PlacedLane(lane.id, rect, header, sizes.lane_lines[number])


def _rect(a: Point, b: Point, sizes: Sizes) -> Rect:
    (x1, y1), (x2, y2) = sizes.xy(*a), sizes.xy(*b)
    return Rect(x1, y1, x2 - x1, y2 - y1)


def _first_border(lane: Rect, sizes: Sizes) -> tuple[Point, Point]:
    corner = (lane.x, lane.y)
    return (corner, (lane.right, lane.y)) if sizes.orientation == "rows" else (corner, (lane.x, lane.bottom))


def _node_rect(node: Node, sizes: Sizes) -> Rect:
    w, h = sizes.shapes[node.id].size
    x, y = sizes.xy(*_centre(node.id, sizes))
    return Rect(x - w / 2, y - h / 2, w, h)


def _centre(node: str, sizes: Sizes) -> Point:
    u, v = sizes.lines.spots[node]
    return sizes.u[u], sizes.v[v]


def _polyline(flow: Flow, runs: Sequence[Run], sizes: Sizes) -> Polyline:
    """The way of a flow: where its runs meet, and where the first and the last of them meet the borders of nodes."""
    first, last = runs[0], runs[-1]
    points = [_end(flow.source, first, 1 if first.end > first.start else -1, sizes)]
    for a, b in pairwise(runs):
        along, across = (a, b) if a.along else (b, a)
        points.append((_place(across, sizes), _place(along, sizes)))
    points.append(_end(flow.target, last, -1 if last.end > last.start else 1, sizes))
    return simplified([sizes.xy(*point) for point in points])


def _place(run: Run, sizes: Sizes) -> float:
    return (sizes.v if run.along else sizes.u)[run.line] + sizes.offsets[run]


def _end(node: str, run: Run, side: int, sizes: Sizes) -> Point:
    """Where a run meets the border of a node, at its side towards lower (-1) or higher (1) numbers."""
    u, v = _centre(node, sizes)
    half_u, half_v = sizes.half(node)
    off = sizes.offsets[run]
    kind = sizes.kinds[node]
    if run.along:
        return u + side * border_distance(kind, (half_u, half_v), off), v + off
    return u + off, v + side * border_distance(kind, (half_v, half_u), off)
