"""Which duties must not be in one hand: the classes that system.yaml declares incompatible, and who holds duties of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from remit.evidence.memory import kept
from remit.model.entities import Duty, Post, Role
from remit.model.organisation import Organisation
from remit.views.local_names import local_name

NOT_DOING = frozenset({"assist", "participate", "coordinate"})
"""Roles in which somebody has a part in the work of others; declared classes do not count there either."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties of incompatible classes: the one that stood first and the one that must go."""

    first: Duty
    second: Duty


@kept
def barred(organisation: Organisation) -> frozenset[frozenset[str]]:
    """The pairs of classes that one of the two names as incompatible."""
    return frozenset(
        frozenset((item.id, other)) for item in organisation.system.duty_classes for other in item.incompatible
    )


@kept
def roles_of(organisation: Organisation) -> Mapping[str, tuple[Role, ...]]:
    """The roles that each post holds, by the id of the post."""
    found: dict[str, list[Role]] = {}
    for role in organisation.all(Role):
        for holder in role.holders:
            if holder.target is not None:
                found.setdefault(holder.target.id, []).append(role)
    return {post: tuple(roles) for post, roles in found.items()}


def classed(duties: Iterable[Duty]) -> list[Duty]:
    """The duties that have a class and are done, not only helped with."""
    return [duty for duty in duties if duty.duty_class and duty.role not in NOT_DOING]


def clashes(organisation: Organisation, one: Iterable[Duty], other: Iterable[Duty]) -> Iterator[Clash]:
    """The pairs of incompatible duties, one from each side, each pair of classes once."""
    pairs = barred(organisation)
    seen: set[frozenset[str]] = set()
    others = classed(other)
    for first in classed(one):
        for second in others:
            both = frozenset((first.duty_class or "", second.duty_class or ""))
            if both in pairs and both not in seen:
                seen.add(both)
                yield Clash(first, second)


def held(organisation: Organisation, post: Post) -> list[Duty]:
    """The duties of the post and of the roles that only this post holds."""
    found = list(post.duties)
    for role in roles_of(organisation).get(post.id, ()):
        found += role.duties
    return found


def class_words(organisation: Organisation, duty: Duty) -> dict[str, str]:
    """The name of the class of a duty."""
    return {
        lang: local_name(organisation.system, "duty-class", duty.duty_class or "", lang)
        for lang in organisation.languages
    }
