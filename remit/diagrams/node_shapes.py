"""How large a process's nodes are drawn, how much room each needs with its caption, and where their borders are.

All tasks of a diagram have one size, the smallest in which every text fits: alike things look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from remit.diagrams.captions import caption_extent, caption_lines
from remit.diagrams.swim_model import TEXT_SIZE, Kind, Node, Orientation
from remit.diagrams.text import block_width, widest_word, wrap

_LINE = TEXT_SIZE * 1.35
_TASK_WIDTHS = {"rows": (112.0, 126.0, 140.0, 156.0), "columns": (108.0, 118.0, 130.0)}
_TASK_LINES = {"rows": 2, "columns": 3}
_TASK_HEIGHT = 46.0
_PADDING = 7.0
_DIAMOND = 46.0
_EVENT = 38.0
_CAPTION_WIDTHS = {"rows": (68.0, 80.0, 94.0), "columns": (56.0, 66.0, 76.0)}
_CAPTION_LINES = 2
# What the channels around a cell lend to a caption, so that it need not be part of the cell: (x, y)
_LENT = {"rows": (0.0, 12.0), "columns": (12.0, 12.0)}


@dataclass(frozen=True)
class Shape:
    """A node's drawn size and the room it needs, both (width, height) in px, and its text; `caption`: it stands beside the node."""

    size: tuple[float, float]
    footprint: tuple[float, float]
    lines: tuple[str, ...]
    caption: bool


def shapes_of(nodes: Sequence[Node], orientation: Orientation) -> dict[str, Shape]:
    """The shape of each node, by id."""
    tasks = [node.label for node in nodes if node.kind == "task"]
    width = _fitting(tasks, _TASK_WIDTHS[orientation], _TASK_LINES[orientation])
    most = max((len(wrap(label, width - 2 * _PADDING, TEXT_SIZE)) for label in tasks), default=1)
    height = max(_TASK_HEIGHT, round(most * _LINE + 14.0))
    shapes: dict[str, Shape] = {}
    for node in nodes:
        if node.kind == "task":
            lines = wrap(node.label, width - 2 * _PADDING, TEXT_SIZE)
            shapes[node.id] = Shape((width, height), (width, height), lines, False)
        elif node.kind == "decision":
            shapes[node.id] = _decision(node.label, orientation)
        else:
            shapes[node.id] = _event(node.label, width)
    return shapes


def border_distance(kind: Kind, half: tuple[float, float], off: float) -> float:
    """How far from the centre a line meets the border of a node, when it runs `off` px beside the centre.

    `half` is half the node's extent in the line's direction, then across it.
    """
    ahead, across = half
    if kind == "task":
        return ahead
    if kind == "decision":
        return ahead * (1 - abs(off) / across)
    radius = min(half)
    bent = max(0.0, abs(off) - (across - radius))
    return ahead - radius + sqrt(radius * radius - bent * bent)


def _fitting(labels: Sequence[str], widths: Sequence[float], most_lines: int) -> float:
    for width in widths:
        inner = width - 2 * _PADDING
        if all(
            len(wrap(label, inner, TEXT_SIZE)) <= most_lines and widest_word(label, TEXT_SIZE) <= inner
            for label in labels
        ):
            return width
    return widths[-1]


def _decision(label: str, orientation: Orientation) -> Shape:
    for width in _CAPTION_WIDTHS[orientation]:
        lines = caption_lines(label, width)
        if len(lines) <= _CAPTION_LINES:
            break
    w, h = caption_extent(lines)
    lent_x, lent_y = _LENT[orientation]
    # One slanted side has to take the caption (see CaptionSpace); which one is known only when all flows have their ways.
    room_x = 2 * (_DIAMOND / 4 + 6 + w - lent_x)
    room_y = 2 * (_DIAMOND / 4 + 4 + h - lent_y)
    return Shape((_DIAMOND, _DIAMOND), (max(_DIAMOND, room_x), max(_DIAMOND, room_y)), lines, bool(lines))


def _event(label: str, widest: float) -> Shape:
    lines = wrap(label, widest - 2 * _PADDING - 8.0, TEXT_SIZE)
    height = max(_EVENT, round(len(lines) * _LINE + 12.0))
    text = block_width(lines, TEXT_SIZE)
    width = height if text <= height - 12.0 else max(height, round(text + 24.0))
    return Shape((width, height), (width, height), lines, False)
