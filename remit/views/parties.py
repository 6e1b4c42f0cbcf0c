"""Who a performer is: the parties (posts, roles, bodies, externals, relatives) that stand in a column or a lane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.model.entities import External, Group, Meeting, Post, Role, Unit
from remit.model.values import Element, Performer

BODIES = frozenset({"board", "committee"})
"""Tiers of units that act by meeting, as themselves."""


@dataclass(frozen=True, slots=True)
class Party:
    """One actor. `element` is what a page links to; `relative` names an actor that depends on the case (requester …).

    `named` is a name that is only mentioned, by language. Equal keys are the same actor.
    """

    key: str
    element: Element | None = None
    relative: str = ""
    named: str = ""
    at: Unit | None = None


def parties(performer: Performer | None) -> list[Party]:
    """The parties of a performer, each once, in the order written. A unit acts through its head; a body as itself."""
    if performer is not None and performer.kind == "ref":  # most performers are one
        return list(_of_ref(performer))
    found: dict[str, Party] = {}
    for party in _parties(performer):
        found.setdefault(party.key, party)
    return list(found.values())


def party_keys(performer: Performer | None) -> set[str]:
    """The keys of the parties of a performer: where those of two performers meet, one party can act for both."""
    return {party.key for party in _parties(performer)}


def _parties(performer: Performer | None) -> Iterator[Party]:
    if performer is None:
        return
    if performer.kind in ("any", "each"):
        for part in performer.parts:
            yield from _parties(part)
    elif performer.kind == "except":
        yield from _parties(performer.parts[0])
    elif performer.kind == "named":
        name = str(performer.named)
        yield Party(f"named:{name}", named=name)
    elif performer.kind in ("ref", "at"):
        yield from _of_ref(performer)
    else:
        yield Party(performer.kind, relative=performer.kind)


def _of_ref(performer: Performer) -> Iterator[Party]:
    ref = performer.ref
    target = ref.target if ref else None
    if ref is None:
        return
    if target is None:
        # A broken reference is reported by the linker; here it still is somebody.
        yield Party(ref.key, named=ref.key)
    elif performer.at is not None and isinstance(performer.at.target, Unit):
        yield Party(f"{ref.key}@{performer.at.id}", target, at=performer.at.target)
    elif isinstance(target, Unit):
        yield of_unit(target)
    elif isinstance(target, Post | Role | External | Meeting | Group):
        yield Party(ref.key, target)


def of_unit(unit: Unit) -> Party:
    """A department acts through its head; a board or committee, or a unit without a known head, as itself."""
    head = unit.head.target if unit.head and unit.tier not in BODIES else None
    return Party(head.ref, head) if head is not None else Party(unit.ref, unit)


def posts_of(performer: Performer | None) -> list[Post]:
    """The posts that may act: heads of units, members of bodies and groups expanded; externals and relatives left out."""
    found: dict[str, Post] = {}
    for party in _parties(performer):
        for post in _posts(party.element):
            found.setdefault(post.id, post)
    return list(found.values())


def _posts(element: Element | None) -> Iterator[Post]:
    if isinstance(element, Post):
        yield element
    elif isinstance(element, Role):
        yield from (ref.target for ref in element.holders if ref.target is not None)
    elif isinstance(element, Unit | Group):
        for member in element.members:
            yield from posts_of(member)
