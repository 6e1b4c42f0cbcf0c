"""The swimlane of a process as pictures for paper: lanes as columns, cut into as many pictures as it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from remit.backends.paper import words
from remit.backends.raster import raster
from remit.cache.lasting import lasting
from remit.diagrams.pages import column_pages
from remit.diagrams.svg import swimlane_svg
from remit.diagrams.swim_model import SwimLayout
from remit.model.entities import Process, System
from remit.office.blocks import TEXT_HEIGHT_MM, TEXT_WIDTH_MM, Picture
from remit.views.charts import Chart, flow_chart
from remit.views.wording import name_of

_PIXELS_PER_PX = 2.0
_HEADING_MM = 20.0  # what stands on the page besides a picture as high as it


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """A picture as SVG, the width at which it is printed, its title, and its steps in words for who cannot see it."""

    svg: str
    width_mm: float
    title: str
    alt: str


def flow_pictures(
    process: Process,
    system: System,
    lang: str,
    width_mm: float = TEXT_WIDTH_MM,
    height_mm: float = TEXT_HEIGHT_MM - _HEADING_MM,
) -> tuple[FlowPicture, ...]:
    """The swimlane of a process in pictures no wider and no higher than given; none for a process without steps."""
    chart = flow_chart(process, system, lang, lambda step: "")
    if chart is None:
        return ()
    name = name_of(process, lang)

    def drawn() -> bytes:
        found = _drawn(chart, process.id, name, lang, width_mm, height_mm)
        return json.dumps([astuple(picture) for picture in found]).encode()

    kept = lasting("flow pictures", (chart, process.id, name, lang, width_mm, height_mm), drawn)
    return tuple(FlowPicture(*picture) for picture in json.loads(kept))


def _drawn(chart: Chart, ident: str, name: str, lang: str, width_mm: float, height_mm: float) -> Iterator[FlowPicture]:
    pages, scale = column_pages(chart.lanes, chart.nodes, chart.arrows, width_mm, height_mm)
    say = words(lang)
    for number, page in enumerate(pages, 1):
        key = "bpmn.picture.title_part" if len(pages) > 1 else "bpmn.picture.title"
        title = say(key, process=name, n=number, of=len(pages))
        alt = _in_words(title, chart, page, lang)
        svg = swimlane_svg(page, title, alt, f"flow-{ident}-{number}", ground=False)
        yield FlowPicture(svg, page.width * scale, title, alt)


def drawn(picture: FlowPicture) -> Picture:
    """A flow picture as a block of a Word document."""
    return Picture(raster(picture.svg, _PIXELS_PER_PX), picture.width_mm, picture.alt, picture.svg)


def _in_words(title: str, chart: Chart, page: SwimLayout, lang: str) -> str:
    say = words(lang)
    shown = {node.id for node in page.nodes}
    lanes = {lane.id: lane.label for lane in chart.lanes}
    steps = [
        say("bpmn.picture.step", step=node.label, performer=lanes[node.lane])
        for node in chart.nodes
        if node.kind == "task" and node.id in shown
    ]
    return say("bpmn.picture.about", title=title, steps=say("bpmn.picture.between").join(steps)) if steps else title
