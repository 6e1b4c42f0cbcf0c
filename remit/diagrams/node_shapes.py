"""How large a process's nodes are drawn, how much room each needs with its caption, and where their borders are.

All tasks of a diagram have one size, the smallest in which every text fits: alike things look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from remit.diagrams.captions import QUESTION_GAP, caption_extent, caption_lines
from remit.diagrams.measures import Measures
from remit.diagrams.swim_model import TEXT_SIZE, Kind, Node
from remit.diagrams.text import block_width, widest_word, wrap

_LINE = TEXT_SIZE * 1.35
_EVENT = 38.0
_CAPTION_LINES = 2
_WIDEST_FOR_A_WORD = 132.0


@dataclass(frozen=True)
class Shape:
    """A node's drawn size and the room it needs, both (width, height) in px, and its text; `caption`: it stands beside the node."""

    size: tuple[float, float]
    footprint: tuple[float, float]
    lines: tuple[str, ...]
    caption: bool


def shapes_of(nodes: Sequence[Node], measures: Measures) -> dict[str, Shape]:
    """The shape of each node, by id."""
    tasks = [node.label for node in nodes if node.kind == "task"]
    width = _task_width(tasks, measures)
    inner = width - 2 * measures.padding
    most = max((len(wrap(label, inner, TEXT_SIZE)) for label in tasks), default=1)
    height = max(measures.task_height, round(most * _LINE + 14.0))
    shapes: dict[str, Shape] = {}
    for node in nodes:
        if node.kind == "task":
            lines = wrap(node.label, inner, TEXT_SIZE)
            shapes[node.id] = Shape((width, height), (width, height), lines, False)
        elif node.kind == "decision":
            shapes[node.id] = _decision(node.label, width, measures)
        else:
            shapes[node.id] = _event(node.label, inner) if not measures.event else _bare_event(node.label, measures)
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


def _task_width(labels: Sequence[str], measures: Measures) -> float:
    for width in measures.task_widths:
        inner = width - 2 * measures.padding
        if all(
            len(wrap(label, inner, TEXT_SIZE)) <= measures.task_lines and widest_word(label, TEXT_SIZE) <= inner
            for label in labels
        ):
            return width
    if measures.orientation == "rows":
        return measures.task_widths[-1]
    # A narrow box may grow for a long word rather than cut it.
    longest = max(widest_word(label, TEXT_SIZE) for label in labels) + 2 * measures.padding + 1.0
    return max(measures.task_widths[-1], min(longest, _WIDEST_FOR_A_WORD))


def _decision(label: str, task_width: float, measures: Measures) -> Shape:
    if measures.orientation == "columns":
        return _decision_below_its_question(label, task_width, measures)
    size = measures.diamond
    for width in measures.caption_widths:
        lines = caption_lines(label, width)
        if len(lines) <= _CAPTION_LINES:
            break
    w, h = caption_extent(lines)
    lent_x, lent_y = measures.lent
    # One slanted side has to take the caption (see CaptionSpace); which one is known only when all flows have their ways.
    room_x = 2 * (size / 4 + 6 + w - lent_x)
    room_y = 2 * (size / 4 + 4 + h - lent_y)
    return Shape((size, size), (max(size, room_x), max(size, room_y)), lines, bool(lines))


def _decision_below_its_question(label: str, task_width: float, measures: Measures) -> Shape:
    """The question takes the half of the lane beside the line that comes from above, however many lines it needs."""
    lent_x, lent_y = measures.lent
    lines = caption_lines(label, task_width / 2 + lent_x - QUESTION_GAP)
    w, h = caption_extent(lines)
    size = measures.diamond
    room_x = 2 * (QUESTION_GAP + w - lent_x)
    room_y = size + 2 * (h - lent_y)
    return Shape((size, size), (max(size, room_x), max(size, room_y)), lines, bool(lines))


def _event(label: str, widest: float) -> Shape:
    lines = wrap(label, widest - 8.0, TEXT_SIZE)
    height = max(_EVENT, round(len(lines) * _LINE + 12.0))
    text = block_width(lines, TEXT_SIZE)
    width = height if text <= height - 12.0 else max(height, round(text + 24.0))
    return Shape((width, height), (width, height), lines, False)


def _bare_event(label: str, measures: Measures) -> Shape:
    """A circle with its name below or above it."""
    size = measures.event
    lines = caption_lines(label, measures.caption_widths[-1])
    w, h = caption_extent(lines)
    return Shape((size, size), (max(size, w), size + 2 * (h + 6.0)), lines, bool(lines))
