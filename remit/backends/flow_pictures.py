"""The swimlane of a process as pictures for paper: lanes as columns, cut into as many pictures as it takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from remit.backends.paper import words
from remit.diagrams.pages import column_pages
from remit.diagrams.png import svg_to_png
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
    pages, scale = column_pages(chart.lanes, chart.nodes, chart.arrows, width_mm, height_mm)
    say = words(lang)
    pictures = []
    for number, page in enumerate(pages, 1):
        name = "bpmn.picture.title_part" if len(pages) > 1 else "bpmn.picture.title"
        title = say(name, process=name_of(process, lang), n=number, of=len(pages))
        alt = _in_words(title, chart, page, lang)
        svg = swimlane_svg(page, title, alt, f"flow-{process.id}-{number}", ground=False)
        pictures.append(FlowPicture(svg, page.width * scale, title, alt))
    return tuple(pictures)


def drawn(picture: FlowPicture) -> Picture:
    """A flow picture as a block of a Word document."""
    return Picture(_png(picture.svg), picture.width_mm, picture.alt, picture.svg)


@lru_cache(maxsize=256)
def _png(svg: str) -> bytes:
    """A policy and the handbook that holds it show the same pictures."""
    return svg_to_png(svg, _PIXELS_PER_PX)


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
