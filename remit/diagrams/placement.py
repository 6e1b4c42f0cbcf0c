"""Step one of a swimlane layout: which cell of the grid each node stands in, before anything has a size.

Columns follow time, rows belong to lanes. A step that another lane takes over drops straight below its predecessor where it can,
which keeps diagrams short; branches that stay in one lane stack in rows of that lane.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from remit.diagrams.swim_model import Flow, Node


@dataclass(frozen=True, order=True)
class Cell:
    """A place of the grid: the `row`-th row of the `lane`-th lane, in column `col`; all from 0."""

    lane: int
    row: int
    col: int


def forward_flows(nodes: Sequence[Node], flows: Sequence[Flow]) -> tuple[bool, ...]:
    """For each flow whether time runs along it. The flows that are not are those that would close a cycle.

    Normal flows, and among them those that follow the declared order of nodes, have the first claim to run forward.
    """
    position = {node.id: number for number, node in enumerate(nodes)}

    def claim(number: int) -> tuple[bool, bool, int]:
        flow = flows[number]
        return flow.kind == "rework", position[flow.source] > position[flow.target], number

    successors: dict[str, list[str]] = defaultdict(list)
    forward = [False] * len(flows)
    for number in sorted(range(len(flows)), key=claim):
        flow = flows[number]
        if not _reaches(successors, flow.target, flow.source):
            successors[flow.source].append(flow.target)
            forward[number] = True
    return tuple(forward)


def place(nodes: Sequence[Node], flows: Iterable[Flow], lanes: Mapping[str, int], rows: int) -> dict[str, Cell]:
    """A cell for each node, no two alike. `flows` are the forward ones, without cycles; `lanes` gives the number of a lane.

    Branches within one lane may stack in up to `rows` rows of it.
    """
    grid = _Grid(nodes, flows, lanes, rows)
    for node in grid.in_time_order():
        grid.put(node)
    grid.pull_late_entries()
    return grid.compact()


def _reaches(successors: Mapping[str, list[str]], start: str, goal: str) -> bool:
    stack, seen = [start], {start}
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for successor in successors.get(node, ()):
            if successor not in seen:
                seen.add(successor)
                stack.append(successor)
    return False


class _Grid:
    def __init__(self, nodes: Sequence[Node], flows: Iterable[Flow], lanes: Mapping[str, int], rows: int) -> None:
        self._nodes = nodes
        self._most_rows = rows
        self._lane = {node.id: lanes[node.lane] for node in nodes}
        self._kind = {node.id: node.kind for node in nodes}
        self._before: dict[str, list[str]] = {node.id: [] for node in nodes}
        self._after: dict[str, list[str]] = {node.id: [] for node in nodes}
        for flow in flows:
            if flow.source not in self._before[flow.target]:
                self._before[flow.target].append(flow.source)
                self._after[flow.source].append(flow.target)
        self._cell: dict[str, Cell] = {}
        self._taken: dict[Cell, str] = {}
        self._rows: dict[int, int] = defaultdict(lambda: 1)
        self._drops: dict[int, list[tuple[Cell, Cell]]] = defaultdict(list)  # column -> ends of vertical flows

    def in_time_order(self) -> list[str]:
        """Ids such that every node follows its predecessors, otherwise in declared order."""
        position = {node.id: number for number, node in enumerate(self._nodes)}
        waiting = {node.id: len(self._before[node.id]) for node in self._nodes}
        ready = [number for number, node in enumerate(self._nodes) if not waiting[node.id]]
        ordered: list[str] = []
        while ready:
            node = self._nodes[heappop(ready)].id
            ordered.append(node)
            for successor in self._after[node]:
                waiting[successor] -= 1
                if not waiting[successor]:
                    heappush(ready, position[successor])
        return ordered

    def put(self, node: str) -> None:
        """Give `node` the earliest cell after its predecessors that leaves earlier vertical flows clear."""
        above = self._before[node]
        lane = self._lane[node]
        if len(above) == 1 and self._lane[above[0]] != lane:
            drop = Cell(lane, 0, self._cell[above[0]].col)
            if self._clear_drop(self._cell[above[0]], drop):
                self._settle(node, drop)
                self._drops[drop.col].append((self._cell[above[0]], drop))
                return
        first = max((self._cell[p].col + 1 for p in above), default=0)
        col = first
        while True:
            for row in self._rows_to_try(node, col == first, col):
                cell = Cell(lane, row, col)
                if self._free(cell):
                    self._settle(node, cell)
                    return
            col += 1

    def _settle(self, node: str, cell: Cell) -> None:
        self._cell[node] = cell
        self._taken[cell] = node
        self._rows[cell.lane] = max(self._rows[cell.lane], cell.row + 1)

    def _free(self, cell: Cell) -> bool:
        return cell not in self._taken and not any(min(ends) < cell < max(ends) for ends in self._drops[cell.col])

    def _clear_drop(self, start: Cell, end: Cell) -> bool:
        """Whether a vertical line may join the cells: both sides it uses are unused, and nothing stands between."""
        low, high = min(start, end), max(start, end)
        if not self._free(end) or any(low < cell < high for cell in self._taken if cell.col == start.col):
            return False
        return all(max(low, min(ends)) >= min(high, max(ends)) for ends in self._drops[start.col])

    def _rows_to_try(self, node: str, first_choice: bool, col: int) -> list[int]:
        lane = self._lane[node]
        home = [self._cell[p] for p in self._before[node] if self._cell[p].lane == lane]
        preferred = min((cell.row for cell in home), default=0)
        if not first_choice:
            return [preferred]
        there = self._taken.get(Cell(lane, preferred, col))
        stacks = there is not None and (
            not self._before[node] or bool(set(self._before[there]) & set(self._before[node]))
        )
        return [preferred, *(row for row in range(self._most_rows) if row != preferred)] if stacks else [preferred]

    def pull_late_entries(self) -> None:
        """Move nodes that nothing leads to, such as a second start, right before what they lead to."""
        for node in self._nodes:
            after = self._after[node.id]
            if self._before[node.id] or not after:
                continue
            old = self._cell[node.id]
            new = Cell(old.lane, old.row, min(self._cell[n].col for n in after) - 1)
            if new.col > old.col and self._free(new):
                del self._taken[old]
                self._settle(node.id, new)

    def compact(self) -> dict[str, Cell]:
        """The cells, with columns and rows that stayed empty left out."""
        columns = {col: number for number, col in enumerate(sorted({c.col for c in self._taken}))}
        used: dict[int, list[int]] = defaultdict(list)
        for lane, row in sorted({(cell.lane, cell.row) for cell in self._taken}):
            used[lane].append(row)
        return {
            node.id: Cell(cell.lane, used[cell.lane].index(cell.row), columns[cell.col])
            for node in self._nodes
            for cell in (self._cell[node.id],)
        }
