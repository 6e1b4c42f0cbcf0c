"""Numbers that Word counts itself: the lists of a scheme, and a count beside Word's.

Blocks carry their numbers as printed. Where Word would count the same, the paragraph is given to Word's list; where
it would not (an annex between chapters), the number stays text. templates/word/numbering.yaml says how the lists look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from remit.numerals import chinese_number, letter, roman
from remit.office.blocks import Block, Heading, Paragraph

_PLACE = re.compile("%([1-9])")
_STYLES = {"article": "Article", "item": "Item", "subitem": "Subitem"}
_THEN = ("tab", "space", "nothing")
# The lists of numbering.xml: the bullet, with a scheme the list without numbers, the lists of the scheme, numbered lists.
BULLET = 1
_UNCOUNTED = 2


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letter,
    "lowerRoman": roman,
    "chineseCountingThousand": chinese_number,
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: the styles whose paragraphs it counts, and how their number is written.

    `text` holds %1 for the number of the first level and so on; `then` is what Word sets after it. `heavy` numbers
    stand in the type of headings.
    """

    counts: tuple[str, ...]
    format: str
    text: str
    then: str
    heavy: bool = False


Lists = tuple[tuple[Level, ...], ...]


def read_lists(data: Sequence[Sequence[Mapping[str, Any]]]) -> Lists:
    """The lists of one scheme and language, from the plain data of templates/word/numbering.yaml.

    Raises ValueError for a form of number that is not known.
    """
    lists = tuple(
        tuple(
            Level(
                counts=tuple(level["counts"]),
                format=str(level["format"]),
                text=str(level["text"]),
                then=str(level["then"]),
                heavy=bool(level.get("heavy", False)),
            )
            for level in levels
        )
        for levels in data
    )
    for levels in lists:
        for level in levels:
            if level.format not in _FORMATS or level.then not in _THEN:
                raise ValueError(f"numbering.yaml: unknown format or gap: {level.format}, {level.then}")
    return lists


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list and level of a paragraph, and whether Word counts it there; `gap` follows a literal number.

    A paragraph that Word is not to count, in a style whose paragraphs it counts, stands in the list without numbers
    (Word's own sign for that, list 0, is an error to validators); -1 is no list. Without a gap of its own, a number is
    set off by what its last character asks for.
    """

    number_id: int
    level: int
    gap: str | None
    counted: bool


PLAIN = Numbering(-1, 0, None, counted=False)


@dataclass(slots=True)
class Counting:
    """What Word counts in one document: by place in the body, and the numbers that bookmarks lead to."""

    lists: Lists
    paragraphs: dict[int, Numbering] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)
    documents: int = 1

    @property
    def used(self) -> int:
        """The last number of a list that bullets and the scheme take."""
        return (_UNCOUNTED if self.lists else BULLET) + self.documents * len(self.lists)


class _List:
    """The state of one list: how far each level is, and from which level on Word would miscount."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = levels
        self.counts = [0] * len(levels)
        self.astray = len(levels)

    def counted(self, level: int, number: str) -> bool:
        """Whether Word counts `number` next at this level; if so it is counted."""
        if level >= self.astray:
            return False
        run = [*self.counts[:level], self.counts[level] + 1]
        if 0 not in run and self._written(level, run) == number:
            self.counts = run + [0] * (len(self.levels) - level - 1)
            self.astray = len(self.levels)
            return True
        # What is below a number that Word does not count would go on from the number before it. So would a list
        # that starts over where Word sees no reason to.
        starts_over = level and self._written(level, [*self.counts[:level], 1]) == number
        self.astray = level if starts_over else level + 1
        return False

    def _written(self, level: int, run: Sequence[int]) -> str:
        def place(match: re.Match[str]) -> str:
            which = int(match.group(1)) - 1
            return _FORMATS[self.levels[which].format](run[which])

        return _PLACE.sub(place, self.levels[level].text)


def count(blocks: Sequence[Block], lists: Lists) -> Counting:
    """Goes through a document as Word will; a heading of level 0 begins the count anew."""
    found = Counting(lists)
    if not lists:
        return found
    places = {
        style: (which, depth)
        for which, levels in enumerate(lists)
        for depth, level in enumerate(levels)
        for style in level.counts
    }
    states = [_List(levels) for levels in lists]
    linked = [level.counts[0] for levels in lists for level in levels]
    begun = False
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and not block.level and begun:
            states = [_List(levels) for levels in lists]
            found.documents += 1
            begun = False
        style = _style(block)
        if style not in places or not isinstance(block, Heading | Paragraph):
            continue
        which, depth = places[style]
        gap = "\t" if lists[which][depth].then == "tab" else None
        if block.number and states[which].counted(depth, block.number):
            begun = True
            number_id = _UNCOUNTED + 1 + (found.documents - 1) * len(lists) + which
            found.paragraphs[index] = Numbering(number_id, depth, gap, counted=True)
            if block.bookmark:
                found.bookmarks[block.bookmark] = block.number
        elif style in linked:
            found.paragraphs[index] = Numbering(_UNCOUNTED, linked.index(style), gap, counted=False)
        else:
            found.paragraphs[index] = Numbering(-1, 0, gap, counted=False)
    return found


def _style(block: Block) -> str:
    if isinstance(block, Heading):
        return f"Heading{block.level}" if block.level else ""
    return _STYLES.get(block.style, "") if isinstance(block, Paragraph) else ""
