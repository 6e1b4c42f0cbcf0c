"""Everything that the organisation says about one post, free of format: the post's page and its Word file print it.

A sheet gathers what `post_index.index_posts` found for its post, so that all sheets together stay linear in the size
of the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from remit.model.entities import (
    Assignment,
    Duty,
    Kpi,
    Placement,
    Post,
    PostAuthority,
    Process,
    Record,
    Role,
    Training,
    Unit,
)
from remit.model.values import Deliverable, Element, Ref, Target
from remit.views.post_index import AuthorityLine, MeetingLine, PostIndex, RaciLine, Report, StepUse
from remit.views.wording import unit_of


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty, the steps that carry it out, the assignments that measure it; what goes in and out includes the steps'."""

    duty: Duty
    steps: tuple[StepUse, ...]
    kpis: tuple[Assignment, ...]
    inputs: tuple[Deliverable, ...]
    outputs: tuple[Deliverable, ...]

    @property
    def processes(self) -> tuple[Process, ...]:
        """The processes of the steps, each once."""
        return tuple({use.process.ref: use.process for use in self.steps}.values())


@dataclass(frozen=True, slots=True)
class KpiLine:
    """An assignment with its KPI (None where it is not known), the target that holds, and the duties measured."""

    assignment: Assignment
    kpi: Kpi | None
    target: Target | None
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class PostSheet:
    """One post with all that refers to it. References that lead nowhere stay as written: a company's state may be incomplete."""

    post: Post
    unit: Unit | None
    placements: tuple[Placement, ...]
    superiors: tuple[Ref[Post], ...]
    reports: tuple[Report, ...]
    peers: tuple[Post, ...]
    stands_in_for: tuple[Post, ...]
    heads: tuple[Unit, ...]
    leads: tuple[Unit, ...]
    bodies: tuple[Unit, ...]
    roles: tuple[Role, ...]
    duties: tuple[DutyLine, ...]
    authorities: tuple[AuthorityLine, ...]
    raci: tuple[RaciLine, ...]
    kpis: tuple[KpiLine, ...]
    meetings: tuple[MeetingLine, ...]
    trainings: tuple[Training, ...]
    makes: tuple[Record, ...]
    keeps: tuple[Record, ...]

    @property
    def headcount(self) -> int | None:
        """Authorised headcount over all units; None where none is written."""
        placed = [placement.headcount for placement in self.placements if placement.headcount is not None]
        return self.post.headcount if self.post.headcount is not None else sum(placed) if placed else None


# Most of what refers to a post is steps, which the index knows by post.
_USERS = (Post, Unit, Role)


def post_sheet(index: PostIndex, post: Post) -> PostSheet:
    """The sheet of a post of the indexed organisation."""
    superiors = _superiors(post)
    users = _users(index, post)
    return PostSheet(
        post=post,
        unit=unit_of(post),
        placements=post.units,
        superiors=superiors,
        reports=_reports(index, post),
        peers=tuple(_peers(index, post, superiors)),
        stands_in_for=_unique(users.get((Post, "deputy"), ())),
        heads=_unique(users.get((Unit, "head"), ())),
        leads=_unique(users.get((Unit, "leader"), ())),
        bodies=_unique((*users.get((Unit, "chair"), ()), *users.get((Unit, "members"), ()))),
        roles=_unique(users.get((Role, "holders"), ())),
        duties=tuple(_duty(index, post, duty) for duty in post.duties),
        authorities=tuple(_authorities(index, post)),
        raci=tuple(index.raci.get(post.id, ())),
        kpis=tuple(_kpi(post, assignment) for assignment in post.kpis),
        meetings=tuple(index.meetings.get(post.id, ())),
        trainings=tuple(index.trainings.get(post.id, ())),
        makes=tuple(index.makes.get(post.id, ())),
        keeps=tuple(index.keeps.get(post.id, ())),
    )


def _users(index: PostIndex, element: Element) -> dict[tuple[type[Element], str], list[Any]]:
    """The posts, units and roles that refer to the element, by class and by the field under which they do."""
    found: dict[tuple[type[Element], str], list[Any]] = {}
    for use in index.organisation.used_by(element):
        if isinstance(use.source, _USERS):
            found.setdefault((type(use.source), use.field), []).append(use.source)
    return found


def _unique(elements: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({element.ref: element for element in elements}.values())


def _superiors(post: Post) -> tuple[Ref[Post], ...]:
    written = [post.superior, *(placement.superior for placement in post.units)]
    return tuple({ref.key + str(ref.named or ""): ref for ref in written if ref is not None}.values())


def _reports(index: PostIndex, post: Post) -> tuple[Report, ...]:
    """The posts that answer to this one; its own reports ask for it too, to find their peers."""
    found = index.reports.get(post.id)
    if found is None:
        found = index.reports[post.id] = tuple(_reports_of(index, post))
    return found


def _reports_of(index: PostIndex, post: Post) -> Iterator[Report]:
    """From back-references: a post that names this one as superior, or one of its placements that does."""
    for use in index.organisation.used_by(post):
        if not isinstance(use.source, Post | Placement) or use.field != "superior":
            continue
        owner = index.organisation.owner_of(use.source)
        if not isinstance(owner, Post) or owner is post:
            continue
        if isinstance(use.source, Placement):
            yield Report(owner, use.source.unit.target, use.source.headcount)
        elif not any(placement.superior for placement in owner.units):
            placed = [placement.headcount for placement in owner.units if placement.headcount is not None]
            headcount = owner.headcount if owner.headcount is not None else sum(placed) if placed else None
            yield Report(owner, unit_of(owner), headcount)


def _peers(index: PostIndex, post: Post, superiors: tuple[Ref[Post], ...]) -> tuple[Post, ...]:
    every = (report.post for ref in superiors if ref.target is not None for report in _reports(index, ref.target))
    return _unique(peer for peer in every if peer is not post)


def _duty(index: PostIndex, post: Post, duty: Duty) -> DutyLine:
    steps = tuple(index.steps_of_duty.get(duty.ref, ()))
    return DutyLine(
        duty,
        steps,
        tuple(assignment for assignment in post.kpis if duty.id in assignment.measures),
        _deliverables((duty.inputs, *(use.step.inputs for use in steps))),
        _deliverables((duty.outputs, *(use.step.outputs for use in steps))),
    )


def _deliverables(groups: Iterable[tuple[Deliverable, ...]]) -> tuple[Deliverable, ...]:
    return tuple({item.key: item for group in groups for item in group}.values())


def _authorities(index: PostIndex, post: Post) -> Iterator[AuthorityLine]:
    """Its own, then links and delegations, then deciding steps that no authority of the same process states already."""
    yield from (_own(given) for given in post.authorities)
    stated: set[tuple[str, str]] = set()
    for line in index.chain.get(post.id, ()):
        yield line
        if line.authority is not None and line.authority.process is not None:
            stated.add((line.authority.process.key, line.action))
    for line in index.decisions.get(post.id, ()):
        if line.process is not None and (line.process.ref, line.action) not in stated:
            yield line


def _own(given: PostAuthority) -> AuthorityLine:
    authority = given.authority.target if given.authority else None
    return AuthorityLine(given, given.text, given.action or "", given.area or "", None, given.limit, authority)


def _kpi(post: Post, assignment: Assignment) -> KpiLine:
    kpi = assignment.kpi.target
    duties = tuple(duty for duty in post.duties if duty.id in assignment.measures)
    return KpiLine(assignment, kpi, assignment.target or (kpi.target if kpi else None), duties)
