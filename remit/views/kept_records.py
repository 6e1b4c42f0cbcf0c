"""The records that a process makes or a unit keeps: what a list of records is of."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.entities import Process, Record, Unit
from remit.model.organisation import Organisation
from remit.model.values import Deliverable, Element
from remit.views.parties import posts_of
from remit.views.wording import unit_of


def records_of(organisation: Organisation, element: Element) -> tuple[Record, ...]:
    """The record itself, those a process puts out in the order of its steps, or those a unit or its posts keep."""
    found = {record.id: record for record in _records(organisation, element)}
    return tuple(found.values())


def _records(organisation: Organisation, element: Element) -> Iterator[Record]:
    if isinstance(element, Record):
        yield element
    elif isinstance(element, Process):
        for step in element.steps:
            yield from _named(step.outputs)
        yield from _named(element.outputs)
    elif isinstance(element, Unit):
        for record in organisation.all(Record):
            if record.custodian is None:
                continue
            named = record.custodian.ref
            own = named is not None and named.target is element
            if own or any(unit_of(post) is element for post in posts_of(record.custodian)):
                yield record


def _named(found: tuple[Deliverable, ...]) -> Iterator[Record]:
    for one in found:
        target = one.record.target if one.record is not None else None
        if isinstance(target, Record):
            yield target
