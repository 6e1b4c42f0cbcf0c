"""Signatures on records: which actions are signed for, and whether a signature slot is that of an act."""

from __future__ import annotations

from remit.model.entities import Group, Meeting, Post, Role, Unit
from remit.model.values import Performer
from remit.views.belonging import home_unit
from remit.views.parties import BODIES, Party, parties, posts_of

SIGNING = frozenset({"review", "countersign", "approve", "decide"})
"""What is done to a record by putting a name under it, apart from making it."""

_ALIKE = (frozenset({"review", "countersign", "consult", "deliberate"}), frozenset({"approve", "decide", "deliberate"}))


def fits(action: str, by: Performer, other_action: str, other_by: Performer) -> bool:
    """Whether two acts are one: like actions by parties that can be the same."""
    like = action == other_action or any({action, other_action} <= group for group in _ALIKE)
    return like and can_be_same(by, other_by)


def can_be_same(one: Performer, other: Performer) -> bool:
    """Whether two performers can be the same party; one that depends on the case (the requester …) can be anybody."""
    first, second = parties(one), parties(other)
    if not {party.key for party in first}.isdisjoint(party.key for party in second):
        return True
    if any(isinstance(party.element, Group) for party in (*first, *second)):
        return True
    if _depends(first, posts_of(other)) or _depends(second, posts_of(one)):
        return True
    mine = {post.ref for post in posts_of(one)}
    return not mine.isdisjoint(post.ref for post in posts_of(other)) or any(map(_open, (*first, *second)))


def _depends(found: list[Party], others: list[Post]) -> bool:
    """Whether a party that depends on the case, or is only named, can be one of the others: who has to be a head must be one."""
    return any(
        party.element is None and (not party.relative.endswith("-head") or not others or any(map(_heads, others)))
        for party in found
    )


def _heads(post: Post) -> bool:
    unit = home_unit(post)
    return unit is not None and unit.head is not None and unit.head.key == post.ref


def _open(party: Party) -> bool:
    """A role that nobody is known to hold can be anybody's."""
    return isinstance(party.element, Role) and not party.element.holders


def collective(by: Performer) -> bool:
    """Whether a body or meeting acts: its minutes are its signature."""
    return any(
        isinstance(party.element, Meeting) or (isinstance(party.element, Unit) and party.element.tier in BODIES)
        for party in parties(by)
    )
