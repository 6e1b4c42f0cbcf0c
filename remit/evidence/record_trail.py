"""Where records come from and where they go: who makes, receives and signs each, read from everything that refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from remit.evidence.actions import HANDLING
from remit.evidence.memory import kept
from remit.model.entities import Authority, Decision, Meeting, Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Deliverable, Element, Performer
from remit.views.responsibility import company_rows

_MAKES = {"outputs", "minutes"}
FOR_OTHERS = frozenset({"report", "plan", "budget", "notice", "order", "scheme", "standard", "quota", "rule"})
"""Forms of records that are made for somebody else to act on."""


@dataclass(slots=True)
class Trail:
    """What refers to one record: the elements that make it, those that use it, and who else is told of it."""

    made_by: list[Element] = field(default_factory=list)
    used_by: list[Element] = field(default_factory=list)
    told: list[Performer] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@kept
def trails(organisation: Organisation) -> Mapping[str, Trail]:
    """The trail of every record by its reference; several rules ask, so that the last answers are kept."""
    return {record.ref: _trail(organisation, record) for record in organisation.all(Record)}


def _trail(organisation: Organisation, record: Record) -> Trail:
    trail = Trail()
    for use in organisation.used_by(record):
        source, where = use.source, use.field
        if where in _MAKES or isinstance(source, Decision):
            trail.made_by.append(source)
        elif where == "source" or (where == "inputs" and not _only_decides(source)):
            trail.used_by.append(source)
        if isinstance(source, Meeting) and where == "minutes":
            trail.meetings.append(source)
        if isinstance(source, Step) and where in ("inputs", "outputs"):
            trail.steps.append(source)
            trail.told += source.inform
    return trail


def _only_decides(source: Element) -> bool:
    """Whether a step that takes the record in looks at it for whoever made it: no use of the finished record."""
    return isinstance(source, Step) and source.action in HANDLING


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a record: the action, who does it, and the step or chain link that says so.

    `own` says that the activity delivers the record: it is that record which the act reviews or approves.
    """

    action: str
    by: Performer
    element: Element
    own: bool = True


@kept
def acts(organisation: Organisation) -> Mapping[str, tuple[Act, ...]]:
    """What steps do to each record, by its reference: the steps of every row that delivers it, or that take it in or give it out."""
    found: dict[str, dict[str, Act]] = {}
    for row in company_rows(organisation):
        records = set(_records(row.outputs))
        for step in row.steps:
            for ref in records | set(_records((*step.outputs, *step.inputs))):
                if step.performer is not None:
                    act = Act(step.action or "perform", step.performer, step, ref in records)
                    found.setdefault(ref, {}).setdefault(step.ref, act)
    return {ref: tuple(by_step.values()) for ref, by_step in found.items()}


@kept
def chain_acts(organisation: Organisation) -> Mapping[str, tuple[Act, ...]]:
    """What the chains of authorities do to each record, by its reference."""
    found: dict[str, list[Act]] = {}
    for authority in organisation.all(Authority):
        if authority.record is not None:
            links = found.setdefault(authority.record.key, [])
            links += [Act(link.action, link.by, link) for tier in authority.tiers for link in tier.chain]
    return {ref: tuple(links) for ref, links in found.items()}


def _records(deliverables: Sequence[Deliverable]) -> Iterator[str]:
    for item in deliverables:
        if item.record is not None:
            yield item.record.key


def process_of(organisation: Organisation, element: Element) -> Process | None:
    """The process a step belongs to."""
    owner = organisation.owner_of(element)
    return owner if isinstance(owner, Process) else None
