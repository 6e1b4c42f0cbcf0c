"""Step two of a swimlane layout: the way of each flow over the grid, still without sizes.

The grid's lines are the centres of columns and rows and the channels between them (see Lines). Ways run along lines and may not
touch the centre of a cell with a node, so that no flow can cross a node whatever sizes come later.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise

from remit.cache.lasting import lasting
from remit.diagrams.placement import Cell
from remit.diagrams.swim_model import Flow, Kind

Spot = tuple[int, int]
"""A crossing of two lines: the number of the line across time (u), then of the line along time (v)."""

_Grid = tuple[int, tuple[tuple[int, tuple[int, int]], ...], int, tuple[tuple[str, Spot], ...]]
"""Lines as a value that can be hashed."""
_Kinds = tuple[tuple[str, Kind], ...]

_RIGHT, _LEFT, _DOWN, _UP = (1, 0), (-1, 0), (0, 1), (0, -1)
_DIRECTIONS = (_RIGHT, _DOWN, _UP, _LEFT)
# Costs, in half columns of detour that a way takes to avoid what they price.
_LANEWARD = 0.45
_BEND = 1.6
_CROSSING = 2.4
_SHARED_CHANNEL = 0.5
_SHARED_CENTRE = 2.5
_SHARED_SIDE: Mapping[Kind, float] = {"task": 3.0, "decision": 7.0, "start": 7.0, "end": 7.0}
_ALONG_CENTRE = 0.15
_AGAINST_TIME = 0.7
_FORWARD_EXIT = {_RIGHT: 0.0, _DOWN: 0.5, _UP: 0.5, _LEFT: 5.0}
_FORWARD_ENTRY = {_RIGHT: 0.0, _DOWN: 0.4, _UP: 0.4, _LEFT: 5.0}
_BACK_EXIT = {_RIGHT: 1.5, _DOWN: 0.0, _UP: 0.0, _LEFT: 1.5}
_BACK_ENTRY = {_RIGHT: 1.5, _DOWN: 0.0, _UP: 0.0, _LEFT: 1.5}


@dataclass(frozen=True)
class Lines:
    """The lines of a grid. Across time: channel, column, channel, column … channel. Along time, lane by lane: channel, row, … channel.

    `rows` maps the number of a line along time to its (lane, row); the other numbers below `v_count` are channels.
    """

    columns: int
    rows: Mapping[int, tuple[int, int]]
    v_count: int
    spots: Mapping[str, Spot]

    @property
    def u_count(self) -> int:
        """How many lines there are across time."""
        return 2 * self.columns + 1


def grid_lines(cells: Mapping[str, Cell], lane_count: int) -> Lines:
    """The lines for `cells` in `lane_count` lanes; a lane without nodes still has one row."""
    columns = max((cell.col + 1 for cell in cells.values()), default=0)
    rows: dict[int, tuple[int, int]] = {}
    number: dict[tuple[int, int], int] = {}
    line = 0
    for lane in range(lane_count):
        count = max((cell.row + 1 for cell in cells.values() if cell.lane == lane), default=1)
        for row in range(count):
            rows[line + 1] = (lane, row)
            number[lane, row] = line + 1
            line += 2
        line += 1
    spots = {node: (2 * cell.col + 1, number[cell.lane, cell.row]) for node, cell in cells.items()}
    return Lines(columns, rows, line, spots)


def friends(a: Flow, b: Flow, kinds: Mapping[str, Kind]) -> bool:
    """Whether two flows may run on top of each other: they join before one node, or fork after one that is no decision."""
    if a.kind != b.kind:
        return False
    return a.target == b.target or (a.source == b.source and kinds[a.source] != "decision")


def route(
    lines: Lines, flows: Sequence[Flow], forward: Sequence[bool], kinds: Mapping[str, Kind]
) -> list[tuple[Spot, ...]]:
    """For each flow the spots from the centre of its source to the centre of its target, one step apart."""
    bare = tuple(replace(flow, label="") for flow in flows)
    grid = (lines.columns, tuple(lines.rows.items()), lines.v_count, tuple(lines.spots.items()))
    return list(_routed(grid, bare, tuple(forward), tuple(kinds.items())))


@lru_cache(maxsize=2048)
def _routed(
    grid: _Grid, flows: tuple[Flow, ...], forward: tuple[bool, ...], kinds: _Kinds
) -> tuple[tuple[Spot, ...], ...]:
    """The same of what ways depend on alone: a process is drawn in every language and on several pages, and finding its
    ways takes longer than all the rest of it.
    """
    kept = lasting(
        "ways", (grid, flows, forward, kinds), lambda: json.dumps(_found(grid, flows, forward, kinds)).encode()
    )
    return tuple(tuple((u, v) for u, v in way) for way in json.loads(kept))


def _found(grid: _Grid, flows: Sequence[Flow], forward: Sequence[bool], kinds: _Kinds) -> list[tuple[Spot, ...]]:
    columns, rows, v_count, spots = grid
    lines = Lines(columns, dict(rows), v_count, dict(spots))
    router = _Router(lines, flows, dict(kinds))

    def reach(number: int) -> tuple[bool, int, int]:
        (u1, v1), (u2, v2) = lines.spots[flows[number].source], lines.spots[flows[number].target]
        return not forward[number], abs(u1 - u2) + abs(v1 - v2) + 4 * (u1 != u2 and v1 != v2), number

    order = sorted(range(len(flows)), key=reach)
    ways: dict[int, tuple[Spot, ...]] = {}
    for _ in range(2):  # the second round knows the traffic that the first brought
        for number in order:
            if number in ways:
                router.book(number, ways[number], False)
            ways[number] = router.way(number, forward[number])
            router.book(number, ways[number], True)
    return [ways[number] for number in range(len(flows))]


class _Router:
    """Finds ways one by one and keeps the traffic that they bring to steps, spots and sides of nodes."""

    def __init__(self, lines: Lines, flows: Sequence[Flow], kinds: Mapping[str, Kind]) -> None:
        self._lines = lines
        self._flows = flows
        self._kinds = kinds
        self._occupied = set(lines.spots.values())
        self._friends: dict[int, set[int]] = {}
        self._steps: dict[tuple[Spot, Spot], set[int]] = defaultdict(set)
        self._through: dict[tuple[Spot, bool], set[int]] = defaultdict(set)  # (spot, along time) -> flows

    def book(self, number: int, way: tuple[Spot, ...], add: bool) -> None:
        """Add the traffic of a way, or take it away again."""
        for a, b in pairwise(way):
            along = a[1] == b[1]
            for users in (self._steps[min(a, b), max(a, b)], self._through[a, along], self._through[b, along]):
                if add:
                    users.add(number)
                else:
                    users.discard(number)

    def way(self, number: int, forward: bool) -> tuple[Spot, ...]:
        """The cheapest way for a flow, given the traffic booked so far."""
        flow = self._flows[number]
        start, goal = self._lines.spots[flow.source], self._lines.spots[flow.target]
        exits, entries = (_FORWARD_EXIT, _FORWARD_ENTRY) if forward else (_BACK_EXIT, _BACK_ENTRY)
        best: dict[tuple[Spot, Spot], float] = {}
        came: dict[tuple[Spot, Spot], tuple[Spot, Spot]] = {}
        queue: list[tuple[float, float, Spot, Spot]] = []
        for heading in _DIRECTIONS:
            spot = (start[0] + heading[0], start[1] + heading[1])
            cost = (
                exits[heading]
                + self._side_cost(number, start, spot, False)
                + self._step_cost(number, start, spot, forward)
            )
            best[spot, heading] = cost
            heappush(queue, (cost + self._least(spot, goal), cost, spot, heading))
        while queue:
            _, cost, spot, heading = heappop(queue)
            if cost > best[spot, heading]:
                continue
            if spot == goal:
                return self._traced(start, (spot, heading), came)
            for turn in _DIRECTIONS:
                if turn == (-heading[0], -heading[1]):
                    continue
                onward = (spot[0] + turn[0], spot[1] + turn[1])
                if not self._open(onward, goal):
                    continue
                new = (
                    cost + self._step_cost(number, spot, onward, forward) + self._pass_cost(number, spot, heading, turn)
                )
                if onward == goal:
                    new += entries[turn] + self._side_cost(number, goal, spot, True)
                key = (onward, turn)
                if new < best.get(key, float("inf")):
                    best[key] = new
                    came[key] = (spot, heading)
                    heappush(queue, (new + self._least(onward, goal), new, onward, turn))
        raise AssertionError("every spot of a grid is reached through its outer channels")

    def _open(self, spot: Spot, goal: Spot) -> bool:
        inside = 0 <= spot[0] < self._lines.u_count and 0 <= spot[1] < self._lines.v_count
        return inside and (spot == goal or spot not in self._occupied)

    @staticmethod
    def _least(spot: Spot, goal: Spot) -> float:
        return abs(spot[0] - goal[0]) + _LANEWARD * abs(spot[1] - goal[1])

    def _strangers(self, number: int, users: set[int]) -> int:
        if not users:
            return 0
        return len(users) - len(users & self._friends_of(number))

    def _friends_of(self, number: int) -> set[int]:
        """The flows that may share a line with this one; asked for at every step of a way, so worked out once."""
        if number not in self._friends:
            flow = self._flows[number]
            self._friends[number] = {
                other for other, found in enumerate(self._flows) if friends(flow, found, self._kinds)
            }
        return self._friends[number]

    def _step_cost(self, number: int, a: Spot, b: Spot, forward: bool) -> float:
        along = a[1] == b[1]
        length = 1.0 if along else _LANEWARD
        if forward and b[0] < a[0]:
            length += _AGAINST_TIME
        centre = a[1] in self._lines.rows if along else a[0] % 2 == 1
        strangers = self._strangers(number, self._steps[min(a, b), max(a, b)])
        if centre:
            return length + _ALONG_CENTRE + strangers * _SHARED_CENTRE
        return length + strangers * _SHARED_CHANNEL

    def _pass_cost(self, number: int, spot: Spot, heading: Spot, turn: Spot) -> float:
        if heading != turn:
            return _BEND
        return _CROSSING * self._strangers(number, self._through[spot, heading[1] != 0])

    def _side_cost(self, number: int, node: Spot, beside: Spot, entering: bool) -> float:
        """The price of a side of a node that flows use already, above all in the other direction."""
        cost = 0.0
        flow = self._flows[number]
        kind = self._kinds[flow.target if entering else flow.source]
        for other in self._steps[min(node, beside), max(node, beside)]:
            rival = self._flows[other]
            same_way = rival.target == flow.target if entering else rival.source == flow.source
            if not friends(flow, rival, self._kinds) or not same_way:
                cost += _SHARED_SIDE[kind]
        return cost

    @staticmethod
    def _traced(
        start: Spot, end: tuple[Spot, Spot], came: Mapping[tuple[Spot, Spot], tuple[Spot, Spot]]
    ) -> tuple[Spot, ...]:
        way = [end[0]]
        key = end
        while key in came:
            key = came[key]
            way.append(key[0])
        return tuple(reversed([*way, start]))
