"""Step three of a swimlane layout: flows that share a line of the grid get tracks beside each other, ordered to cross little.

A way becomes runs (its straight parts). Runs of flows that may join share a track; all others that meet on a line do not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from remit.diagrams.routing import Spot, friends
from remit.diagrams.swim_model import Flow, Kind

_ROUNDS = 2


@dataclass(frozen=True)
class Run:
    """A straight part of the way of the flow with number `flow`, on line `line`; its ends count lines of the other direction.

    `along` says that it runs along time. `before` and `after` are where the way comes from and goes to at its two ends: -1 or 1 for
    the side in rising numbers, 0 at a node.
    """

    flow: int
    part: int
    along: bool
    line: int
    start: int
    end: int
    before: int
    after: int

    @property
    def span(self) -> tuple[float, float]:
        """The interval that it occupies on its line; it reaches a node only up to the node's border."""
        low, high = sorted((self.start, self.end))
        trim_low = not (self.before if self.start == low else self.after)
        trim_high = not (self.after if self.end == high else self.before)
        return low + 0.5 * trim_low, high - 0.5 * trim_high

    @property
    def at_node(self) -> bool:
        """Whether one of its ends is a node."""
        return not (self.before and self.after)


def runs_of(flow: int, way: Sequence[Spot]) -> list[Run]:
    """The runs of a way, in order."""
    corners = [way[0]]
    for a, b, c in zip(way, way[1:], way[2:], strict=False):
        if (a[1] == b[1]) != (b[1] == c[1]):
            corners.append(b)
    corners.append(way[-1])
    runs: list[Run] = []
    last = len(corners) - 2
    for part, (here, there) in enumerate(pairwise(corners)):
        along = here[1] == there[1]
        lengthwise, crosswise = (0, 1) if along else (1, 0)
        before = 0 if part == 0 else _sign(corners[part - 1][crosswise] - here[crosswise])
        after = 0 if part == last else _sign(corners[part + 2][crosswise] - there[crosswise])
        line, start, end = here[crosswise], here[lengthwise], there[lengthwise]
        runs.append(Run(flow, part, along, line, start, end, before, after))
    return runs


def offsets(
    runs: Sequence[Run],
    flows: Sequence[Flow],
    kinds: Mapping[str, Kind],
    half_room: Mapping[tuple[bool, int], float],
    half_node: Mapping[str, tuple[float, float]],
    track: float,
) -> dict[Run, float]:
    """How far each run lies off its line, in px towards rising numbers; 0 for a run that is alone.

    `half_room` is half the room of the centre lines, by (along, line): there tracks close up until they fit; channels are made as
    wide as their tracks need. `half_node` gives half the extents of each node across and along time order (u, v), `track` how
    far apart tracks are where there is room.
    """
    by_line: dict[tuple[bool, int], list[Run]] = defaultdict(list)
    for run in runs:
        by_line[run.along, run.line].append(run)
    meetings = {key: _meetings(on_line, flows, kinds) for key, on_line in by_line.items()}
    placed: dict[Run, float] = dict.fromkeys(runs, 0.0)
    ends = {(run.flow, run.part): run for run in runs}
    for _ in range(_ROUNDS):
        for along in (False, True):
            for key in sorted(meetings):
                if key[0] != along:
                    continue
                for groups in meetings[key]:
                    exact = {run: _exact(run, ends, placed) for group in groups for run in group}
                    tracks = _tracks(groups, exact)
                    limit = min(
                        half_room.get(key, float("inf")),
                        *(_reach(run, flows[run.flow], half_node) for group in groups for run in group),
                    )
                    placed |= _spread(groups, tracks, (track, limit), flows, kinds)
    return placed


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _meetings(runs: list[Run], flows: Sequence[Flow], kinds: Mapping[str, Kind]) -> list[list[list[Run]]]:
    """Sets of runs that must be told apart, each as groups of runs that share a track."""
    runs = sorted(runs, key=lambda run: (run.span, run.flow, run.part))
    clusters: list[list[Run]] = []
    reach = float("-inf")
    for run in runs:
        if run.span[0] > reach:
            clusters.append([])
        clusters[-1].append(run)
        reach = max(reach, run.span[1])
    return [_groups(cluster, flows, kinds) for cluster in clusters]


