"""A post's part in each process: its letters, and the steps that it carries out itself, by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from remit.model.entities import Post, Process, Step
from remit.model.values import Element
from remit.views.post_index import PostIndex, RaciLine
from remit.views.responsibility import ORDER, Row

_DOING = frozenset("AR")


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of the matrix in which the post has letters; `steps` are its own steps in it with their numbers.

    `via` is the role or group through which alone it takes part; None where it does so itself.
    """

    row: Row
    letters: str
    via: Element | None
    steps: tuple[tuple[int, Step], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a post does in one process."""

    process: Process
    activities: tuple[Activity, ...]

    @property
    def letters(self) -> str:
        """All its letters in the process, such as A/R."""
        return joined(activity.letters for activity in self.activities)

    @property
    def acts(self) -> bool:
        """Whether it carries something out or answers for it; else it is only asked or told."""
        return any(activity.steps or _DOING & set(activity.letters) for activity in self.activities)


def parts_of(index: PostIndex, post: Post) -> tuple[Part, ...]:
    """Its parts, process by process; those in which it acts come first."""
    own = {use.step.ref for use in index.steps.get(post.id, ())}
    lines: dict[str, list[RaciLine]] = {}
    for line in index.raci.get(post.id, ()):
        lines.setdefault(line.row.start.ref, []).append(line)
    found: dict[str, list[Activity]] = {}
    for of_row in lines.values():
        found.setdefault(of_row[0].row.process.ref, []).append(_activity(of_row, own))
    parts = [Part(activities[0].row.process, tuple(activities)) for activities in found.values()]
    return tuple(sorted(parts, key=lambda part: not part.acts))


def _activity(lines: Sequence[RaciLine], own: Set[str]) -> Activity:
    """One row, in which the post may have letters of its own and others as one of a group."""
    row = lines[0].row
    numbers = {step.ref: number for number, step in enumerate(row.process.steps, 1)}
    steps = tuple((numbers[step.ref], step) for step in row.steps if step.ref in own)
    via = None if any(line.via is None for line in lines) else lines[0].via
    return Activity(row, joined(line.letters for line in lines), via, steps)


def joined(cells: Iterable[str]) -> str:
    """The letters of several cells in one, each once and in order."""
    return "/".join(sorted({letter for cell in cells for letter in cell.split("/") if letter}, key=ORDER.index))
