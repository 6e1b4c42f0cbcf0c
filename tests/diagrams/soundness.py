"""Any process at all for property tests of swimlanes, and what no picture of one may show."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import hypot

from hypothesis import strategies as st

from remit.diagrams.geometry import Point, Rect
from remit.diagrams.swim_model import Flow, Kind, Lane, Mark, Node, PlacedFlow, PlacedNode, SwimLayout

Process = tuple[list[Lane], list[Node], list[Flow]]
LABELS = [
    "",
    "是",
    "否，退回修改",
    "Amount above RMB 50,000",
    "编制年度预算与付款条件审核",
    "Reviewed by the internal auditor",
]


@st.composite
def processes(draw: st.DrawFn) -> Process:
    lanes = [Lane(f"l{n}", draw(st.sampled_from(LABELS))) for n in range(draw(st.integers(1, 5)))]
    nodes = [
        Node(
            f"n{n}",
            draw(st.sampled_from(LABELS)),
            draw(st.sampled_from(("task", "task", "decision", "start", "end"))),
            draw(st.sampled_from(lanes)).id,
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    if not nodes:
        return lanes, nodes, []
    ends = st.sampled_from(nodes).map(lambda node: node.id)
    flow = st.builds(Flow, ends, ends, st.sampled_from(LABELS[:4]), st.sampled_from(("normal", "rework")))
    return lanes, nodes, draw(st.lists(flow, max_size=18))


def on_border(point: Point, node: PlacedNode) -> bool:
    r = node.rect
    x, y = abs(point[0] - r.cx), abs(point[1] - r.cy)
    if node.kind == "decision":
        return abs(x / (r.w / 2) + y / (r.h / 2) - 1) < 1e-6
    if node.kind == "task":
        on_side = abs(x - r.w / 2) < 1e-6 or abs(y - r.h / 2) < 1e-6
        return on_side and x <= r.w / 2 + 1e-6 and y <= r.h / 2 + 1e-6
    radius = min(r.w, r.h) / 2
    dx, dy = max(0.0, x - (r.w / 2 - radius)), max(0.0, y - (r.h / 2 - radius))
    return abs(hypot(dx, dy) - radius) < 1e-6


def ends_well(flow: PlacedFlow, end: int, nodes: dict[str, PlacedNode], marks: tuple[Mark, ...]) -> bool:
    """Whether a flow, or the piece of it on one page, begins (0) or ends (-1) on its node or on a mark."""
    point = flow.points[end]
    node = nodes.get(flow.source if end == 0 else flow.target)
    if node is not None and on_border(point, node):
        return True
    return any(abs(point[0] - m.rect.cx) < 1e-6 and abs(abs(point[1] - m.rect.cy) - m.rect.h / 2) < 1e-6 for m in marks)


def segments(layout: SwimLayout) -> Iterator[tuple[int, Point, Point]]:
    for number, flow in enumerate(layout.flows):
        for a, b in pairwise(flow.points):
            yield number, a, b


def violations(layout: SwimLayout) -> list[str]:
    """Everything that no diagram may show."""
    found = []
    nodes = {node.id: node for node in layout.nodes}
    page = Rect(0, 0, layout.width, layout.height)
    lanes = {lane.id: lane for lane in layout.lanes}
    for one, other in combinations(layout.nodes, 2):
        if one.rect.grown(4).overlaps(other.rect.grown(4)):
            found.append(f"{one.id} touches {other.id}")
    for node in layout.nodes:
        lane = lanes[node.lane]
        if not lane.rect.contains(node.rect) or lane.header.overlaps(node.rect):
            found.append(f"{node.id} leaves its lane")
        if node.caption and any(node.caption.rect.overlaps(other.rect) for other in layout.nodes if other != node):
            found.append(f"the caption of {node.id} covers a node")
        covered = [flow.caption for flow in layout.flows if flow.caption and flow.caption.rect.overlaps(node.rect)]
        found += [f"the caption {caption.lines} covers {node.id}" for caption in covered]
    for mark in layout.marks:
        if any(mark.rect.grown(1).overlaps(other.rect) for other in layout.nodes):
            found.append(f"the mark {mark.letter} touches something")
    for one, other in combinations(layout.marks, 2):
        if one.rect.grown(1).overlaps(other.rect):
            found.append(f"the marks {one.letter} and {other.letter} touch")
    for flow in layout.flows:
        if not (ends_well(flow, 0, nodes, layout.marks) and ends_well(flow, -1, nodes, layout.marks)):
            found.append(f"{flow.source}-{flow.target} does not end on its nodes")
    for number, a, b in segments(layout):
        if (a[0] == b[0]) == (a[1] == b[1]):
            found.append(f"flow {number} is not orthogonal at {a} {b}")
        if not page.contains(Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))):
            found.append(f"flow {number} leaves the page")
        found += [
            f"flow {number} crosses {n.id}"
            for n in layout.nodes
            if n.rect.grown(-0.01).crossed_by(a, b) and n.kind == "task"
        ]
        found += [
            f"flow {number} crosses {n.id}"
            for n in layout.nodes
            if n.kind != "task" and n.id not in (layout.flows[number].source, layout.flows[number].target)
            if n.rect.crossed_by(a, b)
        ]
    return found


def shared(layout: SwimLayout) -> list[tuple[int, int]]:
    """Pairs of flows without a common end that run on top of each other somewhere."""
    pairs = set()
    for (i, a, b), (j, c, d) in combinations(segments(layout), 2):
        if {layout.flows[i].source, layout.flows[i].target} & {layout.flows[j].source, layout.flows[j].target}:
            continue
        for fixed, free in ((0, 1), (1, 0)):
            if a[fixed] == b[fixed] == c[fixed] == d[fixed]:
                low, high = (
                    max(min(a[free], b[free]), min(c[free], d[free])),
                    min(max(a[free], b[free]), max(c[free], d[free])),
                )
                if high - low > 0.01:
                    pairs.add((i, j))
    return sorted(pairs)


def long_process() -> Process:
    """Forty steps in ten lanes that hand over, decide and go back."""
    lanes = [Lane(f"l{n}", name) for n, name in enumerate("董总财人行采产质仓销")]
    nodes, flows = [Node("0", "开始", "start", "l0")], []
    for n in range(1, 40):
        kind: Kind = "decision" if n % 7 == 3 else "task"
        nodes.append(
            Node(str(n), "是否同意？" if kind == "decision" else f"{n}. 汇总各部门意见", kind, f"l{n * n % 10}")
        )
        flows.append(Flow(str(n - 1), str(n), "同意" if nodes[n - 1].kind == "decision" else ""))
        if nodes[n - 1].kind == "decision":
            flows.append(Flow(str(n - 1), str(max(1, n - 5)), "退回", "rework"))
    return lanes, nodes, flows
