"""Swimlane layouts: what holds for every process, and a few processes whose picture is known."""

from functools import partial
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.diagrams.swim_model import Flow, Lane, Node, Orientation
from remit.diagrams.swimlane import layout_bpmn, layout_swimlane
from tests.diagrams.soundness import Process, long_process, processes, segments, shared, violations

ORIENTATIONS: tuple[Orientation, ...] = ("rows", "columns")


@settings(max_examples=180, deadline=None, derandomize=True)
@given(processes(), st.sampled_from((*ORIENTATIONS, "bpmn")))
def test_every_process_is_drawn_soundly(process: Process, form: str) -> None:
    lay_out = layout_bpmn if form == "bpmn" else partial(layout_swimlane, orientation=form)
    layout = lay_out(*process)
    assert violations(layout) == []
    assert shared(layout) == []
    assert [node.id for node in layout.nodes] == [node.id for node in process[1]]
    assert [(flow.source, flow.target) for flow in layout.flows] == [(flow.source, flow.target) for flow in process[2]]
    assert layout == lay_out(*process)


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
