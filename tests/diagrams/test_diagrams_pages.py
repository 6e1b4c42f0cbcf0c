"""Swimlanes on paper: as wide as the page, cut between rows, with the same letters on both sides of a cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.diagrams.geometry import Rect
from remit.diagrams.pages import LEAST_MM_PER_PX, MOST_MM_PER_PX, column_pages, cut_into_pages
from remit.diagrams.svg import swimlane_svg
from remit.diagrams.swim_model import CAPTION_SIZE, Flow, Lane, Mark, Node, SwimLayout
from remit.diagrams.swimlane import layout_columns, layout_swimlane
from tests.diagrams.soundness import Process, long_process, processes, violations


def letters(page: SwimLayout, below: bool) -> dict[str, tuple[str, bool]]:
    """The marks at one edge of a page: kind of line, and whether lines run into the mark."""
    middle = (page.lanes[0].header.bottom + page.height) / 2
    return {m.letter: (m.kind, entered(m, page)) for m in page.marks if (m.rect.cy > middle) == below}


def entered(mark: Mark, page: SwimLayout) -> bool:
    return any(mark.rect.grown(0.1).contains(Rect(*flow.points[-1], 0.0, 0.0)) for flow in page.flows)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(processes(), st.sampled_from((300.0, 480.0, 723.0)), st.sampled_from((320.0, 500.0, 900.0)))
def test_every_page_is_drawn_soundly(process: Process, width: float, height: float) -> None:
    whole = layout_columns(*process, (width,))
    assert violations(whole) == []
    pages = cut_into_pages(whole, height)
    assert [violations(page) for page in pages] == [[]] * len(pages)
    assert sorted(node.id for page in pages for node in page.nodes) == sorted(node.id for node in whole.nodes)
    captions = sorted(flow.caption.lines for flow in whole.flows if flow.caption)
    assert sorted(flow.caption.lines for page in pages for flow in page.flows if flow.caption) == captions
    for page in pages:
        assert [(lane.id, lane.lines, lane.header) for lane in page.lanes] == [
            (lane.id, lane.lines, lane.header) for lane in whole.lanes
        ]
    for before, after in pairwise(pages):
        assert letters(before, True).keys() == letters(after, False).keys()
    assert pages == cut_into_pages(layout_columns(*process, (width,)), height)


def test_a_long_process_takes_pages_that_fit_and_says_where_it_goes_on() -> None:
    whole = layout_columns(*long_process(), (723.0,))
    pages = cut_into_pages(whole, 500.0)
    assert len(pages) > 2
    assert all(page.height <= 500.0 for page in pages)
    for before, after in pairwise(pages):
        out, back = letters(before, True), letters(after, False)
        assert out
        assert {key: (kind, not into) for key, (kind, into) in out.items()} == back  # in here, out there
    svg = swimlane_svg(pages[1], "t", "d", "u")
    assert all(f">{letter}</text>" in svg for letter in letters(pages[0], True))


def test_type_is_never_smaller_than_seven_and_a_half_points_where_the_lanes_allow_it() -> None:
    lanes, nodes, flows = long_process()
    pages, scale = column_pages(lanes[:6], *within(lanes[:6], nodes, flows), 174.0, 225.0)
    assert LEAST_MM_PER_PX <= scale <= MOST_MM_PER_PX
    assert scale * CAPTION_SIZE / 25.4 * 72 >= 7.4999
    assert all(page.width * scale <= 174.001 and page.height * scale <= 225.001 for page in pages)
    many, smaller = column_pages(lanes, nodes, flows, 120.0, 225.0)  # ten lanes on a narrow page: still all of them
    assert smaller < LEAST_MM_PER_PX
    assert len(many[0].lanes) == 10


def within(lanes: list[Lane], nodes: list[Node], flows: list[Flow]) -> tuple[list[Node], list[Flow]]:
    names = {lane.id for lane in lanes}
    kept = [node for node in nodes if node.lane in names]
    ids = {node.id for node in kept}
    return kept, [flow for flow in flows if flow.source in ids and flow.target in ids]


def test_what_fits_stays_whole_and_rows_are_not_cut() -> None:
    lanes, nodes, flows = long_process()
    whole = layout_columns(lanes, nodes[:3], flows[:2], (723.0,))
    assert cut_into_pages(whole, 900.0) == (whole,)
    with pytest.raises(ValueError, match="lanes as columns"):
        cut_into_pages(layout_swimlane(lanes, nodes, flows), 900.0)
    empty = layout_columns([], [], [], (723.0,))
    assert cut_into_pages(empty, 1.0) == (empty,)
