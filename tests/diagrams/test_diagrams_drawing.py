"""The SVG that layouts become, and its PNG."""

import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable

import pytest
import resvg_py

from remit.diagrams import png
from remit.diagrams.orgchart import OrgNode, layout_org
from remit.diagrams.svg import org_svg, swimlane_svg
from remit.diagrams.swimlane import Flow, Lane, Node, layout_swimlane

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "A<b>&\"'采购"


def chart(uid: str = "u1") -> str:
    nodes = [
        OrgNode("a", NASTY, tone="body", href='x"><script>.html'),
        OrgNode("b", "财务部", "Finance", parent="a", tone="self"),
        OrgNode("c", "税务组", parent="b", tone="muted"),
    ]
    return org_svg(layout_org(nodes), NASTY, "desc", uid)


def flow_chart(uid: str = "u1") -> str:
    nodes = [
        Node("s", "开始", "start", "l"),
        Node("t", NASTY, "task", "l", href="../posts/buyer/index.html"),
        Node("d", "批准？", "decision", "l"),
        Node("e", "结束", "end", "l"),
    ]
    flows = [Flow("s", "t"), Flow("t", "d"), Flow("d", "t", "否", "rework"), Flow("d", "e", NASTY)]
    return swimlane_svg(layout_swimlane([Lane("l", "采购部")], nodes, flows), "采购流程", NASTY, uid)


@pytest.mark.parametrize("draw", [chart, flow_chart])
def test_svg_is_accessible_and_self_contained(draw: Callable[[], str]) -> None:
    svg = draw()
    root = ET.fromstring(svg)
    assert root.get("role") == "group"  # an image would hide its links
    names = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    assert [name.get("id") for name in names if name is not None] == root.get("aria-labelledby", "").split()
    texts = [element.text for element in root.iter() if element.text]
    assert NASTY in texts
    assert not any(element.tag in (f"{SVG}script", f"{SVG}foreignObject", f"{SVG}style") for element in root.iter())
    assert "url(" not in svg.replace("url(#u1-", "")
    assert svg == draw()


def test_a_drawing_without_links_is_an_image() -> None:
    svg = org_svg(layout_org([OrgNode("a", "采购部")]), "组织图", "desc", "u1")
    assert ET.fromstring(svg).get("role") == "img"


def test_links_stand_around_their_boxes() -> None:
    root = ET.fromstring(flow_chart())
    links = list(root.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["../posts/buyer/index.html"]
    assert [element.text for element in links[0].iter(f"{SVG}text")] == [NASTY]
    assert next(ET.fromstring(chart()).iter(f"{SVG}a")).get("href") == 'x"><script>.html'


def test_ids_of_two_diagrams_on_a_page_do_not_clash() -> None:
    first, second = (
        {element.get("id") for element in ET.fromstring(flow_chart(uid)).iter() if element.get("id")}
        for uid in ("u1", "u2")
    )
    assert len(first) == 4
    assert not first & second
    with pytest.raises(ValueError, match="uid"):
        chart('x"')


def test_styles_can_reach_every_shape() -> None:
    for svg in (chart(), flow_chart()):
        root = ET.fromstring(svg)
        for element in root.iter():
            if element.get("fill") or element.get("stroke"):
                assert "rd-" in (element.get("class") or ""), ET.tostring(element)


def test_lines_of_a_chart_are_not_drawn_twice() -> None:
    nodes = [OrgNode("a", "A")] + [OrgNode(str(n), str(n), parent="a") for n in range(5)]
    path = next(
        element.get("d") or ""
        for element in ET.fromstring(org_svg(layout_org(nodes), "t", "d", "u")).iter(f"{SVG}path")
    )
    assert path.count("V") == 1
    assert path.count("H") == 5


def test_png_has_the_scaled_size_and_the_text() -> None:
    svg = flow_chart()
    width, height = (float(ET.fromstring(svg).get(side) or 0) for side in ("width", "height"))
    data = png.svg_to_png(svg, 1.5)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (round(width * 1.5), pytest.approx(height * 1.5, abs=1))
    assert data == png.svg_to_png(svg, 1.5)
    assert data != png.svg_to_png(svg.replace("开始", "结束"), 1.5)


def test_without_a_ground_the_paper_shows_between_the_boxes() -> None:
    layout = layout_org([OrgNode("a", "甲"), OrgNode("b", "乙", parent="a")])
    whole, bare = (org_svg(layout, "t", "d", "u", ground=ground) for ground in (True, False))
    assert "rd-ground" in whole
    assert "rd-ground" not in bare
    assert png.svg_to_png(whole, 1) != png.svg_to_png(bare, 1)
    blank = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    assert zlib.decompress(idat(png.svg_to_png(blank, 1)))[-1] == 0  # the last byte of the only pixel is its alpha


def idat(data: bytes) -> bytes:
    """The compressed pixels of a PNG."""
    start = data.index(b"IDAT")
    (length,) = struct.unpack(">I", data[start - 4 : start])
    return data[start + 4 : start + 4 + length]


def test_a_missing_font_is_an_error_not_a_picture_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = resvg_py.svg_to_bytes

    def without_fonts(svg_string: str, **options: object) -> bytes:
        return draw(svg_string=svg_string, skip_system_fonts=True, width=24, height=24)

    monkeypatch.setattr(resvg_py, "svg_to_bytes", without_fonts)
    png._installed_family.cache_clear()
    with pytest.raises(png.FontMissingError, match="fonts-noto-cjk") as caught:
        png.svg_to_png(chart(), 1)
    assert caught.value.families[0] == "Noto Sans CJK SC"
    png._installed_family.cache_clear()


@pytest.mark.parametrize(("svg", "scale"), [("<p/>", 1), (chart(), 0)])
def test_what_cannot_be_rendered_is_refused(svg: str, scale: float) -> None:
    with pytest.raises(ValueError, match="width in px"):
        png.svg_to_png(svg, scale)


def test_dashes_are_not_drawn_over_dashes() -> None:
    lanes = [Lane("a", "申请人"), Lane("b", "审核人"), Lane("c", "批准人")]
    nodes = [Node("1", "申请", "task", "a"), Node("2", "通过？", "decision", "b"), Node("3", "通过？", "decision", "c")]
    flows = [Flow("1", "2"), Flow("2", "3", "是"), Flow("2", "1", "否", "rework"), Flow("3", "1", "否", "rework")]
    layout = layout_swimlane(lanes, nodes, flows)
    assert layout.flows[2].points[-1] == layout.flows[3].points[-1]  # both come back the same way at the last
    drawing = ET.fromstring(swimlane_svg(layout, "t", "d", "u"))
    dashed = [path for path in drawing.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert [path.get("marker-end") for path in dashed] == ["url(#u-rework)", None]  # the second joins the first
