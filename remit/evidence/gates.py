"""The gates that a document class asks for, and where a document of the class has to pass them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from remit.evidence.actions import CHECKING, GIVING, MAKING
from remit.evidence.chains import Act, Chain, chains, chains_of, judges, makers
from remit.evidence.routes import routes
from remit.model.entities import Authority, DocumentClass, Gate, Process, Record, Step
from remit.model.organisation import Organisation
from remit.model.values import Element

_MEETS = {
    "draft": MAKING | {"perform", "organise"},
    "propose": MAKING | {"perform", "organise"},
    "approve": GIVING,
    "decide": GIVING,
}
"""What else than the action itself passes a gate."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The acts by which documents of a class are made in one place. `subject` is the process, the tier or the record.

    `ordered` tells whether one act always comes before another; of signature slots nobody knows.
    """

    subject: Element
    chain: Chain
    needed: DocumentClass
    acts: tuple[Act, ...]
    ordered: Callable[[Act, Act], bool] | None

    def passed(self, organisation: Organisation, gate: Gate) -> bool:
        """Whether one of the acts is what the gate asks for, by whom it asks for it."""
        return any(True for _ in self.through(organisation, gate))

    def through(self, organisation: Organisation, gate: Gate) -> Iterator[Act]:
        """The acts that pass a gate."""
        for act in self.acts:
            by_whom = gate.by is None or _same(organisation, gate, act)
            if by_whom and (act.action in _MEETS.get(gate.action, {gate.action}) or _consults(gate, act)):
                yield act


def _consults(gate: Gate, act: Act) -> bool:
    """Whether a step hears others beside what it does."""
    return gate.action == "consult" and gate.by is None and isinstance(act.element, Step) and bool(act.element.consult)


def _same(organisation: Organisation, gate: Gate, act: Act) -> bool:
    wanted = frozenset().union(*judges(gate.by)) | makers(organisation, gate.by)
    acting = frozenset().union(*judges(act.by)) | makers(organisation, act.by)
    return not wanted.isdisjoint(acting)


def classes(organisation: Organisation) -> dict[str, DocumentClass]:
    """The document classes with gates by id."""
    return {item.id: item for item in organisation.system.document_classes if item.gates}


def passages(organisation: Organisation) -> Iterator[Passage]:
    """Where documents of a class with gates are made: processes, tiers; forms alone where neither takes the record through."""
    known = classes(organisation)
    if not known:
        return
    taken: set[str] = set()
    yield from _processes(organisation, known, taken)
    for chain in chains(organisation):
        if isinstance(chain.source, Authority):
            needed = known.get(chain.source.class_ or "") or _of_records(organisation, chain.records, known)
            if needed is not None and chain.acts:
                taken.update(chain.records)
                yield Passage(chain.element, chain, needed, chain.acts, _by_position(chain.acts))
    for record in organisation.all(Record):
        needed = known.get(record.class_ or "")
        signed = next((c for c in chains_of(organisation).get(record.ref, ()) if c.source is record), None)
        if needed is not None and record.ref not in taken:
            chain = signed or Chain(record, record, record.name, ())
            yield Passage(record, chain, needed, chain.acts, None)


def _of_records(
    organisation: Organisation, records: Sequence[str], known: dict[str, DocumentClass]
) -> DocumentClass | None:
    found = (organisation.find(ref) for ref in records)
    return next((known[item.class_] for item in found if isinstance(item, Record) and item.class_ in known), None)


def _processes(organisation: Organisation, known: dict[str, DocumentClass], taken: set[str]) -> Iterator[Passage]:
    by_process: dict[str, list[Chain]] = {}
    for chain in chains(organisation):
        if isinstance(chain.source, Process):
            by_process.setdefault(chain.source.id, []).append(chain)
    for process in organisation.all(Process):
        rows = by_process.get(process.id, [])
        judged = False
        for ref in dict.fromkeys(ref for row in rows for ref in row.records):
            record = organisation.find(ref)
            needed = known.get(record.class_ or "") if isinstance(record, Record) else None
            concerned = [row for row in rows if ref in row.records]
            if needed is not None and _takes_through(organisation, process, needed, concerned, ref):
                taken.add(ref)
                judged = judged or needed.id == process.class_
                acts = tuple(act for row in concerned for act in row.acts)
                yield Passage(process, concerned[0], needed, acts, _by_flow(organisation, process))
        own = known.get(process.class_ or "")
        if own is not None and rows and not judged:
            acts = tuple(act for row in rows for act in row.acts)
            yield Passage(process, rows[0], own, acts, _by_flow(organisation, process))


def _takes_through(
    organisation: Organisation, process: Process, needed: DocumentClass, rows: Sequence[Chain], ref: str
) -> bool:
    """Whether the process makes such a document: it prepares and settles it, or prepares what nothing else settles.

    A process that only hands in what another one checks and settles does not.
    """
    if not any(row.of(MAKING) for row in rows):
        return False
    if any(row.of(GIVING) for row in rows):
        return True
    settling = [chain.source for chain in chains_of(organisation).get(ref, ()) if chain.of(GIVING)]
    if not any(isinstance(source, Process | Authority) for source in settling):
        return True
    elsewhere = any(isinstance(source, Process) for source in settling)
    return needed.id == process.class_ and (not elsewhere or any(row.of(CHECKING) for row in rows))


def _by_position(acts: Sequence[Act]) -> Callable[[Act, Act], bool]:
    position = {id(act): index for index, act in enumerate(acts)}
    return lambda first, second: position[id(first)] < position[id(second)]


def _by_flow(organisation: Organisation, process: Process) -> Callable[[Act, Act], bool]:
    ways = routes(organisation)[process.id]
    return lambda first, second: ways.only_before(first.element.id or "", second.element.id or "")
