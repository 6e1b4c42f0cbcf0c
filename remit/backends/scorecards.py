"""Scorecards of posts and units: the manager types actuals, formulas give attainment, points and the weighted score.

A sheet for each kind of period that the KPIs have, with a block of columns a period, and a summary of the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from remit.backends import Edition
from remit.backends.paper import choice, ref_name, words
from remit.backends.workbook_frame import of_many, workbook
from remit.cache.standing import made
from remit.model.entities import Assignment, Kpi, Post, Unit
from remit.model.organisation import Organisation
from remit.office import score_formulas as formulas
from remit.office.sheets import Column, Entry, Formula, HeaderCell, Row, Sheet, Value
from remit.office.xlsx import write_workbook
from remit.views.scoring import MOST, SHAPES, Rule, rule
from remit.views.wording import deliverable, name_of, performer, plain, target, timing

# What is measured more often is scored by the month; what names no period, once a year.
_PERIOD = {"hour": "month", "shift": "month", "day": "month", "week": "month", "month": "month", "quarter": "quarter",
           "half-year": "half-year"}  # fmt: skip
_PERIODS = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}
_FIRST = 4  # columns before the blocks: number, indicator, target, weight
_BLOCK = 3  # actual, attainment, points
_HALF_YEAR = 6
_FEW_BLOCKS = 2
_WEIGHT = "D"


@dataclass(frozen=True, slots=True)
class _Line:
    """A KPI of a card: its assignment, what it is, how it is scored."""

    number: int
    assignment: Assignment
    kpi: Kpi | None
    rule: Rule
    percent: bool

    @property
    def period(self) -> str:
        """The kind of period by which it is scored."""
        every = self.kpi.period.every if self.kpi is not None and self.kpi.period is not None else None
        return _PERIOD.get(every or "", "year")


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/scorecards/<post>.xlsx and scorecards/units/<unit>.xlsx for all that have KPIs."""
    folder = f"downloads/{lang}/scorecards"

    def written(holder: Post | Unit) -> bytes:
        return _Card(edition, holder, lang).workbook()

    holders: dict[str, Post | Unit] = {
        f"{folder}/{post.id}.xlsx": post for post in edition.organisation.all(Post) if post.kpis
    }
    holders |= {f"{folder}/units/{unit.id}.xlsx": unit for unit in edition.organisation.all(Unit) if unit.kpis}
    return {path: made(path, partial(written, holder)) for path, holder in holders.items()}


def _lines(assignments: Sequence[Assignment]) -> list[_Line]:
    found = []
    for index, assignment in enumerate(assignments, start=1):
        kpi = assignment.kpi.target
        goal = assignment.target or (kpi.target if kpi is not None else None)
        percent = kpi is not None and kpi.unit is not None and all(
            text.strip() in ("%", "％") for text in kpi.unit.by_language.values()
        )  # fmt: skip
        found.append(_Line(index, assignment, kpi, rule(goal, kpi), percent))
    return found


def _first_month(organisation: Organisation) -> int:
    """The month in which the fiscal year begins."""
    year = organisation.system.fiscal_year
    return int(year.start.split("-")[0]) if year is not None and year.start else 1


