"""The nodes of a YAML text with their exact character ranges, for edits in place; what they say is the reader's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from remit.source.characters import normalise
from remit.source.document import Pointer


@dataclass(slots=True)
class Node:
    """A value. `start` and `end` are offsets of its first character and of the one after its last, without what trails.

    `style` is that of a scalar ("" plain, ' or ", | or >), else "". `entries` are the parts of a mapping or sequence, each
    with its key; a sequence's keys are None. `flow` says that it is written in brackets.
    """

    start: int
    end: int
    kind: str
    style: str = ""
    flow: bool = False
    entries: list[tuple[Node | None, Node]] = field(default_factory=list)
    text: str = ""

    def scalars(self) -> Iterator[Node]:
        """Every scalar in it, keys included, in the order of the text."""
        if self.kind == "scalar":
            yield self
        for key, value in self.entries:
            if key is not None:
                yield key
            yield from value.scalars()


def nodes(text: str) -> Node:
    """The node tree of a text that the reader can read."""
    events = (
        event
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent)
    )
    return _node(next(events), events, text)


def find(node: Node, pointer: Pointer) -> Node | None:
    """The node that a pointer leads to, or None."""
    for part in pointer:
        found = entry(node, part)
        if found is None:
            return None
        node = node.entries[found][1]
    return node


def entry(node: Node, part: str | int) -> int | None:
    """The number of the entry that a key or an index leads to, or None."""
    for number, (key, _) in enumerate(node.entries):
        if number == part if key is None else key.text == part:
            return number
    return None


def _node(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Node:
    start, end = _range(event)
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        if style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Node(start, end, "scalar", style, text=normalise(event.value))
    made = Node(start, end, "sequence" if isinstance(event, yaml.SequenceStartEvent) else "mapping")
    made.flow = bool(getattr(event, "flow_style", False))
    for part in events:
        if isinstance(part, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            made.end = _range(part)[1] if made.flow or not made.entries else made.entries[-1][1].end
            break
        if made.kind == "sequence":
            made.entries.append((None, _node(part, events, text)))
        else:
            key = _node(part, events, text)
            made.entries.append((key, _node(next(events), events, text)))
    return made


def _range(event: yaml.Event) -> tuple[int, int]:
    """Offsets of an event's first character and of the one after its last."""
    if event.start_mark is None or event.end_mark is None:
        raise ValueError(event)
    return event.start_mark.index, event.end_mark.index
