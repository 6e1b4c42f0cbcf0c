"""Everything in the organisation that has a time: what is due, to whom it falls, and when. Calendars are made of it.

One piece of work is often written at several places: a duty of a post, the step that carries it out, the record that the
step makes. It is one obligation, that of the most exact place: a record before its step, a step before its duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from remit.model.entities import (
    Duty,
    Incentive,
    Kpi,
    Meeting,
    Post,
    Process,
    Record,
    Role,
    Step,
    Training,
    Unit,
)
from remit.model.ledger import states
from remit.model.organisation import Organisation, remembered
from remit.model.values import Deliverable, Due, Element, Entity, Performer, Timing
from remit.views.belonging import home_unit
from remit.views.parties import posts_of
from remit.views.post_index import index_posts
from remit.views.review import next_review


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that is due. `kind` is record, meeting, process, step, duty, function, kpi, training, incentive or review.

    `element` is what is due and `owner` the entity whose file it stands in; `posts` are those it falls to, none where that
    depends on the case. It has a `timing`, or is due once, `on` a day (YYYY-MM-DD).
    """

    kind: str
    element: Element
    owner: Entity
    posts: tuple[Post, ...]
    timing: Timing | None = None
    on: str = ""

    @property
    def happens(self) -> bool:
        """Whether it takes place on its day; else its day is a deadline."""
        return self.kind in ("meeting", "training")


@remembered
def deadlines(organisation: Organisation) -> tuple[Obligation, ...]:
    """Every obligation of the organisation, each once, by kind and in the order of the model; pages and calendars of every
    language ask.
    """
    return (
        *(_timed("record", record, record, (record.maker,)) for record in organisation.all(Record) if record.timing),
        *_meetings(organisation),
        *_processes(organisation),
        *_duties(organisation),
        *_functions(organisation),
        *(_timed("kpi", kpi, kpi, (kpi.supplied_by,), kpi.period) for kpi in organisation.all(Kpi) if kpi.period),
        *_trainings(organisation),
        *(
            _timed("incentive", incentive, incentive, (incentive.proposed_by, incentive.decided_by))
            for incentive in organisation.all(Incentive)
            if incentive.timing
        ),
        *_reviews(organisation),
    )


def same_or_closer(one: Timing | None, other: Timing | None) -> bool:
    """Whether the first says all that the second says of when something is due: the same cadence, and its due point."""
    if one is None or other is None or other.every is None:
        return False
    return _cadence(one) == _cadence(other) and (other.by is None or _due(one.by) == _due(other.by))


def signature(timing: Timing) -> str:
    """A cadence and its due point in one word that is the same wherever the same time is written."""
    due = timing.by
    parts = [timing.every, *_numbered(interval=timing.interval, times=timing.times)]
    if due is not None:
        parts += _numbered(month=due.month)
        parts.append(str(due.day) if due.day else None)
        parts += _numbered(workday=due.workday)
        parts += (due.weekday, "end" if due.end else None)
        parts += _numbered(before=due.before_end)
        parts += (due.time, due.of if due.of != "this" else None)
    return "-".join(part.replace(" ", "") for part in parts if part)


def _numbered(**values: int | str | None) -> Iterator[str]:
    """Values that are numbers, each with what it counts: the third working day is not the third day."""
    return (f"{name}{value}" for name, value in values.items() if value)


def same_dates(timing: Timing) -> tuple[object, ...]:
    """What the dates of a time requirement follow from: where it is equal, the dates are."""
    return timing.every, timing.interval, timing.times, timing.as_needed, timing.continuous, _due(timing.by)


def _cadence(timing: Timing) -> tuple[object, ...]:
    return timing.every, timing.interval, timing.times or 1, str(timing.on or "")


def _due(due: Due | None) -> tuple[object, ...]:
    if due is None:
        return ()
    return due.month, due.day, due.workday, due.weekday, due.end, due.before_end, due.time, due.of


def _timed(
    kind: str, element: Element, owner: Entity, who: Iterable[Performer | None], timing: Timing | None = None
) -> Obligation:
    found: Timing | None = timing or getattr(element, "timing", None)
    return Obligation(kind, element, owner, _posts(who), found)


def _posts(who: Iterable[Performer | None]) -> tuple[Post, ...]:
    return tuple({post.ref: post for one in who for post in posts_of(one)}.values())


def _records(deliverables: Iterable[Deliverable]) -> Iterator[Record]:
    for one in deliverables:
        if one.record is not None and isinstance(one.record.target, Record):
            yield one.record.target


