"""The line of command: who stands above a post, and how high a post or performer stands."""

from __future__ import annotations

from collections.abc import Iterator

from remit.evidence.memory import kept
from remit.model.entities import Post, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.belonging import home_unit, upwards
from remit.views.parties import parties, party_keys


@kept
def superiors(post: Post) -> tuple[Post, ...]:
    """The posts above, the direct superior first: as written, else the head of the unit or of the nearest unit above."""
    found: dict[str, Post] = {}
    current = superior(post)
    while current is not None and current.id != post.id and current.id not in found:
        found[current.id] = current
        current = superior(current)
    return tuple(found.values())


@kept
def superior(post: Post) -> Post | None:
    """The direct superior as written (on the post, or on its only placement), else the head of the unit it belongs to."""
    if post.superior is not None:
        return post.superior.target
    placed = {
        unit.superior.target.id: unit.superior.target for unit in post.units if unit.superior and unit.superior.target
    }
    if len(placed) == 1:
        return next(iter(placed.values()))
    heads = (head for head in _heads(home_unit(post)) if head.id != post.id)
    return next((head for head in heads if not _reports_to(head, post)), None)


def _reports_to(post: Post, other: Post) -> bool:
    """Whether the superiors as written lead from a post to another: the chairman does not report to his own manager."""
    seen: set[str] = set()
    above = post.superior.target if post.superior is not None else None
    while above is not None and above.id not in seen:
        if above.id == other.id:
            return True
        seen.add(above.id)
        above = above.superior.target if above.superior is not None else None
    return False


def _heads(unit: Unit | None) -> Iterator[Post]:
    for above in upwards(unit) if unit is not None else ():
        head = above.head or above.leader
        if head is not None and head.target is not None:
            yield head.target


def stands_above(one: Post, other: Post) -> bool:
    """Whether `one` is in the line above `other`."""
    return any(post.id == one.id for post in superiors(other))


def depth(post: Post) -> int:
    """How many posts stand above: 0 at the top."""
    return len(superiors(post))


def acting_posts(performer: Performer | None) -> list[Post]:
    """The posts that decide for a performer alone: itself, the head of its unit, a role's holders; none for bodies and groups."""
    found: dict[str, Post] = {}
    for party in parties(performer):
        if isinstance(party.element, Post):
            found.setdefault(party.element.id, party.element)
        elif isinstance(party.element, Role):
            for holder in party.element.holders:
                if holder.target is not None:
                    found.setdefault(holder.target.id, holder.target)
    return list(found.values())


def signing_refs(performer: Performer | None) -> set[str]:
    """The references under which a performer may sign: its parties, and the posts that decide for it alone."""
    return party_keys(performer) | {post.ref for post in acting_posts(performer)}


def reports(organisation: Organisation, post: Post) -> list[Post]:
    """The posts that report to a post directly."""
    return [other for other in organisation.all(Post) if (above := superior(other)) is not None and above.id == post.id]
