"""Approved documents that print what has been approved anew since: still as approved, and no longer what was signed for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.model.entities import Approval
from remit.model.ledger import DocumentState, entries, states
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.views.printed_sources import Part, differs, sources


@dataclass(frozen=True, slots=True, eq=False)
class Affected:
    """A document, the day since which (YYYY-MM-DD), and what it prints with the later approvals of that."""

    state: DocumentState
    since: str
    later: tuple[tuple[Entity, Approval], ...]


def affected(organisation: Organisation) -> Iterator[Affected]:
    """The affected documents in the order of the register."""
    ledger = entries(organisation)
    newest = max((item.approved.on for found in ledger.values() for item in found), default="")
    for state in states(organisation).values():
        since = state.approval.approved.on if state.approval is not None else newest
        if state.state != "approved" or since >= newest:
            continue
        later = tuple(
            (source, found)
            for source, part in sources(organisation, state.entity)
            if (found := _later(ledger.get(source.ref, ()), since, part)) is not None
        )
        if later:
            yield Affected(state, since, later)


def _later(found: Sequence[Approval], since: str, part: Part) -> Approval | None:
    """The last approval of a source, where it is later than a day and changed what is printed."""
    if not found or found[-1].approved.on <= since:
        return None
    before = [item for item in found if item.approved.on <= since]
    return found[-1] if not before or differs(before[-1], found[-1], part) else None
