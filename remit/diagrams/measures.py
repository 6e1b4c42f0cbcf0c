"""What a swimlane may take: widths of boxes, captions and channels, by orientation and from wide to narrow.

Type sizes stay the same in all of them (swim_model.py): a narrow picture has narrow boxes with more lines, not small
print.
"""

from dataclasses import dataclass, replace

from remit.diagrams.swim_model import Orientation


@dataclass(frozen=True)
class Measures:
    """All lengths in px. Of several widths the first is taken in which every text fits its lines.

    `channels` is the clear width between steps, between rows of one lane, and at the border of a lane; `name` the usual
    and the largest width of the names of lanes; `caption_widths` are those of questions beside their diamonds; `lent`
    what the channels around a cell lend to a caption (x, y), so that it need not be part of the cell; `clearance` what
    a caption needs around it beside a line that runs along time, and across it. `event` is the size of a start or an
    end whose name stands beside it; at 0 its name stands in it.
    """

    orientation: Orientation
    task_widths: tuple[float, ...]
    task_lines: int
    task_height: float
    padding: float
    diamond: float
    event: float
    caption_widths: tuple[float, ...]
    flow_caption: float
    lent: tuple[float, float]
    channels: tuple[float, float, float]
    name: tuple[float, float]
    name_padding: float
    clearance: tuple[float, float]
    track: float
    rows_in_a_lane: int


ROWS = Measures(
    orientation="rows",
    task_widths=(112.0, 126.0, 140.0, 156.0),
    task_lines=2,
    task_height=46.0,
    padding=7.0,
    diamond=46.0,
    event=0.0,
    caption_widths=(68.0, 80.0, 94.0),
    flow_caption=92.0,
    lent=(0.0, 12.0),
    channels=(38.0, 20.0, 16.0),
    name=(88.0, 140.0),
    name_padding=8.0,
    clearance=(22.0, 12.0),
    track=10.0,
    rows_in_a_lane=3,
)
"""Lanes as rows, time to the right: for wide pages."""


BPMN = replace(
    ROWS,
    task_widths=(100.0,),
    task_height=80.0,
    diamond=50.0,
    event=36.0,
    name=(30.0, 30.0),
    rows_in_a_lane=2,
)
"""The sizes that BPMN modellers draw; the names of lanes run upwards in a strip."""


def _columns(task: tuple[float, ...], lines: int, padding: float, border: float, track: float) -> Measures:
    """Lanes as columns. A lane has one row of steps, and a question stands above its diamond: width is what lacks."""
    return Measures(
        orientation="columns",
        task_widths=task,
        task_lines=lines,
        task_height=46.0,
        padding=padding,
        diamond=min(46.0, 30.0 + border),
        event=0.0,
        caption_widths=(),
        flow_caption=max(44.0, task[0] / 2),
        lent=(border, 10.0),
        channels=(26.0, 12.0, border),
        name=(task[0], 140.0),
        name_padding=padding,
        clearance=(12.0, 5.0),
        track=track,
        rows_in_a_lane=1,
    )


COLUMNS = (
    _columns((130.0, 144.0), 2, 8.0, 20.0, 10.0),
    _columns((108.0, 118.0, 130.0), 3, 7.0, 16.0, 10.0),
    _columns((94.0, 106.0), 4, 6.0, 12.0, 9.0),
    _columns((82.0, 94.0), 5, 5.0, 9.0, 8.0),
    _columns((72.0, 82.0), 6, 4.0, 8.0, 7.0),
    _columns((62.0, 72.0), 7, 3.0, 8.0, 6.0),
)
"""Lanes as columns, time downwards, from roomy to tight."""

PHONE = COLUMNS[3]
"""Lanes as columns for a screen that scrolls downwards."""
