"""What a swimlane diagram is made of, before and after it is placed; shared by the steps of the layout and by drawing.

All lengths are in px, the origin is the top left corner.
"""

from dataclasses import dataclass
from typing import Literal

from remit.diagrams.geometry import Polyline, Rect

TEXT_SIZE = 12.0
CAPTION_SIZE = 11.0
HEADER_SIZE = 12.5

Kind = Literal["start", "end", "task", "decision"]
FlowKind = Literal["normal", "rework"]
Orientation = Literal["rows", "columns"]


@dataclass(frozen=True)
class Lane:
    """A performer's lane; lanes keep the order in which they are given."""

    id: str
    label: str


@dataclass(frozen=True)
class Node:
    """A step, decision, start or end; `lane` is the id of its lane."""

    id: str
    label: str
    kind: Kind
    lane: str
    href: str = ""


@dataclass(frozen=True)
class Flow:
    """An arrow between two nodes, by id. "rework" is drawn as a return; it does not change which way time runs."""

    source: str
    target: str
    label: str = ""
    kind: FlowKind = "normal"


@dataclass(frozen=True)
class Caption:
    """Text placed beside a line or a diamond. `anchor` is the side of `rect` to which its lines are aligned."""

    lines: tuple[str, ...]
    rect: Rect
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True)
class PlacedLane:
    """A lane in place: all of it, the strip that carries its name, and the lines of the name."""

    id: str
    rect: Rect
    header: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlacedNode:
    """A node in place. A decision's text stands beside it in `caption`; any other node's stands inside, in `lines`."""

    id: str
    kind: Kind
    lane: str
    href: str
    rect: Rect
    lines: tuple[str, ...]
    caption: Caption | None


@dataclass(frozen=True)
class PlacedFlow:
    """A flow in place: `points` is orthogonal and runs from the border of its source to the border of its target."""

    source: str
    target: str
    kind: FlowKind
    points: Polyline
    caption: Caption | None


@dataclass(frozen=True)
class Mark:
    """A circle with a letter where a flow leaves a page; it goes on at the same letter of the next or the page before."""

    rect: Rect
    letter: str
    kind: FlowKind


@dataclass(frozen=True)
class SwimLayout:
    """A placed diagram; lanes, nodes and flows stand in the order given."""

    width: float
    height: float
    orientation: Orientation
    lanes: tuple[PlacedLane, ...]
    nodes: tuple[PlacedNode, ...]
    flows: tuple[PlacedFlow, ...]
    marks: tuple[Mark, ...] = ()
