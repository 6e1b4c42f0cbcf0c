"""Places the boxes of an organisation chart: levels side by side while they fit, hanging columns where they do not.

Blocks are built from the leaves up, each in its own coordinates, and moved as a whole when their parent places them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remit.diagrams.geometry import Point, Polyline, Rect, simplified
from remit.diagrams.text import widest_word, wrap

LABEL_SIZE = 13.0
SUBLABEL_SIZE = 11.0
MAX_WIDTH = 1400.0
_PADDING = 10.0
_MARGIN = 12.0
_WIDTHS = (124.0, 140.0, 156.0, 172.0, 190.0, 210.0)
_LINE = 1.35
_GAP_X = 16.0
_GAP_Y = 38.0
_HANG_GAP = 12.0
_INDENT = 20.0
_RAIL = 18.0
_LEAVES_IN_A_COLUMN = range(3, 11)


@dataclass(frozen=True)
class OrgNode:
    """One box to place. `parent` is another node's id; a missing or unknown one makes the node a root.

    `tone` changes the look only: "" (a unit), "self" (the one the page is about), "body" (a board or committee) or "muted".
    """

    id: str
    label: str
    sublabel: str = ""
    href: str = ""
    parent: str | None = None
    tone: str = ""


@dataclass(frozen=True)
class OrgBox:
    """A placed node: its rectangle and the wrapped lines of its two labels. `leaf` says that nothing is below it."""

    node: OrgNode
    rect: Rect
    lines: tuple[str, ...]
    sublines: tuple[str, ...]
    leaf: bool


@dataclass(frozen=True)
class OrgEdge:
    """The line from a parent to a child: orthogonal, from the parent's border to the child's."""

    source: str
    target: str
    points: Polyline


@dataclass(frozen=True)
class OrgLayout:
    """A placed chart, in px. Boxes stand in the order of the nodes given, edges in the order of their children."""

    width: float
    height: float
    boxes: tuple[OrgBox, ...]
    edges: tuple[OrgEdge, ...]


@dataclass(frozen=True)
class _Block:
    """A placed subtree: its extent, where each box stands, the lines so far, and the box at its top."""

    w: float
    h: float
    at: dict[str, Point]
    lines: dict[str, Polyline]
    top: str

    def moved(self, dx: float, dy: float) -> "_Block":
        at = {key: (x + dx, y + dy) for key, (x, y) in self.at.items()}
        lines = {key: tuple((x + dx, y + dy) for x, y in line) for key, line in self.lines.items()}
        return replace(self, at=at, lines=lines)


def layout_org(nodes: Sequence[OrgNode], max_width: float = MAX_WIDTH) -> OrgLayout:
    """Place `nodes`, siblings in the order given, no wider than about `max_width` px while boxes and indents allow it.

    A cycle of parents is cut at its first node. Raises ValueError when two nodes share an id.
    """
    by_id = {node.id: node for node in nodes}
    if len(by_id) != len(nodes):
        raise ValueError("two nodes of an organisation chart share an id")
    if not nodes:
        return OrgLayout(2 * _MARGIN, 2 * _MARGIN, (), ())
    parents = _acyclic_parents(nodes)
    children: dict[str | None, list[str]] = {}
    for node in nodes:
        children.setdefault(parents[node.id], []).append(node.id)
    box_w = _box_width(nodes)
    texts = {
        node.id: (
            wrap(node.label, box_w - 2 * _PADDING, LABEL_SIZE),
            wrap(node.sublabel, box_w - 2 * _PADDING, SUBLABEL_SIZE),
        )
        for node in nodes
    }
    builder = _Builder(children, box_w, _box_height(list(texts.values())), max_width)
    at, lines, width, height = builder.forest()
    boxes = tuple(
        OrgBox(node, Rect(*at[node.id], builder.w, builder.h), *texts[node.id], leaf=node.id not in children)
        for node in nodes
    )
    edges = tuple(
        OrgEdge(parent, node.id, lines[node.id]) for node in nodes if (parent := parents[node.id]) is not None
    )
    return OrgLayout(width + 2 * _MARGIN, height + 2 * _MARGIN, boxes, edges)


def _acyclic_parents(nodes: Sequence[OrgNode]) -> dict[str, str | None]:
    known = {node.id for node in nodes}
    parents = {node.id: node.parent if node.parent in known else None for node in nodes}
    for node in nodes:
        ancestor = parents[node.id]
        seen = {node.id}
        while ancestor is not None and ancestor not in seen:
            seen.add(ancestor)
            ancestor = parents[ancestor]
        if ancestor == node.id:
            parents[node.id] = None
    return parents


def _box_width(nodes: Sequence[OrgNode]) -> float:
    """The narrowest common width at which no word is broken and labels take two lines, or, if none is, three."""
    for most_lines in (2, 3):
        for width in _WIDTHS[: None if most_lines == 3 else -2]:
            inner = width - 2 * _PADDING
            if all(
                len(wrap(text, inner, size)) <= most_lines and widest_word(text, size) <= inner
                for node in nodes
                for text, size in ((node.label, LABEL_SIZE), (node.sublabel, SUBLABEL_SIZE))
            ):
                return width
    return _WIDTHS[-1]


def _box_height(texts: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> float:
    tallest = max(len(a) * LABEL_SIZE * _LINE + len(b) * SUBLABEL_SIZE * _LINE for a, b in texts)
    return max(40.0, round(tallest + 14.0))


class _Builder:
    """Builds blocks for one chart, whose boxes all have the size `w` × `h`."""

    def __init__(self, children: dict[str | None, list[str]], w: float, h: float, max_width: float) -> None:
        self._children = children
        self._limit = max(max_width, w)
        self.w = w
        self.h = h

    def forest(self) -> tuple[dict[str, Point], dict[str, Polyline], float, float]:
        """Every box and line in place, and the extent without margins. Roots stand side by side, wrapped when wide."""
        placed, width, bottom = self._rows([self._block(root) for root in self._children[None]])
        at: dict[str, Point] = {}
        lines: dict[str, Polyline] = {}
        for row in placed:
            for block in row:
                shifted = block.moved(_MARGIN, _MARGIN)
                at |= shifted.at
                lines |= shifted.lines
        return at, lines, width, bottom

    def _block(self, top: str) -> _Block:
        kids = self._children.get(top, [])
        if not kids:
            return _Block(self.w, self.h, {top: (0.0, 0.0)}, {}, top)
        if len(kids) in _LEAVES_IN_A_COLUMN and not any(kid in self._children for kid in kids):
            return self._hung(top)
        blocks = [self._block(kid) for kid in kids]
        hung = {number: self._hung(kid) for number, kid in enumerate(kids) if kid in self._children}
        while _total(blocks) > self._limit:
            candidates = [n for n, block in hung.items() if block.w < blocks[n].w]
            if not candidates:
                break
            widest = max(candidates, key=lambda n: (blocks[n].w, -n))
            blocks[widest] = hung[widest]
        return self._over_rows(top, blocks)

    def _hung(self, top: str) -> _Block:
        """All of the subtree below `top`, one box a line, indented by depth."""
        at: dict[str, Point] = {top: (0.0, 0.0)}
        lines: dict[str, Polyline] = {}
        deepest = 0
        for line, (node, parent, depth) in enumerate(self._descendants(top), 1):
            x, y = depth * _INDENT, line * (self.h + _HANG_GAP)
            px, py = at[parent]
            rail = px + _INDENT / 2
            at[node] = (x, y)
            lines[node] = ((rail, py + self.h), (rail, y + self.h / 2), (x, y + self.h / 2))
            deepest = max(deepest, depth)
        height = (len(at) - 1) * (self.h + _HANG_GAP) + self.h
        return _Block(self.w + deepest * _INDENT, height, at, lines, top)

    def _descendants(self, top: str) -> Iterator[tuple[str, str, int]]:
        stack = [(kid, top, 1) for kid in reversed(self._children.get(top, []))]
        while stack:
            node, parent, depth = stack.pop()
            yield node, parent, depth
            stack += [(kid, node, depth + 1) for kid in reversed(self._children.get(node, []))]

    def _rows(self, blocks: list[_Block]) -> tuple[list[list[_Block]], float, float]:
        """Blocks in as few rows as fit, as even in width as order allows; the rows, their width and their height."""
        y = width = 0.0
        placed: list[list[_Block]] = []
        for row in _balanced(blocks, self._limit):
            starts = self._starts(row)
            placed.append([block.moved(x, y) for block, x in zip(row, starts, strict=True)])
            width = max(width, *(x + block.w for block, x in zip(row, starts, strict=True)))
            y += max(block.h for block in row) + _GAP_Y
        return placed, width, y - _GAP_Y

    def _starts(self, row: Sequence[_Block]) -> list[float]:
        """Where the blocks of a row begin. A box with nothing below stands close to the top of a wide block, not at its edge."""
        starts: list[float] = []
        top_end = low_end = -_GAP_X
        for block in row:
            top_x = block.at[block.top][0]
            if len(block.at) == 1:
                x = top_end + _GAP_X
            else:
                x = max(low_end, top_end - top_x) + _GAP_X
                low_end = x + block.w
            top_end = x + top_x + self.w if top_x else x + block.w
            starts.append(x)
        leading = next((n for n, block in enumerate(row) if len(block.at) > 1), 0)
        for n in reversed(range(leading)):
            follower = starts[n + 1] + row[n + 1].at[row[n + 1].top][0]
            starts[n] = max(starts[n], follower - _GAP_X - self.w)
        return starts

    def _over_rows(self, top: str, blocks: list[_Block]) -> _Block:
        rows, width, height = self._rows(blocks)
        rail = _RAIL if len(rows) > 1 else 0.0  # later rows are reached by a line left of them all
        below = self.h + _GAP_Y
        at: dict[str, Point] = {}
        lines: dict[str, Polyline] = {}
        entries: list[list[tuple[str, Point]]] = []
        for row in rows:
            shifted = [block.moved(rail, below) for block in row]
            for block in shifted:
                at |= block.at
                lines |= block.lines
            entries.append([(b.top, (b.at[b.top][0] + self.w / 2, b.at[b.top][1])) for b in shifted])
        ends = [x for _, (x, _) in entries[0]]
        centre = (ends[0] + ends[-1]) / 2
        at[top] = (centre - self.w / 2, 0.0)
        for number, row_entries in enumerate(entries):
            for node, (x, y) in row_entries:
                bus = y - _GAP_Y / 2
                way = [(centre, self.h), (centre, self.h + _GAP_Y / 2)]
                if number:
                    way += [(0.0, self.h + _GAP_Y / 2), (0.0, bus)]
                lines[node] = simplified([*way, (x, bus), (x, y)])
        return _Block(rail + width, below + height, at, lines, top)


def _total(blocks: Sequence[_Block]) -> float:
    return sum(block.w for block in blocks) + _GAP_X * (len(blocks) - 1)


def _balanced(blocks: list[_Block], limit: float) -> list[list[_Block]]:
    """Consecutive rows, each no wider than `limit` where a single block allows it, with the widest row made narrow."""
    fewest = len(_greedy(blocks, limit))
    if fewest == 1 or limit < max(block.w for block in blocks):
        return _greedy(blocks, limit)
    widths = sorted({_total(blocks[i:j]) for i in range(len(blocks)) for j in range(i + 1, len(blocks) + 1)})
    feasible = bisect_left(widths, True, key=lambda width: len(_greedy(blocks, width)) <= fewest)
    return _greedy(blocks, max(widths[feasible], max(block.w for block in blocks)))


def _greedy(blocks: list[_Block], limit: float) -> list[list[_Block]]:
    rows: list[list[_Block]] = [[]]
    for block in blocks:
        if rows[-1] and _total([*rows[-1], block]) > limit:
            rows.append([])
        rows[-1].append(block)
    return rows
