"""The small chart of a job description: superiors, the post among its peers, the posts that answer to it.

Three levels side by side, never a hanging column: on paper height is dearer than width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from remit.backends.paper import ref_name, words
from remit.cache.lasting import lasting
from remit.diagrams.geometry import Point, Rect
from remit.diagrams.org_png import org_png
from remit.diagrams.orgchart import LABEL_SIZE, OrgBox, OrgEdge, OrgLayout, OrgNode
from remit.diagrams.png import fonts
from remit.diagrams.text import wrap
from remit.model.entities import Post
from remit.office.blocks import TEXT_WIDTH_MM, Picture
from remit.views.post_sheet import PostSheet
from remit.views.wording import name_of

_MOST = 6
_ABREAST = 3
_WIDTH = 128.0
_LOWEST = 28.0
_GAP = 12.0
_BETWEEN = 20.0
_MARGIN = 2.0
_INNER = 8.0
_PADDING = 8.0
_LEADING = 1.35
_MM_PER_PX = 0.19
# As low as type stays readable: below that the chart grows higher instead.
_LEAST_MM_PER_PX = 0.16
_HEIGHT_MM = 28.0
# At least 220 pixels to an inch of paper, to which Word itself reduces pictures.
_PIXELS_PER_PX = 1.7

Level = tuple[OrgNode, ...]


def reporting_chart(sheet: PostSheet, lang: str) -> Picture | None:
    """The chart of a post; None for one that has neither a superior nor anybody below it."""
    say = words(lang)
    above = tuple(OrgNode(f"a{n}", ref_name(ref, lang)) for n, ref in enumerate(sheet.superiors[:_MOST]))
    reports = [
        OrgNode(f"r{n}", _with_people(report.post, report.headcount, lang)) for n, report in enumerate(_merged(sheet))
    ]
    if not above and not reports:
        return None
    below = _shortened(reports, _MOST, lang)
    me = OrgNode("self", _with_people(sheet.post, sheet.headcount, lang), tone="self")
    # Peers are only there for orientation: they fill the width that the chart has without them.
    beside = max(_ABREAST, len(above), len(below)) - 1
    peers = _shortened([OrgNode(f"p{n}", name_of(peer, lang)) for n, peer in enumerate(sheet.peers)], beside, lang)
    peers = tuple(replace(peer, tone="muted") for peer in peers)
    middle = (*peers[: len(peers) // 2], me, *peers[len(peers) // 2 :])
    names = say("list").join(node.label for node in above), say("list").join(node.label for node in reports)
    described = [name or say("job.chart.none") for name in names]
    title = say("job.chart.title", post=name_of(sheet.post, lang))
    about = say("job.chart.describe", superiors=described[0], reports=described[1])
    layout = _laid_out((above, middle, below))
    scale = max(_LEAST_MM_PER_PX, min(_MM_PER_PX, _HEIGHT_MM / layout.height))
    png = lasting("chart", (layout, _PIXELS_PER_PX, fonts()), lambda: org_png(layout, _PIXELS_PER_PX))
    return Picture(png, min(layout.width * scale, TEXT_WIDTH_MM), f"{title}{say('colon')}{about}")


class _OneReport:
    """A post below with its headcount over all the units from which it answers."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.headcount: int | None = None


def _merged(sheet: PostSheet) -> list[_OneReport]:
    found: dict[str, _OneReport] = {}
    for report in sheet.reports:
        one = found.setdefault(report.post.id, _OneReport(report.post))
        if report.headcount is not None:
            one.headcount = (one.headcount or 0) + report.headcount
    return list(found.values())


def _with_people(post: Post, headcount: int | None, lang: str) -> str:
    """The post, and how many hold it where that is more than one."""
    name = name_of(post, lang)
    return words(lang)("job.people", post=name, n=headcount) if headcount is not None and headcount > 1 else name


def _shortened(nodes: Sequence[OrgNode], most: int, lang: str) -> Level:
    """At most so many boxes, the last of which says how many more there are."""
    if len(nodes) <= most:
        return tuple(nodes)
    more = OrgNode(f"{nodes[0].id}-more", words(lang)("job.chart.more", n=len(nodes) - most + 1), tone="muted")
    return (*nodes[: most - 1], more)


def _laid_out(levels: tuple[Level, Level, Level]) -> OrgLayout:
    """Levels centred below each other; those below stand under the post itself where the width allows it."""
    above, middle, below = levels
    width = max(_span(level) for level in levels)
    rows = [level for level in levels if level]
    texts = {node.id: _lines(node.label) for level in rows for node in level}
    high = max(_LOWEST, *(_PADDING + _LEADING * LABEL_SIZE * len(lines) for lines in texts.values()))
    boxes: dict[str, OrgBox] = {}
    own = next(index for index, node in enumerate(middle) if node.id == "self")
    centre = (width - _span(middle)) / 2 + own * (_WIDTH + _GAP) + _WIDTH / 2
    for line, level in enumerate(rows):
        start = (width - _span(level)) / 2
        if level is below:
            start = min(max(centre - _span(level) / 2, 0.0), width - _span(level))
        for index, node in enumerate(level):
            left, top = start + index * (_WIDTH + _GAP), line * (high + _BETWEEN)
            rect = Rect(_MARGIN + left, _MARGIN + top, _WIDTH, high)
            boxes[node.id] = OrgBox(node, rect, texts[node.id], (), leaf=level is not above)
    edges = [_edge(boxes[top.id], boxes[node.id]) for top in above for node in middle]
    edges += [_edge(boxes["self"], boxes[node.id]) for node in below]
    height = len(rows) * (high + _BETWEEN) - _BETWEEN
    return OrgLayout(width + 2 * _MARGIN, height + 2 * _MARGIN, tuple(boxes.values()), tuple(edges))


@lru_cache(maxsize=4096)
def _lines(name: str) -> tuple[str, ...]:
    """A post stands in its own chart and in those around it."""
    return wrap(name, _WIDTH - 2 * _INNER, LABEL_SIZE)


def _span(level: Level) -> float:
    return len(level) * (_WIDTH + _GAP) - _GAP if level else 0.0


def _edge(upper: OrgBox, lower: OrgBox) -> OrgEdge:
    """Down to the line between the levels, along it, and down."""
    bus = upper.rect.bottom + _BETWEEN / 2
    start, end = upper.rect.cx, lower.rect.cx
    points: tuple[Point, ...] = ((start, upper.rect.bottom), (start, bus), (end, bus), (end, lower.rect.y))
    return OrgEdge(upper.node.id, lower.node.id, points)
