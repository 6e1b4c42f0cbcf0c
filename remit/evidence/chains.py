"""The chains in which things are prepared, checked and approved: rows of processes, tiers of authorities, signature slots.

Who acts is told apart by hands: a unit that prepares does so by any of its posts, a unit that judges does so by its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from remit.diagnostics import Span
from remit.evidence.actions import CHECKING, GIVING
from remit.evidence.line import acting_posts
from remit.evidence.memory import kept
from remit.evidence.structure import is_body, structure
from remit.model.entities import (
    Authority,
    AuthorityTier,
    ChainLink,
    Group,
    Meeting,
    Post,
    Process,
    Record,
    Role,
    Signature,
    Step,
    Unit,
)
from remit.model.organisation import Organisation
from remit.model.values import Performer, Text
from remit.views.belonging import units_of
from remit.views.parties import parties, party_keys, posts_of
from remit.views.responsibility import company_rows

_AFTERWARDS = frozenset({"issue", "archive", "file", "inform"})
_BESIDE = frozenset({"minutes", "ledger", "file", "notice"})


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One action of a chain and where it is written."""

    action: str
    by: Performer | None
    element: Step | ChainLink | Signature

    def span(self) -> Span:
        """Where it is said who acts; the action itself where nobody is named."""
        if self.by is None:
            return self.element.span()
        return self.by.origin.span()


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """What happens to one thing in one place. `element` is what begins it: a step, a tier, or the record that is signed.

    `records` are the references of what it is about. The approving slots of a form stand for different cases.
    """

    source: Process | Authority | Record
    element: Step | AuthorityTier | Record
    title: Text
    acts: tuple[Act, ...]
    records: tuple[str, ...] = field(default=())

    def of(self, actions: frozenset[str]) -> list[Act]:
        """The acts with one of the actions."""
        return [act for act in self.acts if act.action in actions]


@kept
def chains(organisation: Organisation) -> tuple[Chain, ...]:
    """Every chain: those of processes first, then authorities, then records."""
    return (*_of_processes(organisation), *_of_authorities(organisation), *_of_records(organisation))


def _of_processes(organisation: Organisation) -> Iterator[Chain]:
    for row in company_rows(organisation):
        acts = tuple(Act(step.action or "perform", _resolved(row.process, step.performer), step) for step in row.steps)
        records = [ref for step in row.steps for ref in _brought_forth(step)]
        settled = [
            item.record.key for step in row.steps if step.action in GIVING for item in step.inputs if item.record
        ]
        yield Chain(row.process, row.start, row.name, acts, tuple(dict.fromkeys(records or settled)))


def _brought_forth(step: Step) -> Iterator[str]:
    """The records that a step makes or settles; what it files, issues or notes down beside that is not what it is about."""
    if step.action in _AFTERWARDS:
        return
    for output in step.outputs:
        record = output.record.target if output.record is not None else None
        beside = isinstance(record, Record) and record.form in _BESIDE and step.action in CHECKING | GIVING
        if output.record is not None and not beside:
            yield output.record.key


def _resolved(process: Process, performer: Performer | None) -> Performer | None:
    return process.owner if performer is not None and performer.kind == "owner" else performer


def _of_authorities(organisation: Organisation) -> Iterator[Chain]:
    for authority in organisation.all(Authority):
        records = (authority.record.key,) if authority.record else ()
        for tier in authority.tiers:
            acts = tuple(Act(link.action, link.by, link) for link in tier.chain)
            yield Chain(authority, tier, authority.name, acts, records)


def _of_records(organisation: Organisation) -> Iterator[Chain]:
    for record in organisation.all(Record):
        if record.signatures:
            acts = tuple(Act(slot.action, slot.by, slot) for slot in record.signatures)
            yield Chain(record, record, record.name, acts, (record.ref,))


