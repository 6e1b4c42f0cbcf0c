"""What a policy shows of processes and authorities: approval chains, steps, who is responsible, the flow chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from remit.backends.flow_pictures import drawn, flow_pictures
from remit.backends.job_sections import Column, compact
from remit.backends.paper import design
from remit.backends.policy_tables import capital, captioned, serials
from remit.backends.policy_text import Scope
from remit.labels import labels
from remit.model.entities import Authority, AuthorityTier, Process, Step
from remit.office.blocks import TEXT_WIDTH_MM, Block, Cell, Design, Paragraph, Run, Table
from remit.views.local_names import tier_case
from remit.views.responsibility import ORDER, Matrix, Row, matrix
from remit.views.responsibility import rows as activities
from remit.views.wording import deliverable, party_name, performer, plain, timing

_CHAIN = frozenset({"propose", "draft", "review", "deliberate", "countersign", "approve", "decide", "file"})
# More parties than this make columns too narrow to read: the names then stand under the letters.
_MOST_COLUMNS = 9
_ACTIVITY_MM = 46.0
# The room for a flow chart in each design: the text area without the line of its title.
_FLOW_MM: Mapping[Design, tuple[float, float]] = {"company": (174.0, 225.0), "gbt9704": (156.0, 205.0)}


def chain(scope: Scope, process: Process) -> Iterator[Block]:
    """The steps of a process by which something is proposed, reviewed and approved, in order."""
    found = [step for step in process.steps if step.action in _CHAIN]
    if found:
        yield captioned(_steps(scope, found, "policy.table.matter"), scope, "chain", process)


def steps(scope: Scope, process: Process) -> Iterator[Block]:
    """All steps of a process with who does them, what they put out and by when."""
    if process.steps:
        yield captioned(_steps(scope, process.steps, "policy.table.step"), scope, "steps", process)


def _steps(scope: Scope, found: Sequence[Step], matter: str) -> Table:
    say, lang, action = scope.say, scope.lang, labels(scope.lang)
    return compact(
        [
            Column(say("policy.table.serial"), 12, serials(len(found)), True),
            Column(say(matter), 54, tuple(plain(step.name, lang) for step in found)),
            Column(
                say("policy.table.action"),
                22,
                tuple(capital(action(f"action.{s.action}")) if s.action else "" for s in found),
                True,
            ),
            Column(say("policy.table.who"), 34, tuple(capital(performer(step.performer, lang)) for step in found)),
            Column(say("policy.table.outputs"), 32, tuple(_outputs(scope, step) for step in found)),
            Column(say("policy.table.limit"), 30, tuple(capital(timing(step.timing, lang)) for step in found)),
        ]
    )


def _outputs(scope: Scope, step: Step) -> str:
    return scope.say("list").join(deliverable(one, scope.lang) for one in step.outputs)


def authority(scope: Scope, found: Authority) -> Iterator[Block]:
    """The tiers of an authority, each with who proposes, reviews and approves in order."""
    if not found.tiers:
        return
    say, lang, system = scope.say, scope.lang, scope.organisation.system
    header = (Cell(say("policy.table.when")), Cell(say("policy.table.chain")))
    rows = tuple(
        (Cell(tier_case(system, tier, lang)), Cell((Paragraph(tuple(_links(tier, lang))),))) for tier in found.tiers
    )
    yield captioned(Table((54, 120), (header,), rows, compact=True), scope, "authority", found)


def _links(tier: AuthorityTier, lang: str) -> Iterator[Run]:
    for index, link in enumerate(tier.chain):
        if index:
            yield Run(" → ")
        yield Run(capital(labels(lang)(f"action.{link.action}")), bold=True)
        yield Run(f"\u00a0{performer(link.by, lang)}")


def raci(scope: Scope, process: Process) -> Iterator[Block]:
    """Who is responsible for which activity: a column a party, or a column a letter where there are many; then the legend."""
    found = matrix(activities(process, scope.organisation.system.responsibility or "raci"))
    if not found.rows or not found.columns:
        return
    if len(found.columns) > _MOST_COLUMNS:
        yield captioned(_by_letter(scope, found), scope, "raci", process)
        return
    yield captioned(_by_party(scope, found), scope, "raci", process)
    meanings = labels(scope.lang).get("letters.raci")
    legend = (scope.say("job.duties.legend", letter=letter, meaning=meanings[letter]) for letter in _letters(found))
    yield Paragraph(scope.say("clause").join(legend), style="note")


def _letters(found: Matrix) -> list[str]:
    used = {letter for row in found.rows for letters in row.letters.values() for letter in letters}
    return [letter for letter in ORDER if letter in used]


def _by_party(scope: Scope, found: Matrix) -> Table:
    width = (TEXT_WIDTH_MM - _ACTIVITY_MM) / len(found.columns)
    names = (Cell(party_name(party, scope.lang)) for party in found.columns)
    rows = tuple(
        (
            Cell(plain(row.name, scope.lang)),
            *(Cell(row.cell(party), align="center") for party in found.columns),
        )
        for row in found.rows
    )
    header = (Cell(scope.say("policy.table.activity")), *names)
    return Table((_ACTIVITY_MM, *(width for _ in found.columns)), (header,), rows, compact=True)


def _by_letter(scope: Scope, found: Matrix) -> Table:
    lang, meanings = scope.lang, labels(scope.lang).get("letters.raci")
    columns = [
        Column(
            scope.say("job.duties.legend", letter=letter, meaning=meanings[letter]),
            32,
            tuple(_with_letter(scope, row, letter) for row in found.rows),
        )
        for letter in _letters(found)
    ]
    return compact(
        [
            Column(
                scope.say("policy.table.activity"), _ACTIVITY_MM, tuple(plain(row.name, lang) for row in found.rows)
            ),
            *columns,
        ]
    )


def _with_letter(scope: Scope, row: Row, letter: str) -> str:
    names = [party_name(party, scope.lang) for key, party in row.parties.items() if letter in row.letters.get(key, ())]
    return scope.say("list").join(names)


def swimlane(scope: Scope, process: Process) -> Iterator[Block]:
    """The flow chart, over several pages where it is long, with its steps in words as alternative text."""
    width, height = _FLOW_MM[design(scope.organisation)]
    for picture in flow_pictures(process, scope.organisation.system, scope.lang, width, height):
        yield Paragraph(picture.title, style="center", keep_next=True)
        yield replace(drawn(picture), svg=picture.svg)
