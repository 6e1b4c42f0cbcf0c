"""What the posts of a company are charged with and what they do: duties by function, by unit, and the doings of each post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.evidence.actions import GATES, GIVING
from remit.evidence.memory import kept
from remit.evidence.structure import lies_in, structure
from remit.evidence.topics import Topic, about, about_duty, about_step, about_things, topic_of
from remit.lexicon import pattern
from remit.model.entities import (
    Appointment,
    Authority,
    Duty,
    Function,
    Meeting,
    Post,
    Process,
    Record,
    Role,
    Step,
    Training,
    Unit,
)
from remit.model.organisation import Organisation
from remit.model.values import Element, Performer
from remit.views.belonging import units_of
from remit.views.parties import posts_of
from remit.views.wording import plain


@dataclass(frozen=True, slots=True)
class Doing:
    """Something a post does: what it is about, and the duty that it carries out where it says so."""

    element: Element
    topic: Topic
    duty: str = ""
    action: str = ""


def holders(organisation: Organisation) -> list[Post | Role]:
    """Everything that has duties."""
    return [*organisation.all(Post), *organisation.all(Role)]


@kept
def carriers(organisation: Organisation) -> Mapping[str, tuple[Duty, ...]]:
    """The duties that name each function or item of a function."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for holder in holders(organisation):
        for duty in holder.duties:
            for ref in duty.functions:
                found[ref.key].append(duty)
    return {key: tuple(duties) for key, duties in found.items()}


def carriers_of(organisation: Organisation, function: Function) -> tuple[Duty, ...]:
    """The duties that name a function or one of its items."""
    by_key = carriers(organisation)
    return tuple(duty for element in (function, *function.items) for duty in by_key.get(element.ref, ()))


@kept
def steps_of_duties(organisation: Organisation) -> Mapping[str, tuple[Step, ...]]:
    """The steps that carry out each duty by their own word."""
    found: dict[str, list[Step]] = defaultdict(list)
    for process in organisation.all(Process):
        for step in process.steps:
            if step.duty is not None:
                found[step.duty.key].append(step)
    return {key: tuple(steps) for key, steps in found.items()}


def duties_within(organisation: Organisation, unit: Unit) -> list[Duty]:
    """The duties of every post that works in the unit or below it, and of its head."""
    tree = structure(organisation)
    posts = {post.id: post for below in tree.below(unit) for post in tree.posts.get(below.id, ())}
    if unit.head is not None and unit.head.target is not None:
        posts.setdefault(unit.head.target.id, unit.head.target)
    return [duty for post in posts.values() for duty in post.duties]


def owner(organisation: Organisation, duty: Duty) -> Post | Role | None:
    """The post or role whose duty it is."""
    found = organisation.owner_of(duty)
    return found if isinstance(found, Post | Role) else None


def works_in(post: Post, unit: Unit) -> bool:
    """Whether the post belongs to the unit or to one below it."""
    return any(lies_in(home, unit) for home in units_of(post))


@kept
def doings(organisation: Organisation) -> Mapping[str, tuple[Doing, ...]]:
    """What each post or role (by reference) does in processes, meetings, records, authorities and trainings."""
    found: dict[str, list[Doing]] = defaultdict(list)
    for performer, doing in _doings(organisation, organisation.languages[0]):
        for ref in _actors(performer):
            found[ref].append(doing)
    return {key: tuple(items) for key, items in found.items()}


def _actors(performer: Performer | None) -> list[str]:
    roles = [ref.key for ref in performer.refs() if ref.kind == "role"] if performer is not None else []
    return [*(post.ref for post in posts_of(performer)), *roles]


def _doings(organisation: Organisation, lang: str) -> Iterator[tuple[Performer | None, Doing]]:
    for process in organisation.all(Process):
        name = topic_of(plain(process.name, lang), lang)
        for step in process.steps:
            duty = step.duty.key if step.duty is not None else ""
            topic = about_step(step, lang) | name
            yield step.performer, Doing(step, topic, duty, step.action or "perform")
            for performer in (*step.with_, *step.consult, step.accountable):
                yield performer, Doing(step, topic)
    for authority in organisation.all(Authority):
        topic = about((authority.name, authority.decision), lang)
        for tier in authority.tiers:
            for link in tier.chain:
                yield link.by, Doing(authority, topic, action=link.action)
    yield from _of_meetings(organisation, lang)
    yield from _of_records(organisation, lang)


def _of_meetings(organisation: Organisation, lang: str) -> Iterator[tuple[Performer | None, Doing]]:
    for meeting in organisation.all(Meeting):
        texts = [meeting.name, meeting.purpose, *(item.text for item in meeting.agenda)]
        texts += [item.text for item in meeting.decides]
        topic = about(texts, lang) | about_things(meeting.inputs, lang)
        action = "decide" if meeting.decides else ""
        yield meeting.chair, Doing(meeting, topic, action=action)
        for performer in (meeting.organiser, meeting.stand_in, *meeting.members):
            yield performer, Doing(meeting, topic)
    for training in organisation.all(Training):
        taught = (training.name, training.topic, training.objective, *(item.text for item in training.contents))
        yield training.trainer, Doing(training, about(taught, lang))


def _of_records(organisation: Organisation, lang: str) -> Iterator[tuple[Performer | None, Doing]]:
    for record in organisation.all(Record):
        topic = topic_of(plain(record.name, lang), lang)
        for performer in (record.maker, record.custodian):
            yield performer, Doing(record, topic)
        for signature in record.signatures:
            yield signature.by, Doing(record, topic, action=signature.action)


def powers(organisation: Organisation, post: Post) -> list[Topic]:
    """What a post may settle, each by what it is about: its authorities, and what it approves, decides, signs or chairs."""
    lang = organisation.languages[0]
    found = [about((item.text,), lang) for item in post.authorities if item.action in (None, *GIVING, "issue")]
    for item in post.authorities:
        if item.authority is not None and item.authority.target is not None and item.action in (None, *GIVING):
            found.append(about((item.authority.target.name, item.authority.target.decision), lang))
    return [*found, *(doing.topic for doing in doings(organisation).get(post.ref, ()) if doing.action in GIVING)]


_POWERS = GATES | {"issue"}


def has_authority(organisation: Organisation, post: Post) -> bool:
    """Whether a post may settle or check anything at all, or appoint anybody."""
    if post.authorities or any(doing.action in _POWERS for doing in doings(organisation).get(post.ref, ())):
        return True
    return any(use.field == "appointment" or _appoints(use.source) for use in organisation.uses.get(post.ref, ()))


def _appoints(element: Element) -> bool:
    return isinstance(element, Appointment)


@kept
def charged_with(organisation: Organisation) -> Mapping[str, Topic]:
    """What each post is charged with: its purpose, duties (catch-all ones too), authorities, and the duties of its roles."""
    lang = organisation.languages[0]
    found: dict[str, Topic] = {}
    for post in organisation.all(Post):
        texts = about((post.purpose, *(item.text for item in post.authorities)), lang)
        found[post.ref] = texts.union(*(about_duty(duty, lang) for duty in post.duties))
    for role in organisation.all(Role):
        for holder in role.holders:
            if holder.key in found:
                found[holder.key] = found[holder.key].union(*(about_duty(duty, lang) for duty in role.duties))
    return found


def is_catch_all(duty: Duty, lang: str) -> bool:
    """Whether a duty is one of doing other work as assigned, by its own word or by its words."""
    return duty.catch_all or pattern("duties.catch-all", lang).search(plain(duty.text, lang)) is not None