@kept
def chains_of(organisation: Organisation) -> Mapping[str, tuple[Chain, ...]]:
    """The chains by the reference of each record that they are about."""
    found: dict[str, list[Chain]] = {}
    for chain in chains(organisation):
        for record in chain.records:
            found.setdefault(record, []).append(chain)
    return {record: tuple(items) for record, items in found.items()}


def makers(organisation: Organisation, performer: Performer | None) -> frozenset[str]:
    """The hands that may have prepared: posts by reference; a unit by any of its posts, by its head only where it has no other."""
    found: set[str] = set()
    for one in _each(performer):
        unit = _unit(one)
        if unit is None:
            found |= _hands(one)
        else:
            others = [post for post in structure(organisation).posts.get(unit.id, ()) if post is not _head(unit)]
            found |= {unit.ref} if others else {unit.ref} | _head_hands(unit)
    return frozenset(found)


def judges(performer: Performer | None) -> list[frozenset[str]]:
    """The hands of each party that may decide: one of them tells who it is. A unit decides through its head, a body as itself."""
    found: list[frozenset[str]] = []
    for one in _each(performer):
        unit = _unit(one)
        found.append(frozenset({unit.ref} | _head_hands(unit)) if unit is not None else frozenset(_hands(one)))
    return found


def share_hands(one: Act, other: Act) -> bool:
    """Whether one party can have decided in both acts."""
    hands: frozenset[str] = frozenset().union(*judges(one.by))
    return not hands.isdisjoint(frozenset().union(*judges(other.by)))


def _each(performer: Performer | None) -> Iterator[Performer]:
    """The performers of which any, or each, acts."""
    if performer is None:
        return
    if performer.kind in ("any", "each", "except"):
        for part in performer.parts if performer.kind != "except" else performer.parts[:1]:
            yield from _each(part)
    else:
        yield performer


def _unit(performer: Performer) -> Unit | None:
    """The unit that acts, where it is no body."""
    target = performer.ref.target if performer.kind == "ref" and performer.ref else None
    return target if isinstance(target, Unit) and not is_body(target) else None


def _head(unit: Unit) -> Post | None:
    return unit.head.target if unit.head else None


def _head_hands(unit: Unit) -> set[str]:
    """The head as a hand of the unit; a post that stands in several units is another person in each."""
    head = _head(unit)
    return {head.ref} if head is not None and len(units_of(head)) <= 1 else set()


def _hands(performer: Performer) -> set[str]:
    found: set[str] = set()
    for party in parties(performer):
        found.add(party.key)
        if isinstance(party.element, Role) and len(party.element.holders) == 1:
            found.add(party.element.holders[0].key)
    return found


def lone(performer: Performer | None) -> Post | None:
    """The one post that acts for a performer alone; None where it is a body, several, or somebody who is not a post."""
    found = acting_posts(performer)
    return found[0] if len(found) == 1 and len(parties(performer)) == 1 else None


def body(performer: Performer | None) -> Unit | Group | Meeting | None:
    """The board, committee, group or meeting that acts; None where a person does."""
    target = performer.ref.target if performer is not None and performer.kind == "ref" and performer.ref else None
    if isinstance(target, Meeting | Group):
        return target
    return target if isinstance(target, Unit) and is_body(target) else None


def members(acting: Unit | Group | Meeting) -> tuple[frozenset[str], frozenset[str], bool]:
    """The hands of all members, those of who presides, and whether a member stands aside in his own matter."""
    chair = None if isinstance(acting, Group) else acting.chair
    listed = [member for performer in acting.members for member in parties(performer)]
    posts = {post.ref for performer in acting.members for post in posts_of(performer)}
    others = {party.key for party in listed if not isinstance(party.element, Unit | Group | Role)}
    presiding = frozenset(party_keys(chair))
    unit = (
        acting
        if isinstance(acting, Unit)
        else acting.unit.target
        if isinstance(acting, Meeting) and acting.unit
        else None
    )
    return frozenset(posts | others) | presiding, presiding, unit is not None and unit.recusal
