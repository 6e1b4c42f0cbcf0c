"""Responsibility: the rows of a matrix from the steps of processes, and the one table from actions to letters.

A row is one activity with its deliverable: what is prepared, reviewed and approved is one row. A comes from the
approving or deciding step, else from an explicit `accountable`; it is never invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from remit.model.entities import Process, Step
from remit.model.organisation import Organisation, remembered
from remit.model.values import Deliverable, Performer, Text
from remit.views.parties import Party, parties

STARTING = frozenset({"propose", "organise", "draft", "perform", "supervise", "decide"})
"""Actions that begin a row; every other action joins the row of the step it refers to."""

RACI: Mapping[str, str] = {
    "propose": "R", "organise": "R", "draft": "R", "perform": "R", "supervise": "R", "issue": "R", "archive": "R",
    "consult": "C", "review": "C", "deliberate": "C", "countersign": "C",
    "approve": "A", "decide": "A",
    "file": "I", "inform": "I",
}  # fmt: skip
"""The letter of each action in RACI."""

ORDER = "ARSCI"
"""The order in which several letters stand in one cell."""


@dataclass(slots=True)
class Row:
    """One activity: the step that begins it, the steps that join it, its deliverables and who has which letters."""

    process: Process
    start: Step
    steps: list[Step] = field(default_factory=list)
    letters: dict[str, set[str]] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    accountable: list[tuple[Step | None, Performer]] = field(default_factory=list)

    @property
    def name(self) -> Text:
        """The activity in words."""
        return self.start.name

    @property
    def outputs(self) -> tuple[Deliverable, ...]:
        """What the activity delivers, each once."""
        found: dict[str, Deliverable] = {}
        for step in self.steps:
            for output in step.outputs:
                found.setdefault(output.key, output)
        return tuple(found.values())

    @property
    def undone(self) -> bool:
        """Whether nobody does it: no cell has an R, and the step that begins it is by nobody."""
        return self.start.performer is None and not any("R" in letters for letters in self.letters.values())

    def cell(self, party: Party) -> str:
        """The letters of a party, such as A/R; empty where it has no part."""
        letters = self.letters.get(party.key, set())
        return "/".join(sorted(letters, key=ORDER.index))

    def give(self, performer: Performer | None, letter: str) -> None:
        """Put a letter into the cells of a performer's parties."""
        for party in parties(performer):
            self.parties.setdefault(party.key, party)
            self.letters.setdefault(party.key, set()).add(letter)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and the parties that stand in its columns, in the order of their first part."""

    rows: tuple[Row, ...]
    columns: tuple[Party, ...]


def rows(process: Process, scheme: str = "raci") -> list[Row]:
    """The rows of one process in the order of its steps."""
    found: dict[str, Row] = {}
    last: Row | None = None
    for step in process.steps:
        action = step.action or "perform"
        row = found.get(step.of) if step.of else None
        if row is None:
            row = last if last is not None and action not in STARTING else Row(process, step)
        found[step.id] = row
        row.steps.append(step)
        if row.start is step:
            last = row
        _letters(row, step, action, "S" if scheme == "rasci" else "R")
    unique = list({id(row): row for row in found.values()}.values())
    for row in unique:
        _accountable(row)
    return unique


def _letters(row: Row, step: Step, action: str, helping: str) -> None:
    letter = RACI[action]
    if letter == "A":
        row.accountable.append((step, step.performer)) if step.performer else None
        if row.start is step:
            row.give(step.performer, "R")
    else:
        row.give(step.performer, letter)
    for performer in step.with_:
        row.give(performer, helping)
    for performer in step.consult:
        row.give(performer, "C")
    for performer in step.inform:
        row.give(performer, "I")


def _accountable(row: Row) -> None:
    if not row.accountable:
        stated = [(step, step.accountable) for step in row.steps if step.accountable is not None]
        row.accountable = [(step, performer) for step, performer in stated]
    if not row.accountable and row.process.accountable is not None:
        row.accountable = [(None, row.process.accountable)]
    for _, performer in row.accountable:
        row.give(performer, "A")


def matrix(found: Iterable[Row]) -> Matrix:
    """Rows with their columns."""
    every = tuple(found)
    columns: dict[str, Party] = {}
    for row in every:
        for key, party in row.parties.items():
            columns.setdefault(key, party)
    return Matrix(every, tuple(columns.values()))


@remembered
def company_rows(organisation: Organisation) -> tuple[Row, ...]:
    """The rows of every process, process by process; several rules and pages ask."""
    scheme = organisation.system.responsibility or "raci"
    return tuple(row for process in organisation.all(Process) for row in rows(process, scheme))


def rows_of(every: Sequence[Row], keys: frozenset[str]) -> list[Row]:
    """The rows in which one of the parties has a part."""
    return [row for row in every if not keys.isdisjoint(row.letters)]
