"""Step four of a swimlane layout: how wide every line of the grid has to be, and so where it lies.

All in (u, v): u along time, v across the lanes; `Sizes.xy` turns them into x and y.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from remit.diagrams.captions import caption_extent
from remit.diagrams.geometry import Point
from remit.diagrams.measures import Measures
from remit.diagrams.node_shapes import Shape, shapes_of
from remit.diagrams.routing import Lines
from remit.diagrams.swim_model import HEADER_SIZE, Flow, Kind, Lane, Node, Orientation
from remit.diagrams.text import widest_word, wrap
from remit.diagrams.tracks import Run, offsets

MARGIN = 8.0
_HEADER_LINE = HEADER_SIZE * 1.35
_EMPTY_ROW = 30.0


@dataclass(frozen=True)
class Sizes:
    """Sizes and positions in px of one diagram; `u` and `v` are the positions of the grid's lines, by number."""

    orientation: Orientation
    lines: Lines
    shapes: Mapping[str, Shape]
    kinds: Mapping[str, Kind]
    offsets: Mapping[Run, float]
    u: Sequence[float]
    u_end: float
    v: Sequence[float]
    v_edges: Sequence[float]
    header: float
    lane_lines: Sequence[tuple[str, ...]]

    def xy(self, u: float, v: float) -> Point:
        """Page coordinates of a point."""
        return (u, v) if self.orientation == "rows" else (v, u)

    def half(self, node: str) -> tuple[float, float]:
        """Half the drawn extents of a node: (along time, across lanes)."""
        return _half(self.shapes[node].size, self.orientation)


def sizes_of(
    lanes: Sequence[Lane],
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    measures: Measures,
    lines: Lines,
    runs: Sequence[Sequence[Run]],
    labels: Sequence[tuple[str, ...]],
) -> Sizes:
    """Sizes for a routed process; `runs` and `labels` (the lines of its caption) belong to the flow of the same number."""
    orientation = measures.orientation
    shapes = shapes_of(nodes, measures)
    kinds = {node.id: node.kind for node in nodes}
    half_node = {key: _half(shape.size, orientation) for key, shape in shapes.items()}
    rooms = _centre_rooms(nodes, shapes, orientation, lines)
    off = offsets([run for own in runs for run in own], flows, kinds, rooms, half_node, measures.track)
    name_width = _name_width(lanes, measures)
    padding = measures.name_padding
    lane_lines = [wrap(lane.label, name_width - 2 * padding, HEADER_SIZE) for lane in lanes]
    tallest = max((len(name) for name in lane_lines), default=0) * _HEADER_LINE + 2 * padding
    header = name_width if orientation == "rows" else tallest
    u_sizes = _extents(False, lines.u_count, measures, lines, rooms, off)
    v_sizes = _extents(True, lines.v_count, measures, lines, rooms, off)
    for (along, line), need in _caption_rooms(flows, runs, labels, measures, lines, rooms, half_node, off).items():
        sizes = v_sizes if along else u_sizes
        sizes[line] = max(sizes[line], need)
    u, u_end = _positions(u_sizes, MARGIN + header)
    needs = [len(name) * _HEADER_LINE + 2 * padding for name in lane_lines]
    v_edges = _fit_names(v_sizes, needs if orientation == "rows" else [name_width] * len(lanes), lines)
    v, _ = _positions(v_sizes, MARGIN)
    return Sizes(orientation, lines, shapes, kinds, off, u, u_end, v, v_edges, header, lane_lines)


def _half(size: tuple[float, float], orientation: Orientation) -> tuple[float, float]:
    w, h = size
    return (w / 2, h / 2) if orientation == "rows" else (h / 2, w / 2)


def _centre_rooms(
    nodes: Sequence[Node], shapes: Mapping[str, Shape], orientation: Orientation, lines: Lines
) -> dict[tuple[bool, int], float]:
    """Half the width of every centre line, by (along time, line)."""
    rooms = {(False, 2 * col + 1): 0.0 for col in range(lines.columns)}
    rooms |= {(True, line): _EMPTY_ROW / 2 for line in lines.rows}
    for node in nodes:
        u, v = lines.spots[node.id]
        half_u, half_v = _half(shapes[node.id].footprint, orientation)
        rooms[False, u] = max(rooms[False, u], half_u)
        rooms[True, v] = max(rooms[True, v], half_v)
    return rooms


