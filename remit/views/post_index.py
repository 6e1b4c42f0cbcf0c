"""One walk through the organisation that finds, for each post, what it does, decides, attends, makes and keeps.

A unit acts through its head, a role through who holds it, a group through its members; a board or committee acts as
itself, so that its powers are not those of each member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from remit.model.entities import (
    Authority,
    AuthorityTier,
    Delegation,
    Group,
    Meeting,
    Post,
    Process,
    Record,
    Role,
    Step,
    Training,
    Unit,
)
from remit.model.organisation import Organisation, remembered
from remit.model.values import Element, Performer, Text
from remit.views.belonging import units_of, upwards
from remit.views.parties import Party, parties, posts_of
from remit.views.responsibility import Row, company_rows

DECIDING = frozenset({"review", "deliberate", "countersign", "approve", "decide"})
"""Actions of a step that are an authority of who performs it."""


@dataclass(frozen=True, slots=True)
class StepUse:
    """A step and the process that it stands in."""

    process: Process
    step: Step


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """One power of the post: written on the post, a link in the chain of an authority, a delegation, or a deciding step.

    `source` is that element and `subject` what it decides on; amounts are in the currency of the system, `above`
    exclusive and `up_to` inclusive. `tier` is set for a link, `until` (YYYY-MM-DD) for a delegation that expires.
    """

    source: Element
    subject: Text
    action: str = ""
    area: str = ""
    above: float | None = None
    up_to: float | None = None
    authority: Authority | None = None
    tier: AuthorityTier | None = None
    process: Process | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class RaciLine:
    """A row of a matrix in which the post has letters; `via` is the role or group through which it has them."""

    row: Row
    letters: str
    via: Element | None = None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting and the post's part in it: chair, stand_in, organiser, members or recipients (the field's name)."""

    meeting: Meeting
    part: str


@dataclass(frozen=True, slots=True)
class Report:
    """A post that answers to another; `unit` and `headcount` as its placement says, else as the post itself does."""

    post: Post
    unit: Unit | None
    headcount: int | None


@dataclass(slots=True)
class PostIndex:
    """What one walk through the organisation finds for each post, by the post's id (steps: by the duty's reference).

    `reports` are filled in as sheets ask for them.
    """

    organisation: Organisation
    steps_of_duty: dict[str, list[StepUse]] = field(default_factory=dict)
    steps: dict[str, list[StepUse]] = field(default_factory=dict)
    chain: dict[str, list[AuthorityLine]] = field(default_factory=dict)
    decisions: dict[str, list[AuthorityLine]] = field(default_factory=dict)
    raci: dict[str, list[RaciLine]] = field(default_factory=dict)
    meetings: dict[str, list[MeetingLine]] = field(default_factory=dict)
    trainings: dict[str, list[Training]] = field(default_factory=dict)
    makes: dict[str, list[Record]] = field(default_factory=dict)
    keeps: dict[str, list[Record]] = field(default_factory=dict)
    reports: dict[str, tuple[Report, ...]] = field(default_factory=dict)


@remembered
def index_posts(organisation: Organisation) -> PostIndex:
    """Walk the organisation once for the sheets of all its posts."""
    index = PostIndex(organisation)
    _processes(index)
    for authority in organisation.all(Authority):
        for line, performer in _authority_lines(authority):
            _add(index.chain, _acting(performer), line)
    for row in company_rows(organisation):
        for party in row.parties.values():
            via = party.element if isinstance(party.element, Role | Group) else None
            _add(index.raci, _posts(party), RaciLine(row, row.cell(party), via))
    for meeting in organisation.all(Meeting):
        _meeting(index, meeting)
    _trainings(index)
    for record in organisation.all(Record):
        _add(index.makes, _acting(record.maker), record)
        _add(index.keeps, _acting(record.custodian), record)
    return index


def _add(table: dict[str, list[Any]], posts: Iterable[Post], item: object) -> None:
    for post in posts:
        table.setdefault(post.id, []).append(item)


def _posts(party: Party) -> list[Post]:
    """The posts behind a column: itself, who holds a role, the heads in a group. A body acts as itself."""
    if isinstance(party.element, Post):
        return [party.element]
    if isinstance(party.element, Role):
        return [ref.target for ref in party.element.holders if ref.target is not None]
    return _each_once(posts_of(member) for member in party.element.members) if isinstance(party.element, Group) else []


def _acting(performer: Performer | None) -> list[Post]:
    return _each_once(_posts(party) for party in parties(performer))


def _each_once(groups: Iterable[Iterable[Post]]) -> list[Post]:
    return list({post.id: post for group in groups for post in group}.values())


def _processes(index: PostIndex) -> None:
    for process in index.organisation.all(Process):
        amounts = _amounts(process)
        for step in process.steps:
            use = StepUse(process, step)
            if step.duty is not None:
                index.steps_of_duty.setdefault(step.duty.key, []).append(use)
            posts = _acting(step.performer)
            _add(index.steps, posts, use)
            if step.action in DECIDING:
                above, up_to = amounts.get(step.id, (None, None))
                line = AuthorityLine(step, step.name, step.action, "", above, up_to, process=process)
                _add(index.decisions, posts, line)


def _amounts(process: Process) -> Mapping[str, tuple[float | None, float | None]]:
    """The amounts by which branches lead to a step, where exactly one does."""
    found: dict[str, list[tuple[float | None, float | None]]] = {}
    for step in process.steps:
        for branch in step.branches:
            found.setdefault(branch.to, []).append((branch.above, branch.up_to))
    return {target: limits[0] for target, limits in found.items() if len(limits) == 1}


def _authority_lines(authority: Authority) -> Iterator[tuple[AuthorityLine, Performer]]:
    area = authority.domain or ""
    for tier in authority.tiers:
        for link in tier.chain:
            yield (
                AuthorityLine(link, authority.name, link.action, area, tier.above, tier.up_to, authority, tier),
                link.by,
            )
    for given in authority.delegations:
        yield _delegated(authority, given, area), given.to


def _delegated(authority: Authority, given: Delegation, area: str) -> AuthorityLine:
    return AuthorityLine(
        given, given.scope or authority.name, "", area, None, given.limit, authority, until=given.until or ""
    )


def _meeting(index: PostIndex, meeting: Meeting) -> None:
    """Each post once, with the weightiest of its parts."""
    seen: set[str] = set()
    for part in ("chair", "stand_in", "organiser", "members", "recipients"):
        value = getattr(meeting, part)
        for post in _each_once(posts_of(one) for one in (value if isinstance(value, tuple) else (value,))):
            if post.id not in seen:
                seen.add(post.id)
                _add(index.meetings, [post], MeetingLine(meeting, part))


def _trainings(index: PostIndex) -> None:
    """A unit in the audience stands for everyone in it and below it, not for its head."""
    staff: dict[str, list[Post]] = {}
    for post in index.organisation.all(Post):
        for unit in _units_above(post):
            staff.setdefault(unit.ref, []).append(post)
    for training in index.organisation.all(Training):
        targets = [(one, one.ref.target if one.ref else None) for one in training.audience]
        posts = _each_once(
            staff.get(target.ref, ()) if isinstance(target, Unit) else posts_of(one) for one, target in targets
        )
        _add(index.trainings, posts, training)


def _units_above(post: Post) -> list[Unit]:
    """The units of a post and all that they belong to, each once."""
    return list({unit.ref: unit for home in units_of(post) for unit in upwards(home)}.values())
