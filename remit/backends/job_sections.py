"""The tables of a job description: duties, authority, part in processes, KPIs, qualifications, relationships.

Each function gives the blocks of its part, none where the organisation says nothing about it; a column in which no row
has anything is left out. Words come from templates/documents/ and the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple
from unicodedata import east_asian_width

from remit.backends.paper import choice, label, ref_name, words
from remit.labels import labels
from remit.model.entities import (
    Qualification,
    Qualifications,
    Relationship,
    Relationships,
)
from remit.model.values import Deliverable
from remit.office.blocks import TEXT_WIDTH_MM, Align, Cell, Content, Paragraph, Run, Table
from remit.views.post_index import RaciLine
from remit.views.post_sheet import DutyLine, KpiLine
from remit.views.responsibility import ORDER
from remit.views.wording import (
    deliverable,
    name_of,
    number,
    performer,
    plain,
    target,
    timing,
)

_SOFT = "595959"
# Characters on a line of half the text width (Chinese ones count double), and the lines from which a part is long.
_HALF_LINE = 52
_LONG = 4
QUALIFICATIONS = (
    "education", "experience", "knowledge", "skills", "certificates", "languages", "competencies", "training",
)  # fmt: skip


class _Widths(dict[str, int]):
    """How wide each character is, 2 for Chinese ones; found out once."""

    def __missing__(self, character: str) -> int:
        width = self[character] = 2 if east_asian_width(character) in "WF" else 1
        return width


_WIDTHS = _Widths()


class Column(NamedTuple):
    """A column of a table to be: heading, width in proportion, one content a row, and whether it is centred."""

    heading: str
    width: float
    cells: tuple[Content, ...]
    centred: bool = False


@lru_cache(maxsize=4096)
def common_cell(content: Content, align: Align = "", label: bool = False) -> Cell:
    """A cell such as many documents have (headings, labels, percentages), made once."""
    return Cell(content, align=align, label=label)


def compact(columns: Sequence[Column]) -> Table:
    """A small table of the columns in which any row has something."""
    shown = [column for column in columns if any(column.cells)]
    cells = [
        [common_cell(content, "center") if column.centred else Cell(content) for content in column.cells]
        for column in shown
    ]
    return Table(
        columns=tuple([column.width for column in shown]),
        header=(tuple([common_cell(column.heading) for column in shown]),),
        rows=tuple(zip(*cells, strict=True)),
        compact=True,
    )


def labelled(pairs: Iterable[tuple[str, Content]], label_width: float) -> Table | None:
    """Labels and values two abreast, the last over the full width where it is alone; None where no pair has a value."""
    shown = [(name, value) for name, value in pairs if value]
    if not shown:
        return None
    rows: list[tuple[Cell, ...]] = []
    for index in range(0, len(shown), 2):
        pair = shown[index : index + 2]
        span = 3 if len(pair) == 1 else 1
        cells = [(common_cell(name, label=True), Cell(value, span)) for name, value in pair]
        rows.append(tuple(chain.from_iterable(cells)))
    width = TEXT_WIDTH_MM / 2 - label_width
    return Table((label_width, width, label_width, width), (), tuple(rows), compact=True)


def duties(lines: Sequence[DutyLine], lang: str) -> Table:
    """The duties with their tasks, what they put out, the post's part in them and the share of time."""
    say = words(lang)
    roles = (line.duty.role for line in lines)
    return compact(
        [
            Column(say("job.duties.serial"), 10, tuple(str(n) for n in range(1, len(lines) + 1)), True),
            Column(say("job.duties.duty"), 108 if lang == "zh" else 102, tuple(_duty(line, lang) for line in lines)),
            Column(
                say("job.duties.outputs"),
                34 if lang == "zh" else 39,
                tuple(_joined(line.outputs, lang) for line in lines),
            ),
            Column(
                say("job.duties.role"),
                12 if lang == "zh" else 18,
                tuple(choice("Duty", "role", role, lang) if role else "" for role in roles),
                True,
            ),
            Column(
                say("job.duties.share"),
                11 if lang == "zh" else 12,
                tuple(_percent(line.duty.share, lang) for line in lines),
                True,
            ),
        ]
    )


def _duty(line: DutyLine, lang: str) -> Content:
    """The duty, then in softer ink its tasks and its time requirement, run in."""
    say, duty = words(lang), line.duty
    more = [plain(task, lang) for task in duty.tasks]
    if duty.timing is not None:
        more.append(say("job.duties.timing", text=timing(duty.timing, lang)))
    first = Paragraph(plain(duty.text, lang))
    return (first, Paragraph((Run(say("clause").join(more), color=_SOFT),))) if more else (first,)


def _joined(items: Iterable[Deliverable], lang: str) -> str:
    return words(lang)("list").join(deliverable(item, lang) for item in items)


