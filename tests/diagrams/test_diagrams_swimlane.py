"""Swimlane layouts: what holds for every process, and a few processes whose picture is known."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.diagrams.geometry import Point, Rect
from remit.diagrams.swim_model import Flow, Kind, Lane, Node, Orientation, PlacedNode, SwimLayout
from remit.diagrams.swimlane import layout_swimlane

Process = tuple[list[Lane], list[Node], list[Flow]]
ORIENTATIONS: tuple[Orientation, ...] = ("rows", "columns")
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
    for flow in layout.flows:
        if not (on_border(flow.points[0], nodes[flow.source]) and on_border(flow.points[-1], nodes[flow.target])):
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


@settings(max_examples=120, deadline=None, derandomize=True)
@given(processes(), st.sampled_from(ORIENTATIONS))
def test_every_process_is_drawn_soundly(process: Process, orientation: Orientation) -> None:
    layout = layout_swimlane(*process, orientation)
    assert violations(layout) == []
    assert shared(layout) == []
    assert [node.id for node in layout.nodes] == [node.id for node in process[1]]
    assert [(flow.source, flow.target) for flow in layout.flows] == [(flow.source, flow.target) for flow in process[2]]
    assert layout == layout_swimlane(*process, orientation)


def purchase() -> Process:
    lanes = [Lane("need", "需求部门"), Lane("head", "部门经理"), Lane("buy", "采购部")]
    nodes = [
        Node("s", "开始", "start", "need"),
        Node("ask", "提出采购申请", "task", "need"),
        Node("review", "审核申请", "task", "head"),
        Node("ok", "是否批准？", "decision", "head"),
        Node("quote", "询价比价", "task", "buy"),
        Node("e", "结束", "end", "buy"),
    ]
    flows = [
        Flow("s", "ask"),
        Flow("ask", "review"),
        Flow("review", "ok"),
        Flow("ok", "ask", "否，退回修改", "rework"),
        Flow("ok", "quote", "是"),
        Flow("quote", "e"),
    ]
    return lanes, nodes, flows


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_decision_and_rework_loop(orientation: Orientation) -> None:
    layout = layout_swimlane(*purchase(), orientation)
    time = 0 if orientation == "rows" else 1
    at = {node.id: (node.rect.cx, node.rect.cy) for node in layout.nodes}
    assert violations(layout) == []
    # The handover drops straight into the next lane; the decision follows on one line; approval drops again.
    assert at["ask"][time] == at["review"][time] < at["ok"][time] == at["quote"][time]
    assert at["review"][1 - time] == at["ok"][1 - time]
    straight = [len(flow.points) == 2 for flow in layout.flows]
    assert straight == [True, True, True, False, True, True]
    caption = layout.nodes[3].caption
    assert caption is not None
    assert "".join(caption.lines) == "是否批准？"
    captions = [flow.caption.rect for flow in layout.flows if flow.caption] + [caption.rect]
    assert not any(a.overlaps(b) for a, b in combinations(captions, 2))
    assert not any(rect.crossed_by(a, b) for rect in captions for _, a, b in segments(layout))


def test_lanes_keep_their_order_and_fill_the_width() -> None:
    layout = layout_swimlane(*purchase(), "columns")
    assert [lane.id for lane in layout.lanes] == ["need", "head", "buy"]
    assert all(a.rect.right == b.rect.x for a, b in pairwise(layout.lanes))
    assert layout.width < 480  # three lanes fit a phone


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_forks_joins_self_loops_and_parts_that_nothing_leads_to(orientation: Orientation) -> None:
    lanes = [Lane("a", "A"), Lane("b", "B")]
    nodes = [Node(key, key, "task", "a" if key in "acfx" else "b") for key in "abcdefx"]
    flows = [Flow("a", key) for key in "bcd"] + [Flow(key, "e") for key in "bcd"]
    flows += [Flow("e", "e", "monthly", "rework"), Flow("f", "e"), Flow("b", "c"), Flow("c", "b")]
    layout = layout_swimlane(lanes, nodes, flows, orientation)
    assert violations(layout) == []
    assert len(layout.flows) == len(flows)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_empty_input(orientation: Orientation) -> None:
    assert layout_swimlane([], [], [], orientation).nodes == ()
    bare = layout_swimlane([Lane("a", "财务部")], [], [], orientation)
    assert bare.lanes[0].lines == ("财务部",)
    assert bare.width > 0


def long_process() -> Process:
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


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_forty_steps_in_ten_lanes(orientation: Orientation) -> None:
    layout = layout_swimlane(*long_process(), orientation)
    assert violations(layout) == []
    assert shared(layout) == []
    assert (layout.width if orientation == "rows" else layout.height) < 40 * 150
    captions = [flow.caption.rect for flow in layout.flows if flow.caption]
    assert len(captions) > 8
    assert not any(caption.overlaps(node.rect) for caption in captions for node in layout.nodes)


def test_tasks_of_one_diagram_are_of_one_size_and_hold_their_text() -> None:
    lanes, nodes, flows = purchase()
    nodes[1] = Node("ask", "Submit a purchase requisition with its specification", "task", "need")
    layout = layout_swimlane(lanes, nodes, flows)
    tasks = [node for node in layout.nodes if node.kind == "task"]
    assert len({(node.rect.w, node.rect.h) for node in tasks}) == 1
    assert all(16 * len(node.lines) < node.rect.h for node in tasks)


@pytest.mark.parametrize(
    "process",
    [
        ([Lane("a", "")], [Node("n", "", "task", "b")], []),
        ([Lane("a", "")], [Node("n", "", "task", "a")], [Flow("n", "m")]),
        ([Lane("a", ""), Lane("a", "")], [], []),
        ([Lane("a", "")], [Node("n", "", "task", "a"), Node("n", "", "end", "a")], []),
    ],
)
def test_what_is_not_a_process_is_refused(process: Process) -> None:
    with pytest.raises(ValueError, match=r"share an id|does not contain"):
        layout_swimlane(*process)
