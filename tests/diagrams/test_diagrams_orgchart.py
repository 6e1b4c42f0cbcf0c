"""Organisation charts: what holds for every forest, and the shapes that readers expect."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.diagrams.geometry import Point, Rect
from remit.diagrams.orgchart import LABEL_SIZE, MAX_WIDTH, SUBLABEL_SIZE, OrgLayout, OrgNode, layout_org
from remit.diagrams.text import block_width


@st.composite
def forests(draw: st.DrawFn) -> list[OrgNode]:
    """Mostly trees; sometimes a parent that does not exist, or a cycle."""
    size = draw(st.integers(0, 40))
    nodes = []
    for n in range(size):
        parent = draw(st.one_of(st.integers(max(0, n - 8), max(0, n - 1)), st.integers(0, size)))
        name = draw(
            st.sampled_from(["采购部", "采购与供应链管理部", "Quality Management", "信息安全与数据治理委员会办公室"])
        )
        nodes.append(
            OrgNode(str(n), name, draw(st.sampled_from(["", "Procurement"])), parent=str(parent) if n else None)
        )
    return nodes


def violations(layout: OrgLayout) -> list[str]:
    found = []
    rects = {box.node.id: box.rect for box in layout.boxes}
    page = Rect(0, 0, layout.width, layout.height)
    for (one, first), (other, second) in combinations(rects.items(), 2):
        if first.grown(4).overlaps(second.grown(4)):
            found.append(f"{one} touches {other}")
    found += [f"{key} leaves the page" for key, rect in rects.items() if not page.contains(rect)]
    for edge in layout.edges:
        if not (on_border(edge.points[0], rects[edge.source]) and on_border(edge.points[-1], rects[edge.target])):
            found.append(f"{edge.source}-{edge.target} does not end on its boxes")
        for a, b in pairwise(edge.points):
            if (a[0] == b[0]) == (a[1] == b[1]):
                found.append(f"{edge.source}-{edge.target} is not orthogonal")
            found += [
                f"{edge.source}-{edge.target} crosses {key}" for key, rect in rects.items() if rect.crossed_by(a, b)
            ]
    return found


def on_border(point: Point, rect: Rect) -> bool:
    x, y = point
    inside = rect.x <= x <= rect.right and rect.y <= y <= rect.bottom
    return inside and (x in (rect.x, rect.right) or y in (rect.y, rect.bottom))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(forests())
def test_every_forest_is_drawn_soundly(nodes: list[OrgNode]) -> None:
    layout = layout_org(nodes)
    assert violations(layout) == []
    assert [box.node for box in layout.boxes] == nodes
    assert layout == layout_org(nodes)
    for box in layout.boxes:
        assert block_width(box.lines, LABEL_SIZE) <= box.rect.w
        assert block_width(box.sublines, SUBLABEL_SIZE) <= box.rect.w


def company(departments: int, groups: int) -> list[OrgNode]:
    nodes = [OrgNode("board", "董事会", "Board"), OrgNode("gm", "总经理", parent="board")]
    for d in range(departments):
        nodes.append(OrgNode(f"d{d}", f"第{d + 1}部门", parent="gm"))
        nodes += [OrgNode(f"d{d}g{g}", f"第{g + 1}组", parent=f"d{d}") for g in range(groups)]
    return nodes


def test_groups_hang_below_their_department() -> None:
    layout = layout_org(company(4, 3))
    at = {box.node.id: box.rect for box in layout.boxes}
    assert len({at[f"d{d}"].y for d in range(4)}) == 1
    assert len({at[f"d1g{g}"].x for g in range(3)}) == 1
    assert at["d1"].x < at["d1g0"].x < at["d1"].right
    assert at["gm"].cx == (at["d0"].cx + at["d3"].cx) / 2 == at["board"].cx


@pytest.mark.parametrize(("departments", "groups"), [(12, 4), (30, 1), (5, 11), (58, 0), (2, 29)])
def test_sixty_units_stay_within_the_width(departments: int, groups: int) -> None:
    layout = layout_org(company(departments, groups))
    assert violations(layout) == []
    assert layout.width <= MAX_WIDTH + 60


def test_a_wide_level_wraps_into_even_rows() -> None:
    layout = layout_org(company(14, 0))
    rows = [box.rect.y for box in layout.boxes if box.node.parent == "gm"]
    assert [rows.count(y) for y in sorted(set(rows))] == [7, 7]


def test_a_committee_stands_close_to_its_wide_sibling() -> None:
    nodes = company(6, 3)
    nodes.insert(1, OrgNode("audit", "审计委员会", parent="board", tone="body"))
    at = {box.node.id: box.rect for box in layout_org(nodes).boxes}
    assert 0 < at["gm"].x - at["audit"].right < 40


def test_a_cycle_of_parents_is_cut() -> None:
    layout = layout_org([OrgNode("a", "A", parent="c"), OrgNode("b", "B", parent="a"), OrgNode("c", "C", parent="b")])
    assert {(edge.source, edge.target) for edge in layout.edges} == {("a", "b"), ("b", "c")}


def test_no_units_and_double_units() -> None:
    assert layout_org([]).boxes == ()
    with pytest.raises(ValueError, match="share an id"):
        layout_org([OrgNode("a", "A"), OrgNode("a", "B")])
