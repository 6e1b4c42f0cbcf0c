"""The tables of a job description: duties, authority, part in processes, KPIs, qualifications, relationships.

Each function gives the blocks of its part, none where the organisation says nothing about it; a column in which no row
has anything is left out. Words come from templates/documents/ and the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remit.backends.paper import choice, date, document_number, label, ref_name, words
from remit.labels import labels
from remit.model.entities import (
    AuthorityTier,
    Delegation,
    PostAuthority,
    Qualification,
    Qualifications,
    Relationship,
    Relationships,
)
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
    """The duties with their tasks and processes, what they put out, the post's part in them and the share of time."""
    say = words(lang)
    roles = (line.duty.role for line in lines)
    return compact(
        [
            Column(say("job.duties.serial"), 11, tuple(str(n) for n in range(1, len(lines) + 1)), True),
            Column(say("job.duties.duty"), 107, tuple(_duty(line, lang) for line in lines)),
            Column(say("job.duties.outputs"), 32, tuple(_joined(line.outputs, lang) for line in lines)),
            Column(
                say("job.duties.role"),
                14 if lang == "zh" else 21,
                tuple(choice("Duty", "role", role, lang) if role else "" for role in roles),
                True,
            ),
            Column(
                say("job.duties.share"),
                13 if lang == "zh" else 16,
                tuple(_percent(line.duty.share, lang) for line in lines),
                True,
            ),
        ]
    )


def _duty(line: DutyLine, lang: str) -> Content:
    """The duty, then in softer ink its tasks, its time requirement and the processes that it acts in."""
    say, duty = words(lang), line.duty
    more = [plain(task, lang) for task in duty.tasks]
    if duty.timing is not None:
        more.append(say("job.duties.timing", text=timing(duty.timing, lang)))
    if line.processes:
        more.append(say("job.duties.process", names=_names(line.processes, lang)))
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
    """A row of the table of authorities: lines that differ in nothing but subject, action or tier."""

    line: AuthorityLine
    subjects: list[str]
    actions: list[str]
    tiers: list[AuthorityTier]

    def takes(self, line: AuthorityLine, subject: str) -> bool:
        """Take in another action of the same tier, or a like decision in any process; else leave it."""
        if line.tier is not None:
            alike = self.line.tier is line.tier
            self.actions += [line.action] if alike and line.action not in self.actions else []
            return alike
        mine, other = self.line, line
        alike = (mine.action, mine.above, mine.up_to) == (other.action, other.above, other.up_to)
        if not alike or mine.process is None or other.process is None:
            return False
        self.subjects += [subject] if subject not in self.subjects else []
        return True


