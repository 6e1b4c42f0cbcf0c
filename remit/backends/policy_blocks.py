"""What a policy pulls in from the model, as Word content: one function a `show`, each given the elements that `of` names.

Elements of a kind that a block does not show are passed over; a block of nothing gives nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from remit.backends import policy_processes as processes
from remit.backends import policy_tables as tables
from remit.backends import policy_units as units
from remit.backends.job_sections import Column, compact
from remit.backends.policy_text import Scope
from remit.model import entities as e
from remit.model.values import Element
from remit.office.blocks import Block, Cell, Paragraph, Table
from remit.views.kept_records import records_of
from remit.views.local_names import criterion
from remit.views.wording import name_of, plain

Show = Callable[[Scope, Sequence[Element]], Iterator[Block]]
E_ = TypeVar("E_", bound=Element)


def pulled(scope: Scope, block: e.Block) -> list[Block]:
    """The content of one block of an article, in the order in which it names elements."""
    elements = [ref.target for ref in block.of if ref.target is not None]
    return list(_SHOWN[block.show](scope, elements))


def _each(kind: type[E_], show: Callable[[Scope, E_], Iterable[Block]]) -> Show:
    """Shows every element of a kind by itself."""

    def shown(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
        for element in elements:
            if isinstance(element, kind):
                yield from show(scope, element)

    return shown


def _facts(*names: str) -> Show:
    return _each(Element, lambda scope, element: tables.facts(scope, element, names))


def _chain(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, e.Process):
            yield from processes.chain(scope, element)
        elif isinstance(element, e.Authority):
            yield from processes.authority(scope, element)


def _duties(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, e.Post | e.Role):
            yield from units.duties(scope, element)


def _members(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, e.Unit | e.Group):
            yield from units.members(scope, element)


def _records(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    found = {record.id: record for element in elements for record in records_of(scope.organisation, element)}
    if found:
        yield tables.record_list(scope, list(found.values()))


def _classification(scope: Scope, found: e.Classification) -> Iterator[Block]:
    """The classes with what puts a thing into each."""
    say, lang = scope.say, scope.lang
    if not found.classes:
        return
    rows = tuple(
        (Cell(plain(one.name, lang), align="center"), Cell(tables.lines(criterion(c, lang) for c in one.criteria)))
        for one in found.classes
    )
    header = (Cell(say("policy.table.class")), Cell(say("policy.table.criteria")))
    yield tables.captioned(Table((44, 130), (header,), rows, compact=True), scope, "classification", found)
    if found.about is not None:
        yield Paragraph(plain(found.about, lang), style="note")


def _glossary(scope: Scope, elements: Sequence[Element]) -> Iterator[Block]:
    say, lang = scope.say, scope.lang
    terms = [element for element in elements if isinstance(element, e.Term)]
    if terms:
        yield compact(
            [
                Column(say("policy.table.term"), 40, tuple(name_of(term, lang) for term in terms)),
                Column(say("policy.table.meaning"), 134, tuple(plain(term.definition, lang) for term in terms)),
            ]
        )


_SHOWN: Mapping[str, Show] = {
    "chain": _chain,
    "steps": _each(e.Process, processes.steps),
    "raci": _each(e.Process, processes.raci),
    "swimlane": _each(e.Process, processes.swimlane),
    "duties": _duties,
    "functions": _each(e.Unit, units.functions),
    "kpis": units.kpis,
    "authority": _each(e.Authority, processes.authority),
    "records": _records,
    "record": _each(e.Record, tables.record),
    "meeting": _facts("chair", "stand_in", "members", "quorum", "timing", "minutes", "recipients"),
    "training": _facts("topic", "audience", "trainer", "timing", "hours", "assessment"),
    "incentive": _facts("applies_to", "criteria", "forms", "decided_by", "timing", "use"),
    "classification": _each(e.Classification, _classification),
    "members": _members,
    "organisation": _each(e.Unit, units.chart),
    "checks": _each(e.Policy, tables.checks),
    "parameters": _each(e.Policy, tables.parameters),
    "glossary": _glossary,
}