class _Card:
    """One scorecard in one language."""

    def __init__(self, edition: Edition, holder: Post | Unit, lang: str) -> None:
        self.edition, self.holder, self.lang = edition, holder, lang
        self.say = words(lang)
        self.name = name_of(holder, lang)
        self.lines = _lines(holder.kpis)
        self.summary_name = self._word("summary")
        self.sheets: dict[str, Sheet] = {}

    def _word(self, key: str, **params: str) -> str:
        return self.say(f"workbook.scorecard.{key}", **params)

    def workbook(self) -> bytes:
        """The file: the year first, then its periods, then the rules."""
        title = self._word("title", name=self.name)
        for period in _PERIODS:
            held = [line for line in self.lines if line.period == period]
            if held:
                self.sheets[period] = self._period(period, held)
        sheets = (self._summary(title), *self.sheets.values(), self._rules())
        kpis = [line.kpi for line in self.lines if line.kpi is not None]
        about = self.edition.states.get(self.holder.ref)
        frame = of_many(self.edition, f"scorecards/{self.holder.ref}", [self.holder, *kpis], self.lang, about)
        return write_workbook(workbook(self.edition, title, sheets, frame, self.lang))

    def _target(self, line: _Line) -> str:
        goal = line.assignment.target or (line.kpi.target if line.kpi is not None else None)
        if goal is None or goal.placeholder is not None:
            return self._word("qualitative")
        return target(goal, line.kpi, self.lang)

    def _weight(self, line: _Line) -> Value:
        weight = line.assignment.weight
        return self._word("without_weight") if weight is None else weight

    def _period(self, period: str, held: Sequence[_Line]) -> Sheet:
        """The KPIs of one kind of period, a block of columns for each period of the year."""
        blocks = self._blocks(period)
        rows = [self._row(index, line, len(blocks)) for index, line in enumerate(held)]
        last: list[Value] = ["", self._word("total_period"), "", Formula(f"=SUM({_WEIGHT}{{first}}:{_WEIGHT}{{last}})",
                                                                        _sum_of_weights(held))]  # fmt: skip
        weights = f"${_WEIGHT}{{first}}:${_WEIGHT}{{last}}"
        for block in range(len(blocks)):
            scored = _column(_FIRST + _BLOCK * block + 2)
            last += ("", "", formulas.weighted_mean(f"{scored}{{first}}:{scored}{{last}}", weights))
        above = tuple(HeaderCell(self._word(key), rowspan=2) for key in ("serial", "kpi", "target", "weight"))
        below = tuple(HeaderCell(self._word(key)) for key in ("actual", "attainment", "points")) * len(blocks)
        roomy = len(blocks) <= _FEW_BLOCKS
        widths = (
            (Column(14, "center"), Column(14, "percent"), Column(12, "points"))
            if roomy
            else (Column(9, "center"), Column(9, "percent"), Column(7.5, "points"))
        )
        return Sheet(
            name=self._word(f"period.{period}"),
            title=self._word("sheet_title", name=self.name, period=self._word(f"period.{period}")),
            columns=(
                Column(6, "center"),
                Column(44 if roomy else 26),
                Column(13, "center"),
                Column(8, "number"),
                *widths * len(blocks),
            ),
            header=((*above, *(HeaderCell(text, span=_BLOCK) for text in blocks)), below),
            rows=(*rows, Row(tuple(last), total=True)),
            notes=(self._word("note_entry"), self._word("note_points"), *self._rule_notes(held), self._word("sign")),
            freeze_columns=_FIRST,
            filter=False,
            subtitle=formulas.joined(
                self.say.get("workbook.scorecard.whose"),
                year=formulas.sheet_cell(self.summary_name, "$C$3"),
                holder=formulas.sheet_cell(self.summary_name, "$C$4"),
                assessor=formulas.sheet_cell(self.summary_name, "$C$5"),
            ),
            breaks=(_FIRST + _BLOCK * _HALF_YEAR,) if len(blocks) > _HALF_YEAR else (),
            protected=True,
        )

    def _blocks(self, period: str) -> list[str]:
        """What the periods of a year are called, from the month in which it begins."""
        if period != "month":
            return list(self.say.get(f"workbook.scorecard.block.{period}"))
        months: list[str] = list(self.say.get("workbook.months"))
        first = _first_month(self.edition.organisation) - 1
        return months[first:] + months[:first]

    def _row(self, index: int, line: _Line, blocks: int) -> Row:
        values: list[Value] = [index + 1, self._kpi_name(line), self._target(line), self._weight(line)]
        actual, judged = self._actual_entry(line), self._points_entry(line)
        for block in range(blocks):
            typed, share = (f"{_column(_FIRST + _BLOCK * block + place)}{{row}}" for place in (0, 1))
            if line.rule.shape == "judged":
                values += (actual, "", judged)
                continue
            attained = formulas.attainment(typed, _share(line.rule, typed, line.percent), self._word("not_a_number"))
            values += (actual, attained, formulas.points(share, MOST))
        return Row(tuple(values))

    def _kpi_name(self, line: _Line) -> str:
        return ref_name(line.assignment.kpi, self.lang)

    def _actual_entry(self, line: _Line) -> Entry:
        name = self._kpi_name(line)
        if line.rule.shape == "judged":
            return Entry("text", name, self._word("prompt_text"))
        goal, unit = self._target(line), plain(line.kpi.unit, self.lang) if line.kpi is not None else ""
        if line.percent:
            return Entry("percent", name, self._word("prompt_percent", target=goal), self._word("problem_percent"))
        prompt = self._word("prompt_unit", target=goal, unit=unit) if unit else self._word("prompt", target=goal)
        return Entry("number", name, prompt, self._word("problem"))

    def _points_entry(self, line: _Line) -> Entry:
        return Entry("points", self._kpi_name(line), self._word("prompt_points"), self._word("problem_points"))

    def _rule_notes(self, held: Sequence[_Line]) -> list[str]:
        return [
            self._word(
                "note_judged" if shape == "judged" else "note_rule",
                kind=self._word(f"kind.{shape}"),
                attainment=self._word(f"attainment_of.{shape}"),
                points=self._word(f"points_of.{shape}"),
            )
            for shape in SHAPES
            if any(line.rule.shape == shape for line in held)
        ]

    def _summary(self, title: str) -> Sheet:
        """Every KPI with what it is, and its points of the year from its sheet."""
        rows = [self._summary_row(line) for line in self.lines]
        values, weights = "J{first}:J{last}", "F{first}:F{last}"
        blank = ("",) * 3
        total = Row(
            ("", self._word("total"), "", "", "", Formula("=SUM(F{first}:F{last})", _sum_of_weights(self.lines)), *blank,
             formulas.weighted_mean(values, weights), Formula('=IF(COUNT(K{first}:K{last})=0,"",SUM(K{first}:K{last}))')),
            total=True,
        )  # fmt: skip
        covered = Row(
            ("", self._word("covered"), "", "", "", formulas.weight_of_numbers(values, weights), *blank, "", ""),
            total=True,
        )
        names = ("serial", "kpi", "definition", "cadence", "target", "weight", "role", "source", "filled", "average",
                 "weighted")  # fmt: skip
        who = "holder" if isinstance(self.holder, Post) else "head"
        return Sheet(
            name=self.summary_name,
            title=title,
            columns=(Column(6, "center"), Column(22), Column(38), Column(14), Column(12, "center"), Column(8, "number"),
                     Column(12, "center"), Column(26), Column(10, "number"), Column(10, "points"), Column(10, "points")),
            header=(tuple(HeaderCell(self._word(name)) for name in names),),
            rows=(*rows, total, covered),
            notes=(self._word("note_entry"), self._word("note_year"), self._word("sign")),
            freeze_columns=2,
            filter=False,
            fields=(
                (self._word("year"), Entry("year", self._word("year"), "", self._word("problem_year"))),
                (self._word(who), Entry("text")),
                (self._word("assessor"), Entry("text")),
            ),
            protected=True,
        )  # fmt: skip

    def _summary_row(self, line: _Line) -> Row:
        sheet = self.sheets[line.period]
        held = [other for other in self.lines if other.period == line.period]
        row = sheet.first_row + held.index(line) + 1
        scored = [
            formulas.sheet_cell(sheet.name, f"{_column(_FIRST + _BLOCK * block + 2)}{row}")
            for block in range(_PERIODS[line.period])
        ]
        kpi = line.kpi
        definition = plain(kpi.definition, self.lang) if kpi is not None else ""
        if kpi is not None and kpi.formula is not None:
            formula = self._word("formula", text=plain(kpi.formula, self.lang))
            definition = f"{definition}\n{formula}" if definition else formula
        source = [deliverable(one, self.lang) for one in kpi.source] if kpi is not None else []
        verifier = performer(kpi.verified_by, self.lang) if kpi is not None else ""
        role = line.assignment.role
        return Row(
            (
                line.number,
                self._kpi_name(line),
                definition,
                timing(kpi.period, self.lang) if kpi is not None else "",
                self._target(line),
                self._weight(line),
                choice("Assignment", "role", role, self.lang) if role else "",
                "\n".join(
                    part
                    for part in (
                        self.say("list").join(source),
                        self._word("verified", name=verifier) if verifier else "",
                    )
                    if part
                ),
                formulas.count(scored),
                formulas.mean(scored),
                formulas.share_of("J{row}", "F{row}"),
            )
        )

    def _rules(self) -> Sheet:
        shapes = [shape for shape in SHAPES if any(line.rule.shape == shape for line in self.lines)]
        return Sheet(
            name=self._word("rules"),
            title=self._word("rules_title", name=self.name),
            columns=(Column(34), Column(52), Column(34), Column(48)),
            header=(
                tuple(HeaderCell(self._word(f"rule_{key}")) for key in ("kind", "attainment", "points", "example")),
            ),
            rows=tuple(
                Row(tuple(self._word(f"{key}.{shape}") for key in ("kind", "attainment_of", "points_of", "example")))
                for shape in shapes
            ),
            notes=(self._word("note_points"), self._word("note_year")),
            filter=False,
            protected=True,
        )


def _sum_of_weights(lines: Sequence[_Line]) -> float:
    return sum(line.assignment.weight or 0.0 for line in lines)


def _share(scored: Rule, cell: str, percent: bool) -> str:
    """The attainment of a typed actual; percentages are typed and kept as such, so that their bounds are fractions."""
    low, high = (bound / 100 if percent else bound for bound in (scored.low, scored.high))
    match scored.shape:
        case "higher" | "higher_zero":
            return formulas.at_least(cell, low)
        case "lower" | "lower_zero":
            return formulas.at_most(cell, high)
        case "exact":
            return formulas.exactly(cell, low)
    return formulas.within(cell, low, high)


def _column(index: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    while index >= 0:
        letters, index = chr(ord("A") + index % 26) + letters, index // 26 - 1
    return letters