def _percent(value: float | None, lang: str) -> str:
    return words(lang)("percent", n=number(value)) if value is not None else ""


def raci(lines: Sequence[RaciLine], lang: str) -> Table:
    """The post's part in each process, then through each role and group, two abreast; the letters used are explained above."""
    say, meanings = words(lang), labels(lang).get("letters.raci")
    groups: dict[str, list[RaciLine]] = {}
    for line in sorted(lines, key=lambda line: line.via is not None):
        groups.setdefault((line.via or line.row.process).ref, []).append(line)
    every = [tuple(_part(group, lang)) for group in groups.values()]
    # What takes about as many lines stands side by side; what is long gets the full width.
    parts = sorted(((_half_lines(runs), Cell((Paragraph(runs),))) for runs in every), key=itemgetter(0))
    short = [cell for lines, cell in parts if lines < _LONG]
    rows = [tuple(short[index : index + 2]) for index in range(0, len(short) - 1, 2)]
    alone = [*short[2 * len(rows) :], *(cell for _, cell in parts[len(short) :])]
    rows += ((replace(cell, span=2),) for cell in alone)
    used = {letter for line in lines for letter in line.letters.split("/")}
    legend = [say("job.duties.legend", letter=letter, meaning=meanings[letter]) for letter in ORDER if letter in used]
    return Table((1, 1), ((Cell(say("clause").join(legend), span=2),),), tuple(rows), compact=True)


def _half_lines(runs: Iterable[Run]) -> int:
    """About how many lines of half the text width the runs take."""
    return -(-sum([sum(map(_WIDTHS.__getitem__, run.text)) for run in runs]) // _HALF_LINE)


def _part(group: Sequence[RaciLine], lang: str) -> Iterator[Run]:
    """The process, role or group, then the activities by letter."""
    say = words(lang)
    clause, separator = Run(say("clause")), say("list")
    activities: dict[str, list[str]] = {}
    for line in group:
        activities.setdefault(line.letters, []).append(plain(line.row.name, lang))
    yield Run(f"{name_of(group[0].via or group[0].row.process, lang)}{say('colon')}", color=_SOFT)
    for index, letters in enumerate(sorted(activities, key=_rank)):
        if index:
            yield clause
        yield _letters(letters)
        yield Run(separator.join(activities[letters]))


@cache
def _letters(letters: str) -> Run:
    return Run(f"{letters}\u00a0", bold=True)


@cache
def _rank(letters: str) -> list[int]:
    return [ORDER.index(letter) for letter in letters.split("/")]


def kpis(lines: Sequence[KpiLine], lang: str) -> Table:
    """The indicators with definition and formula, target, weight, period, data source and assessor."""
    say = words(lang)
    widths = (25, 84, 16, 11, 15, 31) if lang == "zh" else (24, 74, 15, 13, 18, 38)
    cells: tuple[Iterable[Content], ...] = (
        (ref_name(line.assignment.kpi, lang) for line in lines),
        (_definition(line, lang) for line in lines),
        (target(line.target, line.kpi, lang) for line in lines),
        (_percent(line.assignment.weight, lang) for line in lines),
        (timing(line.kpi.period, lang) if line.kpi else "" for line in lines),
        (_source(line, lang) for line in lines),
    )
    names = ("name", "definition", "target", "weight", "period", "source")
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
    return _with_softer(definition, words(lang)("job.kpis.formula", text=formula) if formula else "", lang)


def _source(line: KpiLine, lang: str) -> Content:
    """The data source and who assesses."""
    if line.kpi is None:
        return ""
    assessor = performer(line.kpi.verified_by, lang)
    source, who = _joined(line.kpi.source, lang), words(lang)("job.kpis.assessor", name=assessor) if assessor else ""
    return _with_softer(source, who, lang)


def _with_softer(first: str, second: str, lang: str) -> Content:
    """Two texts run in, the second in softer ink where it follows one."""
    if not (first and second):
        return first or second
    return (Paragraph((Run(first + words(lang)("clause")), Run(second, color=_SOFT))),)


def qualifications(found: Qualifications, label_width: float, lang: str) -> Table | None:
    """What a holder must have and, in softer ink, what is preferred; None where nothing is asked."""
    pairs = [(label("Qualifications", name, lang), _asked(getattr(found, name), lang)) for name in QUALIFICATIONS]
    return labelled(pairs, label_width)


def physical(found: Qualifications | None, lang: str) -> str:
    """The physical demands; empty where there are none."""
    return words(lang)("clause").join(plain(item.text, lang) for item in found.physical) if found else ""


def _asked(items: Sequence[Qualification], lang: str) -> Content:
    say = words(lang)
    required, preferred = (
        say("clause").join(plain(item.text, lang) for item in items if item.preferred is wanted)
        for wanted in (False, True)
    )
    return _with_softer(required, say("job.preferred", text=preferred) if preferred else "", lang)


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
