"""Who has read which document: the version in force, an older one, or none; by post, by document and by unit.

Who reads follows from the model (distribution, the steps of a process, the holder of a job description); who has read stands in
policies/acknowledgements. A company that keeps no acknowledgements of a kind of document is asked for none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from remit.model.entities import Acknowledgement, Approval, Authority, Person, Policy, Post, Process, Unit
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation, remembered
from remit.model.values import Performer
from remit.views.belonging import units_in_order, units_of, upwards
from remit.views.binding_policies import bindings, distributed, index_policies
from remit.views.holding import held_by
from remit.views.parties import posts_of
from remit.views.wording import unit_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A document in force and a post that has to read it.

    `state` is read (everybody who holds the post), outdated (an older version, which has changed so much since that it has to be
    read again) or unread. `done` of `holders` have read it; a post whose holders nobody keeps counts as one. `on` is the last
    day on which it, or the older version, was read; empty for never.
    """

    document: DocumentState
    approval: Approval
    post: Post
    state: str
    done: int
    holders: int
    on: str


@dataclass(frozen=True, slots=True)
class UnitReadings:
    """What the posts of a unit have to read; `unit` is None for posts without one."""

    unit: Unit | None
    readings: tuple[Reading, ...]

    def count(self, state: str) -> int:
        """How many of them are in a state."""
        return sum(1 for reading in self.readings if reading.state == state)

    @property
    def open(self) -> dict[str, list[Reading]]:
        """What is still to be read, by post."""
        found: dict[str, list[Reading]] = {}
        for reading in self.readings:
            if reading.state != "read":
                found.setdefault(reading.post.ref, []).append(reading)
        return found


def kept_kinds(organisation: Organisation) -> frozenset[str]:
    """The kinds of documents of which the company keeps who has read them."""
    return frozenset(item.document.kind for item in organisation.all(Acknowledgement))


def kept(organisation: Organisation, as_of: str) -> tuple[Reading, ...]:
    """What is to be read, of the kinds of documents of which the company keeps who has read them."""
    wanted = kept_kinds(organisation)
    if not wanted:
        return ()
    return tuple(item for item in readings(organisation, as_of) if item.document.entity.kind in wanted)


@remembered
def readings(organisation: Organisation, as_of: str) -> tuple[Reading, ...]:
    """Every document in force with every post that has to read it, on a day (YYYY-MM-DD; empty: who holds posts now)."""
    made = _Readings(organisation, as_of)
    return tuple(made.all())


def by_unit(organisation: Organisation, found: Iterable[Reading]) -> tuple[UnitReadings, ...]:
    """Readings by the unit of the post, units in the order of charts; posts without a unit last."""
    every = tuple(found)
    units: list[Unit | None] = [*units_in_order(organisation), None]
    grouped = (UnitReadings(unit, tuple(item for item in every if unit_of(item.post) is unit)) for unit in units)
    return tuple(group for group in grouped if group.readings)


