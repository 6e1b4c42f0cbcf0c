"""Draws layouts as SVG that stands alone: no script, no external reference, readable without any stylesheet.

Colours are plain attributes (a renderer without CSS shows them); every element has a `rd-…` class by which a site restyles it.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from remit.diagrams.geometry import Point, Polyline, Rect
from remit.diagrams.orgchart import LABEL_SIZE, SUBLABEL_SIZE, OrgBox, OrgEdge, OrgLayout
from remit.diagrams.swim_model import (
    CAPTION_SIZE,
    HEADER_SIZE,
    TEXT_SIZE,
    Caption,
    FlowKind,
    Mark,
    PlacedFlow,
    PlacedLane,
    PlacedNode,
    SwimLayout,
)

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','SimSun',sans-serif"
_LEADING = 1.35
_CORNER = 6.0
_INK = "#17323d"
_SOFT_INK = "#51636e"
_LINE = "#566873"
LINK = "#7f9aa3"
_REWORK = "#b4531a"
# tone -> fill, border, ink, ink of the second label, further attributes
TONES = {
    "unit": ("#e0f0ee", "#0c7068", _INK, _SOFT_INK, ""),
    "leaf": ("#f5faf9", "#7fb0aa", _INK, _SOFT_INK, ""),
    "self": ("#0c7068", "#084f49", "#ffffff", "#d9eeeb", ""),
    "body": ("#eef1f3", "#64748b", _INK, _SOFT_INK, ""),
    "muted": ("#fafbfb", "#b3bfc5", "#5f6f79", "#66767f", ' stroke-dasharray="4 3"'),
}
# kind -> fill, border, ink, width of the border
_KINDS = {
    "start": ("#e8f5ec", "#2e7d4f", "#1f5a39", 1.5),
    "end": ("#fdecec", "#b83a3a", "#8d2727", 2.5),
    "task": ("#ffffff", "#2b7f78", _INK, 1.3),
    "decision": ("#fff8e1", "#d98a14", _INK, 1.3),
}


def org_svg(layout: OrgLayout, title: str, desc: str, uid: str, *, ground: bool = True) -> str:
    """An organisation chart. `title` and `desc` describe it to those who cannot see it; `uid` keeps its ids apart on a page.

    Without `ground` the paper shows between the boxes, and with it a watermark. Raises ValueError when `uid` is not letters, digits, `-` and `_`.
    """
    links = f'<path class="rd-link" d="{_joined(layout.edges)}" fill="none" stroke="{LINK}" stroke-width="1.2"/>'
    boxes = (_linked(box.node.href, _org_box(box)) for box in layout.boxes)
    return _document("rd rd-org", layout.width, layout.height, (title, desc, uid), "", [links, *boxes], ground)


def swimlane_svg(layout: SwimLayout, title: str, desc: str, uid: str, *, ground: bool = True) -> str:
    """A cross-functional flow chart. The arguments mean what they mean in `org_svg`; raises ValueError as it does."""
    parts: list[str] = [_lane(lane, number, ground) for number, lane in enumerate(layout.lanes)]
    parts += (_flow(flow, points, uid) for flow, points in zip(layout.flows, _undoubled(layout.flows), strict=True))
    parts += (_linked(node.href, _node(node)) for node in layout.nodes)
    parts += (_caption(node.caption, "rd-caption", _SOFT_INK) for node in layout.nodes if node.caption)
    for flow in layout.flows:
        if flow.caption:
            parts.append(
                _caption(flow.caption, f"rd-flow-label rd-{flow.kind}", _REWORK if flow.kind == "rework" else _LINE)
            )
    parts += (_mark(mark) for mark in layout.marks)
    markers = _marker(f"{uid}-arrow", "normal", _LINE) + _marker(f"{uid}-rework", "rework", _REWORK)
    return _document("rd rd-swim", layout.width, layout.height, (title, desc, uid), markers, parts, ground)


def _document(
    classes: str,
    width: float,
    height: float,
    about: tuple[str, str, str],
    defs: str,
    parts: Iterable[str],
    ground: bool = True,
) -> str:
    title, desc, uid = about
    if not uid or not all(char.isascii() and (char.isalnum() or char in "-_") for char in uid):
        raise ValueError(f"an SVG uid has ASCII letters, digits, - and _ only: {uid!r}")
    w, h = _n(width), _n(height)
    body = "".join(parts)
    role = "group" if "<a " in body else "img"  # what is an image has nothing in it to go to
    sheet = f'<rect class="rd-ground" width="{w}" height="{h}" fill="#ffffff"/>' if ground else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" width="{w}" height="{h}" '
        f'viewBox="0 0 {w} {h}" role="{role}" aria-labelledby="{uid}-title {uid}-desc" font-family="{FONTS}">'
        f'<title id="{uid}-title">{_text(title)}</title><desc id="{uid}-desc">{_text(desc)}</desc>'
        f"{f'<defs>{defs}</defs>' if defs else ''}"
        f"{sheet}{body}</svg>"
    )


def _org_box(box: OrgBox) -> str:
    tone = box.node.tone or ("leaf" if box.leaf else "unit")
    fill, border, ink, soft, more = TONES[tone]
    r = box.rect
    radius = r.h / 2 if tone == "body" else 6.0
    weight = "600" if tone in ("unit", "self", "body") else "400"
    label_h = len(box.lines) * LABEL_SIZE * _LEADING
    sub_h = len(box.sublines) * SUBLABEL_SIZE * _LEADING
    top = r.cy - (label_h + sub_h) / 2
    return (
        f'<g class="rd-box rd-tone-{tone}"><rect class="rd-shape"{_rect(r)} rx="{_n(radius)}" fill="{fill}" stroke="{border}" '
        f'stroke-width="1.2"{more}/>'
        + _lines(
            box.lines, r.cx, top + label_h / 2, LABEL_SIZE, f'class="rd-label" fill="{ink}" font-weight="{weight}"'
        )
        + _lines(box.sublines, r.cx, top + label_h + sub_h / 2, SUBLABEL_SIZE, f'class="rd-sublabel" fill="{soft}"')
        + "</g>"
    )


def _lane(lane: PlacedLane, number: int, painted: bool) -> str:
    ground = ("#fafcfc" if number % 2 else "#ffffff") if painted else "none"
    head = lane.header
    return (
        f'<g class="rd-lane"><rect class="rd-lane-ground rd-lane-{"even" if number % 2 else "odd"}"{_rect(lane.rect)} '
        f'fill="{ground}" stroke="#c9d4d8"/>'
        f'<rect class="rd-lane-head"{_rect(head)} fill="#e9eff1" stroke="#c9d4d8"/>'
        + _lines(lane.lines, head.cx, head.cy, HEADER_SIZE, f'class="rd-lane-label" fill="{_INK}" font-weight="600"')
        + "</g>"
    )


def _flow(flow: PlacedFlow, points: Polyline, uid: str) -> str:
    rework = flow.kind == "rework"
    stroke, marker, dash = (_REWORK, "rework", ' stroke-dasharray="6 3"') if rework else (_LINE, "arrow", "")
    head = f' marker-end="url(#{uid}-{marker})"' if points is flow.points else ""
    return (
        f'<path class="rd-flow rd-{flow.kind}" d="{_path(points)}" fill="none" stroke="{stroke}" '
        f'stroke-width="1.4"{dash}{head}/>'
    )


def _undoubled(flows: Sequence[PlacedFlow]) -> Iterator[Polyline]:
    """The way of each flow, up to where it joins one that is drawn already: dashes over dashes look like a solid line."""
    drawn: dict[tuple[str, FlowKind, Point], list[Polyline]] = {}
    for flow in flows:
        known = drawn.setdefault((flow.target, flow.kind, flow.points[-1]), [])
        shortest = min((_up_to_joint(flow.points, other) for other in known), key=_length, default=flow.points)
        known.append(flow.points)
        yield shortest if len(shortest) > 1 else flow.points


def _up_to_joint(points: Polyline, other: Polyline) -> Polyline:
    """`points` without what it shares with the end of `other`."""
    shared = 0
    for a, b in zip(reversed(points), reversed(other), strict=False):
        if a != b:
            break
        shared += 1
    own, its = points[: len(points) - shared], other[: len(other) - shared]
    if not own or not its:
        return points
    joint = points[len(own)]
    a, b = own[-1], its[-1]
    for fixed, free in ((0, 1), (1, 0)):
        same_way = (a[free] - joint[free]) * (b[free] - joint[free]) > 0
        if a[fixed] == b[fixed] == joint[fixed] and same_way:
            nearer = min(a, b, key=lambda point: abs(point[free] - joint[free]))
            # The other one turns off here in a rounded corner, which this one has to reach beyond.
            return (*own, _towards(nearer, joint, _CORNER)) if nearer != a else own
    return (*own, joint) if shared > 1 else points


def _length(points: Polyline) -> float:
    return sum(_span(a, b) for a, b in pairwise(points))


def _node(node: PlacedNode) -> str:
    fill, border, ink, width = _KINDS[node.kind]
    r = node.rect
    paint = f'fill="{fill}" stroke="{border}" stroke-width="{width}"'
    if node.kind == "decision":
        outline = f"M{_n(r.cx)} {_n(r.y)}L{_n(r.right)} {_n(r.cy)}L{_n(r.cx)} {_n(r.bottom)}L{_n(r.x)} {_n(r.cy)}Z"
        shape = f'<path class="rd-shape" d="{outline}" {paint} stroke-linejoin="round"/>'
    else:
        radius = 6.0 if node.kind == "task" else r.h / 2
        shape = f'<rect class="rd-shape"{_rect(r)} rx="{_n(radius)}" {paint}/>'
    text = _lines(node.lines, r.cx, r.cy, TEXT_SIZE, f'class="rd-label" fill="{ink}"')
    return f'<g class="rd-node rd-{node.kind}">{shape}{text}</g>'


def _mark(mark: Mark) -> str:
    r = mark.rect
    ink = _REWORK if mark.kind == "rework" else _LINE
    return (
        f'<g class="rd-mark rd-{mark.kind}"><circle class="rd-shape" cx="{_n(r.cx)}" cy="{_n(r.cy)}" r="{_n(r.w / 2)}" '
        f'fill="#ffffff" stroke="{ink}" stroke-width="1.2"/>'
        + _lines((mark.letter,), r.cx, r.cy, CAPTION_SIZE, f'class="rd-mark-letter" fill="{ink}" font-weight="600"')
        + "</g>"
    )


def _caption(caption: Caption, classes: str, ink: str) -> str:
    # A halo in the colour of the ground keeps a label readable where it has to cross a line.
    style = (
        f'class="{classes}" fill="{ink}" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )
    r = caption.rect
    x = {"start": r.x, "middle": r.cx, "end": r.right}[caption.anchor]
    return _lines(caption.lines, x, r.cy, CAPTION_SIZE, style, caption.anchor)


def _lines(lines: Sequence[str], x: float, cy: float, size: float, style: str, anchor: str = "middle") -> str:
    leading = size * _LEADING
    first = cy - (len(lines) - 1) * leading / 2 + size * 0.36  # from the middle of a line to its baseline
    return "".join(
        f'<text x="{_n(x)}" y="{_n(first + number * leading)}" font-size="{_n(size)}" text-anchor="{anchor}" '
        f"{style}>{_text(line)}</text>"
        for number, line in enumerate(lines)
    )


def _linked(href: str, drawn: str) -> str:
    return f'<a href="{_text(href)}">{drawn}</a>' if href else drawn


def _marker(name: str, kind: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="rd-arrow rd-{kind}" d="M0.5 1L9.5 5L0.5 9Z" '
        f'fill="{colour}"/></marker>'
    )


def _joined(edges: Sequence[OrgEdge]) -> str:
    """One path for all edges in which no stretch is drawn twice: overdrawn lines would look heavier than others."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for edge in edges:
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            level = y1 == y2
            key = (level, y1 if level else x1)
            lines.setdefault(key, []).append((min(x1, x2), max(x1, x2)) if level else (min(y1, y2), max(y1, y2)))
    commands: list[str] = []
    for (level, at), stretches in sorted(lines.items()):
        for low, high in _merged(stretches):
            start = f"{_n(low)} {_n(at)}H" if level else f"{_n(at)} {_n(low)}V"
            commands.append(f"M{start}{_n(high)}")
    return "".join(commands)


def _merged(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for low, high in sorted(stretches):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _path(points: Sequence[Point]) -> str:
    """A path along `points` whose bends are rounded where the neighbouring segments have room."""
    commands = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_CORNER, _span(before, here) / 2, _span(here, after) / 2)
        if radius >= 1:
            a, b = _towards(here, before, radius), _towards(here, after, radius)
            commands.append(f"L{_n(a[0])} {_n(a[1])}Q{_n(here[0])} {_n(here[1])} {_n(b[0])} {_n(b[1])}")
        else:
            commands.append(f"L{_n(here[0])} {_n(here[1])}")
    commands.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(commands)


def _span(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(a: Point, b: Point, by: float) -> Point:
    length = _span(a, b)
    return a[0] + (b[0] - a[0]) * by / length, a[1] + (b[1] - a[1]) * by / length


def _rect(r: Rect) -> str:
    return f' x="{_n(r.x)}" y="{_n(r.y)}" width="{_n(r.w)}" height="{_n(r.h)}"'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _text(value: str) -> str:
    return escape(value, quote=True)
