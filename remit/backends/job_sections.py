"""The tables of a job description: duties, authority, part in processes, KPIs, qualifications, relationships.

Each function gives the blocks of its part, none where the organisation says nothing about it; a column in which no row
has anything is left out. Words come from templates/documents/ and the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remit.backends.paper import choice, date, label, ref_name, words
from remit.labels import labels
from remit.model.entities import Delegation, Duty, PostAuthority, Qualification, Qualifications, Relationships
from remit.model.values import Deliverable, Element
from remit.office.blocks import Block, Cell, Content, Paragraph, Run, Table
from remit.views.post_index import DECIDING, AuthorityLine, RaciLine
from remit.views.post_sheet import DutyLine, KpiLine, PostSheet
from remit.views.responsibility import ORDER
from remit.views.wording import (
    amount,
    deliverable,
    name_of,
    number,
    performer,
    plain,
    target,
    timing,
)

_SOFT = "595959"
# What a link of a chain must do to be a power; drafting, filing or archiving is work.
_POWERS = DECIDING | {"propose", "issue", "supervise"}
QUALIFICATIONS = (
    "education", "experience", "knowledge", "skills", "certificates", "languages", "competencies", "training",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table to be: heading, width in proportion, one content a row, and whether it is centred."""

    heading: str
    width: float
    cells: tuple[Content, ...]
    centred: bool = False


def compact(columns: Sequence[Column]) -> Table:
    """A small table of the columns in which any row has something."""
    shown = [column for column in columns if any(column.cells)]
    rows = zip(*(column.cells for column in shown), strict=True)
    return Table(
        columns=tuple(column.width for column in shown),
        header=(tuple(Cell(column.heading) for column in shown),),
        rows=tuple(
            tuple(
                Cell(content, align="center" if column.centred else "")
                for column, content in zip(shown, row, strict=True)
            )
            for row in rows
        ),
        compact=True,
    )


def labelled(pairs: Iterable[tuple[str, str]], label_width: float) -> Table | None:
    """Labels and values two abreast, the last over the full width where it is alone; None where no pair has a value."""
    shown = [(name, value) for name, value in pairs if value]
    if not shown:
        return None
    rows: list[tuple[Cell, ...]] = []
    for index in range(0, len(shown), 2):
        some = shown[index : index + 2]
        span = 3 if len(some) == 1 else 1
        rows.append(tuple(cell for name, value in some for cell in (Cell(name, label=True), Cell(value, span))))
    width = 85.0 - label_width
    return Table((label_width, width, label_width, width), (), tuple(rows), compact=True)


def duties(lines: Sequence[DutyLine], lang: str) -> Table:
    """The duties with their tasks, outputs, the post's part in them, share of time and the processes they act in."""
    say = words(lang)
    return compact(
        [
            Column(say("job.duties.serial"), 9, tuple(str(n) for n in range(1, len(lines) + 1)), True),
            Column(say("job.duties.duty"), 80, tuple(_duty(line.duty, lang) for line in lines)),
            Column(say("job.duties.outputs"), 30, tuple(_joined(line.outputs, lang) for line in lines)),
            Column(
                say("job.duties.role"),
                15 if lang == "zh" else 19,
                tuple(choice("Duty", "role", line.duty.role, lang) if line.duty.role else "" for line in lines),
                True,
            ),
            Column(say("job.duties.share"), 12, tuple(_percent(line.duty.share, lang) for line in lines), True),
            Column(
                say("job.duties.process"),
                27,
                tuple(_names((process for process in line.processes), lang) for line in lines),
            ),
        ]
    )


def _duty(duty: Duty, lang: str) -> Content:
    say = words(lang)
    more = [plain(task, lang) for task in duty.tasks]
    if duty.timing is not None:
        more.append(say("job.duties.timing", text=timing(duty.timing, lang)))
    first = Paragraph(plain(duty.text, lang))
    return (first, Paragraph((Run(say("clause").join(more), color=_SOFT),))) if more else (first,)


def _joined(items: Iterable[Deliverable], lang: str) -> str:
    return words(lang)("list").join(deliverable(item, lang) for item in items)


def _names(elements: Iterable[Element], lang: str) -> str:
    return words(lang)("list").join(name_of(element, lang) for element in elements)


def _percent(value: float | None, lang: str) -> str:
    return words(lang)("percent", n=number(value)) if value is not None else ""