def by_document(found: Iterable[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    """Readings by the reference of the document."""
    return _grouped(found, lambda reading: reading.document.entity.ref)


def by_post(found: Iterable[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    """Readings by the reference of the post."""
    return _grouped(found, lambda reading: reading.post.ref)


def _grouped(found: Iterable[Reading], key: Callable[[Reading], str]) -> Mapping[str, tuple[Reading, ...]]:
    grouped: dict[str, list[Reading]] = {}
    for reading in found:
        grouped.setdefault(key(reading), []).append(reading)
    return {name: tuple(items) for name, items in grouped.items()}


def readers(organisation: Organisation) -> Callable[[DocumentState], tuple[Post, ...]]:
    """A function that gives the posts which have to read a document; what all documents share is computed once.

    A job description is read by its post, any other document by those to whom it is distributed. Where it does not say: a policy
    by the posts that it speaks of, a process by who performs its steps, an authority by who acts in its chains, an indicator by
    nobody, because it is read in the job description that prints it.
    """
    bound: dict[str, list[Post]] = {}

    def of(state: DocumentState) -> tuple[Post, ...]:
        entity = state.entity
        if isinstance(entity, Post):
            return (entity,)
        if state.control is not None and state.control.distribution:
            refs = distributed(state.control)
            return tuple(post for post in organisation.all(Post) if _reached(post, refs))
        if isinstance(entity, Policy):
            if not bound:
                bound.update(_bound(organisation))
            return tuple(bound[entity.ref])
        return tuple({post.ref: post for by in _performers(entity) for post in posts_of(by)}.values())

    return of


def _bound(organisation: Organisation) -> dict[str, list[Post]]:
    """The posts that each policy binds."""
    index = index_policies(organisation)
    found: dict[str, list[Post]] = {policy.ref: [] for policy in organisation.all(Policy)}
    for post in organisation.all(Post):
        for binding in bindings(index, post):
            found[binding.policy.ref].append(post)
    return found


def _reached(post: Post, refs: frozenset[str]) -> bool:
    return post.ref in refs or any(unit.ref in refs for home in units_of(post) for unit in upwards(home))


def _performers(entity: object) -> Iterator[Performer | None]:
    if isinstance(entity, Process):
        for step in entity.steps:
            yield from (step.performer, *step.with_)
    elif isinstance(entity, Authority):
        for tier in entity.tiers:
            yield from (link.by for link in tier.chain)


class _Readings:
    """The acknowledgements of an organisation against the versions in force."""

    def __init__(self, organisation: Organisation, as_of: str) -> None:
        self.organisation, self.as_of = organisation, as_of
        self.people = organisation.all(Person)
        self.held = frozenset(tenure.post.key for person in self.people for tenure in person.posts)
        self.contents = {(item.document.key, item.digest): item.content for item in organisation.all(Approval)}
        self.outdated: dict[tuple[str, str], bool] = {}
        self.sessions: dict[str, list[Acknowledgement]] = {}
        for item in sorted(organisation.all(Acknowledgement), key=lambda item: (item.on, item.id)):
            self.sessions.setdefault(item.document.key, []).append(item)

    def all(self) -> Iterator[Reading]:
        """Document by document, in the order of the register; posts by their ids."""
        of = readers(self.organisation)
        for state in states(self.organisation).values():
            if state.approval is not None and state.state in ("approved", "changed"):
                for post in sorted(of(state), key=lambda post: post.id):
                    reading = self._reading(state, state.approval, post)
                    if reading is not None:
                        yield reading

    def _reading(self, state: DocumentState, approval: Approval, post: Post) -> Reading | None:
        """None for a post that nobody holds, where the company keeps its holders."""
        holders: list[Person | None] = [one for one in self.people if held_by(one, post.ref, self.as_of)]
        if not holders:
            if post.ref in self.held:
                return None
            holders = [None]
        found = [self._last(state, approval, post, holder) for holder in holders]
        done = sum(1 for kind, _ in found if kind == "read")
        kinds = {kind for kind, _ in found}
        overall = "unread" if "unread" in kinds else "outdated" if "outdated" in kinds else "read"
        return Reading(state, approval, post, overall, done, len(holders), max(day for _, day in found))

    def _last(self, state: DocumentState, approval: Approval, post: Post, holder: Person | None) -> tuple[str, str]:
        """What the last valid session of a holder makes of him, and its day; the last one of all where none is valid."""
        ref = state.entity.ref
        sessions = [item for item in self.sessions.get(ref, ()) if _attended(item, post, holder)]
        for item in reversed(sessions):
            if not self._outdated(state, approval, item.digest):
                return "read", item.on
        return ("outdated", sessions[-1].on) if sessions else ("unread", "")

    def _outdated(self, state: DocumentState, approval: Approval, digest: str) -> bool:
        """Whether who has read the content with a digest has to read that of an approval: what nobody knows, and after a major change."""
        key = (state.entity.ref, digest)
        if key not in self.outdated:
            content = self.contents.get(key)
            from remit.change.contents import differs_in_substance  # the whole comparison, which most checks never need

            self.outdated[key] = content is None or differs_in_substance(
                self.organisation, state.entity, content, approval.content
            )
        return self.outdated[key]


def _attended(item: Acknowledgement, post: Post, holder: Person | None) -> bool:
    """Whether a holder was there: by name, or by the post that he held on that day."""
    if holder is None:
        return any(ref.key == post.ref for ref in item.by)
    return any(ref.key == holder.ref or (ref.key == post.ref and held_by(holder, post.ref, item.on)) for ref in item.by)
