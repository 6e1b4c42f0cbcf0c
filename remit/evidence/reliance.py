"""What waits when a post is not there: units it heads, decisions it takes, meetings it chairs, work that it alone does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from remit.evidence.line import acting_posts
from remit.evidence.memory import kept
from remit.model.entities import (
    Acknowledgement,
    Approval,
    Authority,
    Career,
    GitAccount,
    Meeting,
    Person,
    Post,
    Process,
    Record,
    Unit,
)
from remit.model.organisation import Organisation, Use
from remit.model.values import Element, Performer
from remit.views.parties import BODIES, posts_of

DECIDING = frozenset({"review", "countersign", "approve", "decide"})


@dataclass(slots=True)
class Reliance:
    """The elements that count on one post, by the way they do."""

    heads: list[Unit] = field(default_factory=list)
    decides: list[Element] = field(default_factory=list)
    chairs: list[Element] = field(default_factory=list)
    alone: list[Element] = field(default_factory=list)

    @property
    def decisive(self) -> list[Element]:
        """What needs this very post: its units, its decisions, its meetings."""
        return [*self.heads, *self.decides, *self.chairs]


@kept
def reliance(organisation: Organisation) -> Mapping[str, Reliance]:
    """What counts on each post that something counts on, by the id of the post."""
    found: dict[str, Reliance] = {}
    for unit in organisation.all(Unit):
        if unit.head is not None and unit.head.target is not None and unit.tier not in BODIES:
            _of(found, unit.head.target).heads.append(unit)
        if (chair := _one(unit.chair)) is not None:
            _of(found, chair).chairs.append(unit)
    for meeting in organisation.all(Meeting):
        if meeting.stand_in is None and (chair := _one(meeting.chair)) is not None:
            _of(found, chair).chairs.append(meeting)
    for action, element, performer in _actions(organisation):
        post = _one(performer)
        if post is not None:
            _of(found, post).decides.append(element) if action in DECIDING else _of(found, post).alone.append(element)
    for record in organisation.all(Record):
        if (keeper := _one(record.custodian)) is not None:
            _of(found, keeper).alone.append(record)
    return found


def _actions(organisation: Organisation) -> Iterator[tuple[str, Element, Performer | None]]:
    for process in organisation.all(Process):
        for step in process.steps:
            yield step.action or "perform", step, step.performer
    for authority in organisation.all(Authority):
        for tier in authority.tiers:
            for link in tier.chain:
                yield link.action, authority, link.by


def _one(performer: Performer | None) -> Post | None:
    """The post that acts where exactly one can; a body or group is several."""
    acting = acting_posts(performer)
    return acting[0] if len(acting) == 1 and len(posts_of(performer)) == 1 else None


_TALK = frozenset({"inform", "recipients", "distribution", "audience", "applies_to", "text", "note", "deputy"})


def uses_that_count(organisation: Organisation, post: Post) -> list[Use]:
    """The places outside of the post's own file that need somebody in it: heads, superiors, steps; no talk, no career, no deputy, and nothing
    that was signed once."""
    return [
        use
        for use in organisation.used_by(post)
        if use.field not in _TALK
        and not isinstance(use.source, Acknowledgement | Career | GitAccount)
        and not isinstance(organisation.owner_of(use.source), Approval | Person)
        and use.source.origin.document.ref != post.ref
    ]


def _of(found: dict[str, Reliance], post: Post) -> Reliance:
    return found.setdefault(post.id, Reliance())