def _extents(
    along: bool,
    count: int,
    measures: Measures,
    lines: Lines,
    rooms: Mapping[tuple[bool, int], float],
    off: Mapping[Run, float],
) -> list[float]:
    """The width of each line of one direction: that of its nodes, or the clear width of a channel and its tracks."""
    between_steps, between_rows, at_border = measures.channels
    widest = [0.0] * count
    for run, distance in off.items():
        if run.along == along:
            widest[run.line] = max(widest[run.line], abs(distance))
    extents: list[float] = []
    for line in range(count):
        if (along, line) in rooms:
            extents.append(2 * rooms[along, line])
            continue
        if along:
            clear = between_rows if line - 1 in lines.rows and line + 1 in lines.rows else at_border
        else:
            clear = between_steps if 0 < line < count - 1 else between_steps / 2
        extents.append(clear + 2 * widest[line])
    return extents


def _caption_rooms(
    flows: Sequence[Flow],
    runs: Sequence[Sequence[Run]],
    labels: Sequence[tuple[str, ...]],
    measures: Measures,
    lines: Lines,
    rooms: Mapping[tuple[bool, int], float],
    half_node: Mapping[str, tuple[float, float]],
    off: Mapping[Run, float],
) -> dict[tuple[bool, int], float]:
    """How wide channels must be, by (along time, line), for the captions of the flows that leave a node into them."""
    needs: dict[tuple[bool, int], float] = {}
    for flow, own, label in zip(flows, runs, labels, strict=True):
        if not label:
            continue
        first = own[0]
        node_u, node_v = lines.spots[flow.source]
        step = 1 if first.end > first.start else -1
        extent = _half(caption_extent(label), measures.orientation)
        if first.along:
            spare = rooms[False, node_u] - half_node[flow.source][0]
            key, need = (False, node_u + step), 2 * extent[0] + measures.clearance[0] - spare
            passing = _passing(first, node_u + step, off)
            if passing:  # the caption has to end before the first line that crosses its own
                need = 2 * (need - measures.clearance[0] / 2 + max(passing))
        elif measures.orientation == "columns" and leads_past_a_lane(own[:1]):
            continue  # it finds room over the free lanes that the line crosses
        else:
            spare = rooms[True, node_v] - half_node[flow.source][1]
            if 0 <= node_v + 2 * step < lines.v_count and node_v + 2 * step not in lines.rows:
                spare += measures.channels[2]  # the channel of the next lane follows
            key, need = (True, node_v + step), 2 * extent[1] + measures.clearance[1] - spare
        needs[key] = max(needs.get(key, 0.0), need)
    return needs


def leads_past_a_lane(runs: Sequence[Run]) -> bool:
    """Whether one of `runs` leads across the lanes and beyond the middle of the next."""
    return any(not run.along and abs(run.end - run.start) > 3 for run in runs)


def _passing(first: Run, channel: int, off: Mapping[Run, float]) -> list[float]:
    """How far off the middle of a channel run those that cross the first run of a flow there."""
    return [
        abs(distance)
        for run, distance in off.items()
        if not run.along and run.line == channel and run.flow != first.flow and run.span[0] < first.line < run.span[1]
    ]


def _name_width(lanes: Sequence[Lane], measures: Measures) -> float:
    """The width that the names of lanes get: wider than usual where it keeps a long word whole."""
    usual, most = measures.name
    # Names are set bold, a little wider than the estimate.
    longest = max((widest_word(lane.label, HEADER_SIZE) for lane in lanes), default=0.0)
    return min(most, max(usual, round(longest + 2 * measures.name_padding + 4.0)))


def _fit_names(sizes: list[float], needs: Sequence[float], lines: Lines) -> list[float]:
    """Widen the outer channels in `sizes` of lanes narrower than they need; the edges of all lanes, first to last."""
    of_lane: dict[int, list[int]] = {}
    for line, (lane, _) in sorted(lines.rows.items()):
        of_lane.setdefault(lane, []).append(line)
    edges = [MARGIN]
    for number, need in enumerate(needs):
        first, last = of_lane[number][0] - 1, of_lane[number][-1] + 1
        missing = max(0.0, need - sum(sizes[first : last + 1]))
        sizes[first] += missing / 2
        sizes[last] += missing / 2
        edges.append(edges[-1] + sum(sizes[first : last + 1]))
    return edges


def _positions(sizes: Sequence[float], start: float) -> tuple[list[float], float]:
    """The middle of each of `sizes`, one after the other from `start`, and where the last ends."""
    edges = list(accumulate(sizes, initial=start))
    return [(a + b) / 2 for a, b in pairwise(edges)], edges[-1]
