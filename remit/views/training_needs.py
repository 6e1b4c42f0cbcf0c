"""The training plan of a year: in which months a cadence asks for a training, and which posts need which training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.model.entities import Group, Post, Role, Training, Unit
from remit.model.organisation import Organisation
from remit.model.values import Due, Element, Performer, Timing
from remit.views.belonging import units_of, upwards

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_OFTEN = frozenset({"hour", "shift", "day", "week"})
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A month (1 to 12) in which a training is due: `fixed` where the cadence says so, else the last month of its period."""

    month: int
    fixed: bool


def marks(timing: Timing | None, first_month: int = 1) -> tuple[Mark, ...]:
    """The months of one year that begins with `first_month`, in its order; none where an event decides or nothing is said.

    A cadence that falls several times into one month has as many marks there.
    """
    if timing is None or timing.every is None:
        return ()
    every = "month" if timing.every in _OFTEN else timing.every
    length = min(_MONTHS[every] * (timing.interval or 1), _YEAR)
    found: list[Mark] = []
    for start in range(0, _YEAR - length + 1, length):
        for offset, fixed in _places(timing, length):
            found.append(Mark((first_month - 1 + start + offset) % _YEAR + 1, fixed))
    if timing.every == "year" and timing.by is not None and timing.by.month is not None:
        return (Mark(timing.by.month, True),)  # a calendar month, whatever month the year begins with
    return tuple(found)


def _places(timing: Timing, length: int) -> Iterator[tuple[int, bool]]:
    """The months within a period, counted from 0."""
    times = timing.times or 1
    if times > 1 and timing.every not in _OFTEN:
        for index in range(1, times + 1):
            yield -(-index * length // times) - 1, length == 1
    elif length == 1:
        yield 0, True
    elif timing.by is not None:
        yield _due(timing.by, length), True
    else:
        yield length - 1, False


def _due(due: Due, length: int) -> int:
    """The month of a due point within a period of several months."""
    if due.of == "next":
        return length
    return length - 1 if due.end or due.before_end is not None else 0


@dataclass(frozen=True, slots=True)
class Needs:
    """Who needs which training: `named` itself among the audience, or `through` its unit, role or group.

    Keys are references; `others` are audiences that are no post, by the reference of the training.
    """

    named: Mapping[str, frozenset[str]]
    through: Mapping[str, frozenset[str]]
    others: Mapping[str, tuple[Performer, ...]]


def needs(organisation: Organisation) -> Needs:
    """The trainings of every post, by the reference of the post."""
    members = _Members(organisation)
    named: dict[str, set[str]] = {}
    through: dict[str, set[str]] = {}
    others: dict[str, tuple[Performer, ...]] = {}
    for training in organisation.all(Training):
        beside: list[Performer] = []
        for audience in training.audience:
            found = members.of(audience)
            if not found:
                beside.append(audience)
            for post, direct in found.items():
                (named if direct else through).setdefault(post, set()).add(training.ref)
        if beside:
            others[training.ref] = tuple(beside)
    return Needs(_frozen(named), _frozen(through), others)


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in found.items()}


class _Members:
    """Expands an audience to posts: a unit to all of its posts, those of the units below it included."""

    def __init__(self, organisation: Organisation) -> None:
        self.by_unit: dict[str, list[str]] = {}
        for post in organisation.all(Post):
            above = {unit.ref: None for own in units_of(post) for unit in upwards(own)}
            for ref in above:
                self.by_unit.setdefault(ref, []).append(post.ref)

    def of(self, audience: Performer) -> dict[str, bool]:
        """Posts by reference, and whether the audience names them themselves."""
        if audience.kind in ("any", "each"):
            return _merged(self.of(part) for part in audience.parts)
        if audience.kind == "except":
            without = self.of(audience.parts[1])
            return {post: direct for post, direct in self.of(audience.parts[0]).items() if post not in without}
        target = audience.ref.target if audience.ref is not None else None
        return self._of_element(target) if target is not None else {}

    def _of_element(self, element: Element) -> dict[str, bool]:
        match element:
            case Post():
                return {element.ref: True}
            case Role():
                return {ref.key: False for ref in element.holders if ref.target is not None}
            case Unit():
                inside = dict.fromkeys(self.by_unit.get(element.ref, ()), False)
                return inside | dict.fromkeys(self._all(element.members), False)
            case Group():
                return dict.fromkeys(self._all(element.members), False)
        return {}

    def _all(self, members: tuple[Performer, ...]) -> dict[str, bool]:
        return _merged(self.of(member) for member in members)


def _merged(parts: Iterator[dict[str, bool]]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for part in parts:
        for post, direct in part.items():
            found[post] = found.get(post, False) or direct
    return found
