"""The tree of units: what lies in what, which posts belong where, and which unit stands at the top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from remit.evidence.memory import kept
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.views.belonging import units_of, upwards
from remit.views.parties import BODIES


def lies_in(unit: Unit, other: Unit) -> bool:
    """Whether the unit is the other one or lies below it."""
    return any(above.id == other.id for above in upwards(unit))


def is_body(unit: Unit) -> bool:
    """Whether the unit acts by meeting: a board, a committee, or what has a chair, a quorum or a rule of recusal."""
    return (
        unit.tier in BODIES or unit.quorum is not None or unit.recusal or (unit.tier is None and unit.chair is not None)
    )


def placed(post: Post) -> bool:
    """Whether it is said anywhere where the post belongs, by reference or by a name only."""
    return post.unit is not None or bool(post.units)


def headcount(post: Post) -> int | None:
    """How many hold the post: as written, else the sum of its placements; None where that is not known."""
    if post.headcount is not None:
        return post.headcount
    counts = [placement.headcount for placement in post.units]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def holders_in_one_place(post: Post) -> int | None:
    """How many hold the post where most do: three leaders of three teams are one in each; None where that is not known."""
    counts = [placement.headcount for placement in post.units]
    known = [count for count in counts if count is not None]
    return max(known) if len(known) > 1 and len(known) == len(counts) else headcount(post)


def in_one_tree(one: Unit, other: Unit) -> bool:
    """Whether two units hang on the same root; where they do not, a parent is missing."""
    return list(upwards(one))[-1].id == list(upwards(other))[-1].id


@dataclass(frozen=True, slots=True)
class Structure:
    """Units by the id of their parent ("" for the roots), and posts by the id of their unit."""

    children: Mapping[str, tuple[Unit, ...]]
    posts: Mapping[str, tuple[Post, ...]]
    roots: tuple[Unit, ...]

    def below(self, unit: Unit) -> list[Unit]:
        """The unit and everything below it."""
        found: dict[str, Unit] = {}
        todo = [unit]
        while todo:
            current = todo.pop()
            if current.id not in found:
                found[current.id] = current
                todo.extend(reversed(self.children.get(current.id, ())))
        return list(found.values())

    def is_empty(self, unit: Unit) -> bool:
        """Whether nobody is in the unit or below it; who heads or leads it from elsewhere is somebody."""
        return not any(
            self.posts.get(part.id) or part.head or part.leader or part.chair or part.members
            for part in self.below(unit)
        )


@kept
def structure(organisation: Organisation) -> Structure:
    """The tree of the units of an organisation; several rules ask, so that the last answers are kept."""
    children: dict[str, list[Unit]] = defaultdict(list)
    roots: list[Unit] = []
    for unit in organisation.all(Unit):
        if unit.parent is None:
            roots.append(unit)
        elif unit.parent.target is not None:
            children[unit.parent.target.id].append(unit)
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in organisation.all(Post):
        for unit in units_of(post):
            posts[unit.id].append(post)
    return Structure(
        {key: tuple(found) for key, found in children.items()},
        {key: tuple(found) for key, found in posts.items()},
        tuple(roots),
    )