@dataclass(slots=True)
class _Power:
    """A row of the table of authorities: lines that differ in nothing but subject or action, or that continue a range."""

    line: AuthorityLine
    subjects: list[str]
    actions: list[str]
    up_to: float | None

    def takes(self, line: AuthorityLine, subject: str) -> bool:
        """Take in another action of the same tier, or a like decision in the same process; else leave it."""
        if line.tier is not None and self.line.tier is line.tier:
            self.actions.append(line.action)
            return True
        alike = self.line.process is line.process and self.line.action == line.action
        if line.process is not None and alike and (self.line.above, self.up_to) == (line.above, line.up_to):
            self.subjects.append(subject)
            return True
        return False

    def continues(self, after: _Power) -> bool:
        """Whether this is the next tier of the same authority with the same actions."""
        return (
            self.line.tier is not None
            and self.line.authority is after.line.authority
            and self.actions == after.actions
            and self.line.above is not None
            and self.line.above == after.up_to
        )


def authorities(sheet: PostSheet, lang: str) -> Table | None:
    """Own powers, then those from authorities, delegations and processes; None where there is none."""
    say = words(lang)
    powers = _powers(sheet.authorities, lang)
    if not powers:
        return None
    return compact(
        [
            Column(say("job.duties.subject"), 72, tuple(say("list").join(power.subjects) for power in powers)),
            Column(
                say("job.duties.action"),
                24,
                tuple(say("list").join(_action(action, lang) for action in power.actions) for power in powers),
                True,
            ),
            Column(
                say("job.duties.area"),
                14 if lang == "zh" else 18,
                tuple(
                    choice("PostAuthority", "area", power.line.area, lang) if power.line.area else ""
                    for power in powers
                ),
                True,
            ),
            Column(say("job.duties.range"), 32, tuple(_range(power, lang) for power in powers), True),
            Column(say("job.duties.source"), 32, tuple(_source(power.line, lang) for power in powers)),
        ]
    )


def _powers(lines: Iterable[AuthorityLine], lang: str) -> list[_Power]:
    found: list[_Power] = []
    for line in lines:
        if line.tier is not None and line.action not in _POWERS:
            continue
        subject = plain(line.subject, lang)
        if not found or not found[-1].takes(line, subject):
            found.append(_Power(line, [subject], [line.action] if line.action else [], line.up_to))
    merged: list[_Power] = []
    for power in found:
        if merged and power.continues(merged[-1]):
            merged[-1].up_to = power.up_to
        else:
            merged.append(power)
    return merged


def _action(action: str, lang: str) -> str:
    return choice("PostAuthority", "action", action, lang)


def _range(power: _Power, lang: str) -> str:
    say, above, up_to = words(lang), power.line.above, power.up_to
    if above is not None and up_to is not None:
        return say("between", low=amount(above, lang), high=amount(up_to, lang))
    if above is not None:
        return say("above_only", n=amount(above, lang))
    return say("up_to_only", n=amount(up_to, lang)) if up_to is not None else ""


def _source(line: AuthorityLine, lang: str) -> str:
    say = words(lang)
    if isinstance(line.source, Delegation):
        until = date(line.until, lang)
        return say("job.duties.delegated_until", date=until) if until else say("job.duties.delegated")
    if line.process is not None:
        return name_of(line.process, lang)
    if isinstance(line.source, PostAuthority):
        return name_of(line.authority, lang) if line.authority else say("job.duties.own")
    control = line.authority.control if line.authority else None
    return (control.number if control else None) or ""


def raci(lines: Sequence[RaciLine], lang: str) -> list[Block]:
    """The post's part in each process: its letters with the activities, and what the letters mean."""
    say, meanings = words(lang), labels(lang).get("letters.raci")
    by_process: dict[tuple[str, str], list[RaciLine]] = {}
    for line in lines:
        by_process.setdefault((line.row.process.ref, line.via.ref if line.via else ""), []).append(line)
    names: list[Content] = []
    parts: list[Content] = []
    for group in by_process.values():
        name, via = name_of(group[0].row.process, lang), group[0].via
        names.append(say("in_brackets", text=name, note=name_of(via, lang)) if via else name)
        parts.append((Paragraph(tuple(_letters(group, lang))),))
    used = {letter for line in lines for letter in line.letters.split("/")}
    legend = [say("job.duties.legend", letter=letter, meaning=meanings[letter]) for letter in ORDER if letter in used]
    table = compact(
        [
            Column(say("job.duties.raci_process"), 50, tuple(names)),
            Column(say("job.duties.raci_parts"), 120, tuple(parts)),
        ]
    )
    return [table, Paragraph(say("clause").join(legend), style="note")]