def authorities(sheet: PostSheet, lang: str) -> Table | None:
    """Own powers, then those from authorities, delegations and processes; None where there is none."""
    say = words(lang)
    powers = _powers(sheet.authorities, lang)
    if not powers:
        return None
    return compact(
        [
            Column(say("job.duties.subject"), 68, tuple(say("list").join(power.subjects) for power in powers)),
            Column(
                say("job.duties.action"),
                22,
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
            Column(say("job.duties.range"), 37, tuple(_range(power, lang) for power in powers), True),
            Column(say("job.duties.source"), 35, tuple(_source(power.line, lang) for power in powers)),
        ]
    )


def _powers(lines: Iterable[AuthorityLine], lang: str) -> list[_Power]:
    """Rows in the order of the lines; the tiers of one authority in which the post does the same are one row."""
    found: list[_Power] = []
    for line in sorted(lines, key=lambda line: line.action if line.process else ""):
        if line.tier is not None and line.action not in _POWERS:
            continue
        subject = plain(line.subject, lang)
        if not found or not found[-1].takes(line, subject):
            found.append(
                _Power(line, [subject], [line.action] if line.action else [], [line.tier] if line.tier else [])
            )
    merged: list[_Power] = []
    for power in found:
        last = merged[-1] if merged else None
        same = last is not None and last.line.authority is power.line.authority and last.actions == power.actions
        if last is not None and same and last.tiers and power.tiers:
            last.tiers += power.tiers
        else:
            merged.append(power)
    return merged


def _action(action: str, lang: str) -> str:
    return choice("PostAuthority", "action", action, lang)


def _range(power: _Power, lang: str) -> str:
    """The amounts, neighbouring tiers as one (any, where they leave nothing out); the names of tiers that are not told apart by amounts."""
    say = words(lang)
    if not power.tiers:
        return _amounts(power.line.above, power.line.up_to, lang)
    found: list[str] = []
    low, high = power.tiers[0].above, power.tiers[0].up_to
    bounded = high is not None
    for tier in power.tiers[1:]:
        if tier.above is not None and tier.above == high:
            high = tier.up_to
        else:
            found.append(_amounts(low, high, lang))
            low, high = tier.above, tier.up_to
    found.append(_amounts(low, high, lang))
    if any(found):
        return say("clause").join(text for text in found if text)
    if bounded:
        return say("job.duties.any")
    return say("list").join(plain(tier.name, lang) for tier in power.tiers if tier.name) or say("job.duties.any")


def _amounts(above: float | None, up_to: float | None, lang: str) -> str:
    say = words(lang)
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
        return say("job.duties.processes")
    if isinstance(line.source, PostAuthority):
        return name_of(line.authority, lang) if line.authority else say("job.duties.own")
    return document_number(line.authority) if line.authority else ""


def raci(lines: Sequence[RaciLine], lang: str) -> list[Block]:
    """The post's part in each process, then through each role and group: letters with activities, and their meaning."""
    say, meanings = words(lang), labels(lang).get("letters.raci")
    groups: dict[str, list[RaciLine]] = {}
    for line in sorted(lines, key=lambda line: line.via is not None):
        groups.setdefault((line.via or line.row.process).ref, []).append(line)
    names = tuple(name_of(group[0].via or group[0].row.process, lang) for group in groups.values())
    parts = tuple((Paragraph(tuple(_letters(group, lang))),) for group in groups.values())
    used = {letter for line in lines for letter in line.letters.split("/")}
    legend = [say("job.duties.legend", letter=letter, meaning=meanings[letter]) for letter in ORDER if letter in used]
    table = compact(
        [
            Column(say("job.duties.raci_process"), 50, names),
            Column(say("job.duties.raci_parts"), 120, parts),
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

    widths = (26, 68, 17, 12, 14, 28, 18) if lang == "zh" else (26, 56, 19, 16, 19, 30, 26)
    cells: tuple[Iterable[Content], ...] = (
        (ref_name(line.assignment.kpi, lang) for line in lines),
        (_definition(line, lang) for line in lines),
        (target(line.target, line.kpi, lang) for line in lines),
        (_percent(line.assignment.weight, lang) for line in lines),
        (timing(line.kpi.period, lang) if line.kpi else "" for line in lines),
        (_joined(line.kpi.source, lang) if line.kpi else "" for line in lines),
        (performer(line.kpi.verified_by, lang) if line.kpi else "" for line in lines),
    )
    names = ("name", "definition", "target", "weight", "period", "source", "assessor")
    return compact(
        [
            Column(say(f"job.kpis.{name}"), width, tuple(contents), name in ("target", "weight", "period"))
            for name, width, contents in zip(names, widths, cells, strict=True)
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
    rows: list[tuple[Cell, ...]] = []
    for side in ("internal", "external"):
        items: tuple[Relationship, ...] = getattr(found, side)
        lines = -(-len(items) // 2)
        for line in range(lines):
            first = () if line else (Cell(label("Relationships", side, lang), rowspan=lines, align="center"),)
            pair = items[2 * line : 2 * line + 2]
            last = 3 if len(pair) == 1 else 1
            cells = (Cell(performer(item.with_, lang)) for item in pair)
            rows.append(
                (
                    *first,
                    *(
                        part
                        for cell, item in zip(cells, pair, strict=True)
                        for part in (cell, Cell(plain(item.about, lang), last))
                    ),
                )
            )
    if not rows:
        return None
    names = ("side", "with", "about", "with", "about")
    headings = tuple(Cell(say(f"job.relationships.{name}")) for name in names)
    return Table((14, 30, 48, 30, 48) if lang == "zh" else (18, 32, 44, 32, 44), (headings,), tuple(rows), compact=True)