def _groups(cluster: list[Run], flows: Sequence[Flow], kinds: Mapping[str, Kind]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in cluster:
        for group in groups:
            mates = all(friends(flows[run.flow], flows[mate.flow], kinds) for mate in group)
            if mates and any(_meet(run, mate) for mate in group):
                group.append(run)
                break
        else:
            groups.append([run])
    return groups


def _meet(a: Run, b: Run) -> bool:
    return a.span[0] <= b.span[1] and b.span[0] <= a.span[1]


Exact = tuple[float, float, int, int]
"""Low and high end of a run, and where its way turns there (see Run.before)."""


def _exact(run: Run, ends: Mapping[tuple[int, int], Run], placed: Mapping[Run, float]) -> Exact:
    """Like the span, but telling apart the ends that lie on different tracks of one line."""
    before = ends.get((run.flow, run.part - 1))
    after = ends.get((run.flow, run.part + 1))
    start = run.start + (placed[before] / 1000 if before else 0.0)
    end = run.end + (placed[after] / 1000 if after else 0.0)
    if start <= end:
        return start, end, run.before, run.after
    return end, start, run.after, run.before


def _tracks(groups: list[list[Run]], exact: Mapping[Run, Exact]) -> list[int]:
    """A track for each group. Groups that meet get different ones, in the order in which their ways cross least."""
    order = list(range(len(groups)))
    cost = {
        (a, b): sum(_crossings(exact[p], exact[q]) for p in groups[a] for q in groups[b])
        for a in order
        for b in order
        if a != b
    }
    for _ in order:
        swapped = False
        for i in range(len(order) - 1):
            a, b = order[i], order[i + 1]
            if cost[b, a] < cost[a, b]:
                order[i], order[i + 1] = b, a
                swapped = True
        if not swapped:
            break
    track = [0] * len(groups)
    for i, group in enumerate(order):
        below = [
            track[other] + 1 for other in order[:i] if any(_meet(p, q) for p in groups[other] for q in groups[group])
        ]
        track[group] = max(below, default=0)
    return track


def _crossings(low: Exact, high: Exact) -> int:
    """How often two ways cross at the ends of their runs when the first runs on the lower track."""
    count = 0
    for end, turn in ((low[0], low[2]), (low[1], low[3])):
        count += turn > 0 and high[0] < end < high[1]
    for end, turn in ((high[0], high[2]), (high[1], high[3])):
        count += turn < 0 and low[0] < end < low[1]
    return count


def _reach(run: Run, flow: Flow, half_node: Mapping[str, tuple[float, float]]) -> float:
    """How far a run may lie off centre and still end well on its nodes."""
    side = 1 if run.along else 0
    room = float("inf")
    if not run.before:
        room = min(room, half_node[flow.source][side] * 0.6)
    if not run.after:
        room = min(room, half_node[flow.target][side] * 0.6)
    return room


def _spread(
    groups: list[list[Run]],
    tracks: list[int],
    room: tuple[float, float],
    flows: Sequence[Flow],
    kinds: Mapping[str, Kind],
) -> dict[Run, float]:
    """Offsets in px: around the middle track, or, where runs end on nodes, around the run that most deserves to be straight."""
    middle = max(tracks) / 2
    pivots = [
        (_straightness(run, flows[run.flow], kinds), -track)
        for group, track in zip(groups, tracks, strict=True)
        for run in group
        if run.at_node
    ]
    pivot = -max(pivots)[1] if pivots else middle
    widest = max(abs(track - pivot) for track in tracks)
    apart, limit = room
    step = min(apart, limit / widest) if widest else 0.0
    return {run: (track - pivot) * step for group, track in zip(groups, tracks, strict=True) for run in group}


def _straightness(run: Run, flow: Flow, kinds: Mapping[str, Kind]) -> int:
    pointed = (not run.before and kinds[flow.source] == "decision") or (
        not run.after and kinds[flow.target] == "decision"
    )
    return 2 * (not run.before and not run.after) + pointed