def _letters(group: Sequence[RaciLine], lang: str) -> Iterator[Run]:
    say = words(lang)
    activities: dict[str, list[str]] = {}
    for line in group:
        activities.setdefault(line.letters, []).append(plain(line.row.name, lang))
    order = sorted(activities, key=lambda letters: [ORDER.index(letter) for letter in letters.split("/")])
    for index, letters in enumerate(order):
        yield Run(f"{say('clause') if index else ''}")
        yield Run(f"{letters}\u00a0", bold=True)
        yield Run(say("list").join(activities[letters]))


def kpis(lines: Sequence[KpiLine], lang: str) -> Table:
    """The indicators with definition and formula, target, weight, period, data source and assessor."""
    say = words(lang)

    def column(name: str, width: float, cells: Iterable[Content], centred: bool = False) -> Column:
        return Column(say(f"job.kpis.{name}"), width, tuple(cells), centred)

    return compact(
        [
            column("name", 30, (ref_name(line.assignment.kpi, lang) for line in lines)),
            column("definition", 56, (_definition(line, lang) for line in lines)),
            column("target", 20, (target(line.target, line.kpi, lang) for line in lines), True),
            column(
                "weight", 12 if lang == "zh" else 15, (_percent(line.assignment.weight, lang) for line in lines), True
            ),
            column("period", 15, (timing(line.kpi.period, lang) if line.kpi else "" for line in lines), True),
            column("source", 30, (_joined(line.kpi.source, lang) if line.kpi else "" for line in lines)),
            column("assessor", 22, (performer(line.kpi.verified_by, lang) if line.kpi else "" for line in lines)),
        ]
    )


def _definition(line: KpiLine, lang: str) -> Content:
    if line.kpi is None:
        return ""
    definition, formula = plain(line.kpi.definition, lang), plain(line.kpi.formula, lang)
    paragraphs = [Paragraph(definition)] if definition else []
    if formula:
        shown = words(lang)("job.kpis.formula", text=formula)
        paragraphs.append(Paragraph((Run(shown, color=_SOFT if definition else ""),)))
    return tuple(paragraphs)


def qualifications(found: Qualifications, lang: str) -> Table | None:
    """What a holder must have and what is preferred; None where nothing is asked."""
    say = words(lang)
    asked = [(name, getattr(found, name)) for name in QUALIFICATIONS if getattr(found, name)]
    if not asked:
        return None
    return compact(
        [
            Column(
                say("job.qualifications.kind"),
                26,
                tuple(label("Qualifications", name, lang) for name, _ in asked),
                True,
            ),
            Column(say("job.qualifications.required"), 84, tuple(_asked(items, lang, False) for _, items in asked)),
            Column(say("job.qualifications.preferred"), 60, tuple(_asked(items, lang, True) for _, items in asked)),
        ]
    )


def physical(found: Qualifications | None, lang: str) -> str:
    """The physical demands; empty where there are none."""
    return words(lang)("clause").join(plain(item.text, lang) for item in found.physical) if found else ""


def _asked(items: Sequence[Qualification], lang: str, preferred: bool) -> str:
    return words(lang)("clause").join(plain(item.text, lang) for item in items if item.preferred is preferred)


def relationships(found: Relationships, lang: str) -> Table | None:
    """With whom the post works and about what, inside and outside the company; None where nothing is written."""
    say = words(lang)
    sides = [(label("Relationships", name, lang), getattr(found, name)) for name in ("internal", "external")]
    rows: list[tuple[Cell, ...]] = []
    for side, items in sides:
        for index, item in enumerate(items):
            first = () if index else (Cell(side, rowspan=len(items), align="center"),)
            rows.append((*first, Cell(performer(item.with_, lang)), Cell(plain(item.about, lang))))
    if not rows:
        return None
    headings = tuple(Cell(say(f"job.relationships.{name}")) for name in ("side", "with", "about"))
    return Table((18, 52, 100), (headings,), tuple(rows), compact=True)