def _meetings(organisation: Organisation) -> Iterator[Obligation]:
    for meeting in organisation.all(Meeting):
        if meeting.timing is not None:
            who = (meeting.chair, meeting.stand_in, meeting.organiser, *meeting.members)
            yield _timed("meeting", meeting, meeting, who)


def _processes(organisation: Organisation) -> Iterator[Obligation]:
    """Processes and steps whose time no record, meeting or step of theirs states already."""
    for process in organisation.all(Process):
        within = list(_times(process.steps))
        if process.timing is not None and not any(same_or_closer(one, process.timing) for one in within):
            yield _timed("process", process, process, (process.owner or process.accountable,))
        for step in process.steps:
            if step.timing is not None and not _stated_by_result(step):
                yield _timed("step", step, process, (step.performer,))


def _stated_by_result(step: Step) -> bool:
    """Whether a record that the step makes, or the meeting that it is, has the time and falls to the same people."""
    meeting = step.performer.ref.target if step.performer is not None and step.performer.ref else None
    if isinstance(meeting, Meeting) and same_or_closer(meeting.timing, step.timing):
        return True
    doing = {post.ref for post in posts_of(step.performer)}
    return any(
        same_or_closer(record.timing, step.timing) and doing <= {post.ref for post in posts_of(record.maker)}
        for record in _records(step.outputs)
    )


def _duties(organisation: Organisation) -> Iterator[Obligation]:
    """Duties whose time no step that carries them out and no record of theirs states already."""
    steps: dict[str, list[Step]] = {}
    for process in organisation.all(Process):
        for step in process.steps:
            if step.duty is not None:
                steps.setdefault(step.duty.key, []).append(step)
    for post in organisation.all(Post):
        for duty in post.duties:
            if duty.timing is not None and not _stated_elsewhere(duty, steps.get(duty.ref, ())):
                yield Obligation("duty", duty, post, (post,), duty.timing)
    for role in organisation.all(Role):
        holders = tuple(ref.target for ref in role.holders if ref.target is not None)
        for duty in role.duties:
            if duty.timing is not None and not _stated_elsewhere(duty, steps.get(duty.ref, ())):
                yield Obligation("duty", duty, role, holders, duty.timing)


def _stated_elsewhere(duty: Duty, steps: Iterable[Step]) -> bool:
    times = (*(record.timing for record in _records(duty.outputs)), *_times(steps))
    return any(same_or_closer(one, duty.timing) for one in times)


def _times(steps: Iterable[Step]) -> Iterator[Timing | None]:
    """The times of steps and of the records that they make."""
    for step in steps:
        yield step.timing
        yield from (record.timing for record in _records(step.outputs))


def _functions(organisation: Organisation) -> Iterator[Obligation]:
    """Items of functions whose time no duty that realises them states already; they fall to the head of the unit."""
    for unit in organisation.all(Unit):
        head = unit.head.target if unit.head is not None else None
        for item in (item for function in unit.functions for item in function.items):
            uses = [use.source for use in organisation.used_by(item) if isinstance(use.source, Duty)]
            if item.timing is not None and not any(same_or_closer(duty.timing, item.timing) for duty in uses):
                yield Obligation("function", item, unit, (head,) if head is not None else (), item.timing)


def _trainings(organisation: Organisation) -> Iterator[Obligation]:
    """Trainings fall to those who are trained and to the trainer."""
    trained: dict[str, dict[str, Post]] = {}
    for ident, found in index_posts(organisation).trainings.items():
        for training in found:
            post = organisation.find(f"post:{ident}")
            if isinstance(post, Post):
                trained.setdefault(training.id, {})[post.ref] = post
    for training in organisation.all(Training):
        if training.timing is not None:
            posts = {post.ref: post for post in posts_of(training.trainer)} | trained.get(training.id, {})
            yield Obligation("training", training, training, tuple(posts.values()), training.timing)


def _reviews(organisation: Organisation) -> Iterator[Obligation]:
    """Documents in force that are reviewed after a while; the review falls to the head of the owner unit."""
    for state in states(organisation).values():
        due = next_review(organisation, state)
        if due:
            unit = home_unit(state.entity)
            head = unit.head.target if unit is not None and unit.head is not None else None
            posts = (head,) if head is not None else _posts((state.control.prepared_by,) if state.control else ())
            yield Obligation("review", state.entity, state.entity, posts, on=due)
