"""Who is measured by which KPI, posts directly and units through whoever heads them; and whether it is their business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remit.evidence.charges import doings
from remit.evidence.line import acting_posts
from remit.evidence.memory import kept
from remit.evidence.topics import about, about_duty, about_things
from remit.model.entities import Assignment, Kpi, Post, Unit
from remit.model.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Measured:
    """One assignment of a KPI: the post or unit it stands on, and the post that answers for it (None: nobody is named)."""

    kpi: Kpi
    holder: Post | Unit
    assignment: Assignment
    post: Post | None

    @property
    def party(self) -> str:
        """Equal for a unit and whoever heads it."""
        return (self.post or self.holder).ref

    @property
    def answers(self) -> bool:
        """Whether the holder is said to answer for the KPI."""
        return self.assignment.role == "accountable"

    @property
    def contributes(self) -> bool:
        """Whether the holder is said to share in it only."""
        return self.assignment.role == "contributing"


def holders(organisation: Organisation) -> Iterator[Post | Unit]:
    """Every post and unit that is measured by something."""
    every: tuple[Post | Unit, ...] = (*organisation.all(Post), *organisation.all(Unit))
    yield from (holder for holder in every if holder.kpis)


@kept
def measured(organisation: Organisation) -> Mapping[str, tuple[Measured, ...]]:
    """The assignments of each KPI by its id, posts before units; several rules ask, so that the last answers are kept."""
    found: dict[str, list[Measured]] = {}
    for holder in holders(organisation):
        post = holder if isinstance(holder, Post) else head_of(holder)
        for assignment in holder.kpis:
            kpi = assignment.kpi.target
            if kpi is not None:
                found.setdefault(kpi.id, []).append(Measured(kpi, holder, assignment, post))
    return {ident: tuple(items) for ident, items in found.items()}


def head_of(unit: Unit) -> Post | None:
    """Whoever answers for a unit or body: its head, the leader it is under, or the post that takes the chair."""
    for ref in (unit.head, unit.leader):
        if ref is not None and ref.target is not None:
            return ref.target
    chairs = acting_posts(unit.chair)
    return chairs[0] if len(chairs) == 1 else None


def answering(found: tuple[Measured, ...]) -> list[Measured]:
    """Of the assignments of one KPI, those by which somebody answers: the accountable, else all but the contributing."""
    stated = [item for item in found if item.answers]
    return stated or [item for item in found if not item.contributes]


def is_outside(organisation: Organisation, post: Post, assignment: Assignment) -> bool:
    """Whether an assignment names no duty and its indicator shares no telling word with anything the post has to do."""
    kpi = assignment.kpi.target
    if kpi is None or assignment.measures or not post.duties:
        return False
    lang = organisation.languages[0]
    topic = about((kpi.name, kpi.definition, kpi.formula), lang) | about_things(kpi.source, lang)
    if not topic or any(topic & about_duty(duty, lang) for duty in post.duties):
        return False
    return not any(topic & doing.topic for doing in doings(organisation).get(post.ref, ()))
