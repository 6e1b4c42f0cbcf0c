"""The training plan of a year: a grid of months, a log of its sessions to fill in, and who needs what.

Nothing in it depends on the year, so that the plan of next year is this file with another number in its first field.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from remit.backends import Edition
from remit.backends.paper import company, ref_name, words
from remit.backends.workbook_frame import of_many, workbook
from remit.cache.standing import made
from remit.model.entities import Post, Training, Unit
from remit.office.sheets import Column, Entry, Formula, HeaderCell, Letter, Row, Sheet, Value
from remit.office.xlsx import write_workbook
from remit.views.belonging import units_in_order
from remit.views.training_needs import Mark, marks, needs
from remit.views.wording import name_of, performer, plain, timing, unit_of

_FIXED, _LATEST = "●", "○"
_MONTH_WIDTH = 4.2


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/training-plan.xlsx, where there are trainings."""
    trainings = edition.organisation.all(Training)
    if not trainings:
        return {}
    path = f"downloads/{lang}/training-plan.xlsx"
    return {path: made(path, partial(_workbook, edition, trainings, lang))}


def _workbook(edition: Edition, trainings: Sequence[Training], lang: str) -> bytes:
    plan = _Plan(edition, trainings, lang)
    title = words(lang)("workbook.training.title", company=company(edition, lang))
    frame = of_many(edition, "training-plan", trainings, lang)
    return write_workbook(workbook(edition, title, [plan.grid(), plan.log(), plan.matrix()], frame, lang))


def _sign(mark: Mark) -> str:
    return _FIXED if mark.fixed else _LATEST


class _Plan:
    """The sheets of the plan in one language."""

    def __init__(self, edition: Edition, trainings: Sequence[Training], lang: str) -> None:
        self.edition, self.lang, self.say = edition, lang, words(lang)
        year = edition.organisation.system.fiscal_year
        first = int(year.start.split("-")[0]) if year is not None and year.start else 1
        self.months = [(first - 1 + index) % 12 + 1 for index in range(12)]
        self.marks = {training.ref: marks(training.timing, first) for training in trainings}
        self.scheduled = [training for training in trainings if self.marks[training.ref]]
        self.on_event = [training for training in trainings if not self.marks[training.ref]]
        self.title = company(edition, lang)

    def _word(self, key: str, **params: object) -> str:
        return self.say(f"workbook.training.{key}", **params)

    def _audience(self, training: Training) -> str:
        return self.say("list").join(performer(one, self.lang) for one in training.audience)

    def _month(self, month: int) -> str:
        return str(self.say.get("workbook.months")[month - 1])

    def _legend(self) -> tuple[Letter, ...]:
        held = {mark.fixed for found in self.marks.values() for mark in found}
        every = (
            (True, Letter(_FIXED, self._word("fixed"), "do")),
            (False, Letter(_LATEST, self._word("latest"), "consult")),
        )
        return tuple(letter for fixed, letter in every if fixed in held)

    def grid(self) -> Sheet:
        """A row a training, a column a month; what an event brings stands below, apart."""
        rows: list[Row] = []
        for heading, held in (("scheduled", self.scheduled), ("event", self.on_event)):
            if held:
                rows.append(Row((self._word(heading),), group=True))
                start = len(rows) - 1 if heading == "scheduled" else len(rows) - 2
                rows += [self._grid_row(start + index, training) for index, training in enumerate(held, start=1)]
        names = ("serial", "name", "topic", "audience", "trainer", "hours", "cadence")
        after = ("total_hours", "assessment", "record", "done")
        return Sheet(
            name=self._word("plan"),
            title=self._word("plan_title", company=self.title),
            columns=(Column(5, "center"), Column(20), Column(24), Column(22), Column(13), Column(7, "number"), Column(18),
                     *[Column(_MONTH_WIDTH, "letter")] * 12,
                     Column(8, "number"), Column(28), Column(13), Column(14)),
            header=((*(HeaderCell(self._word(name)) for name in names),
                     *(HeaderCell(self._month(month)) for month in self.months),
                     *(HeaderCell(self._word(name)) for name in after)),),
            rows=(*rows, self._hours_row()) if self.scheduled else tuple(rows),
            legend=self._legend(),
            notes=(self._word("plan_note"),),
            freeze_columns=2,
            fields=((self._word("year"), Entry("year", self._word("year"), "", self._word("problem_year"))),),
        )  # fmt: skip

    def _grid_row(self, number: int, training: Training) -> Row:
        found = self.marks[training.ref]
        cells = ("/".join(_sign(mark) for mark in found if mark.month == month) for month in self.months)
        hours = training.hours
        return Row(
            (
                number,
                name_of(training, self.lang),
                plain(training.topic, self.lang),
                self._audience(training),
                performer(training.trainer, self.lang),
                "" if hours is None else hours,
                timing(training.timing, self.lang),
                *cells,
                hours * len(found) if hours is not None and found else "",
                plain(training.assessment, self.lang),
                ref_name(training.record, self.lang),
                Entry("text"),
            )
        )

    def _hours_row(self) -> Row:
        """The hours of each month: a cell holds a sign a session, with strokes between."""
        total: list[Value] = ["", self._word("hours_total"), "", "", "", "", ""]
        for index, month in enumerate(self.months):
            column = chr(ord("H") + index)
            shown = sum(
                (training.hours or 0) * sum(mark.month == month for mark in self.marks[training.ref])
                for training in self.scheduled
            )
            total.append(
                Formula(
                    f"=SUMPRODUCT(ROUNDUP(LEN({column}{{first}}:{column}{{last}})/2,0),$F{{first}}:$F{{last}})", shown
                )
            )
        year = sum((training.hours or 0) * len(self.marks[training.ref]) for training in self.scheduled)
        total += (Formula("=SUM(T{first}:T{last})", year), "", "", "")
        return Row(tuple(total), total=True)

    def log(self) -> Sheet:
        """A row a session of the plan, month by month, with cells for what took place."""
        rows: list[Row] = []
        for month in self.months:
            for training in self.scheduled:
                found = self.marks[training.ref]
                for index, mark in enumerate(found, start=1):
                    if mark.month == month:
                        name = self._month(month)
                        shown = name if mark.fixed else self._word("latest_month", month=name)
                        session = self._word("session_of", n=index, of=len(found))
                        rows.append(self._log_row(len(rows) + 1, shown, session, training))
        for training in self.on_event:
            rows.append(self._log_row(len(rows) + 1, timing(training.timing, self.lang), "", training))
        names = ("serial", "month", "name", "session", "audience", "trainer", "hours", "assessment", "record",
                 "done_on", "attended", "passed", "remark")  # fmt: skip
        return Sheet(
            name=self._word("log"),
            title=self._word("log_title", company=self.title),
            columns=(Column(5, "center"), Column(14, "center"), Column(20), Column(8, "center"), Column(24), Column(13),
                     Column(7, "number"), Column(26), Column(13), Column(14), Column(9), Column(9), Column(18)),
            header=(tuple(HeaderCell(self._word(name)) for name in names),),
            rows=tuple(rows),
            notes=(self._word("log_note"),),
            freeze_columns=3,
        )  # fmt: skip

    def _log_row(self, number: int, when: str, session: str, training: Training) -> Row:
        people = Entry("count", "", "", self._word("problem_count"))
        return Row(
            (
                number,
                when,
                name_of(training, self.lang),
                session,
                self._audience(training),
                performer(training.trainer, self.lang),
                "" if training.hours is None else training.hours,
                plain(training.assessment, self.lang),
                ref_name(training.record, self.lang),
                Entry("date", self._word("done_on"), self._word("prompt_done"), self._word("problem_date")),
                people,
                people,
                Entry("text"),
            )
        )

    def matrix(self) -> Sheet:
        """A row a post in the order of the units, a column a training; audiences that are no posts below."""
        trainings, found = [*self.scheduled, *self.on_event], needs(self.edition.organisation)
        rows: list[Row] = []
        for unit, post in self._posts():
            named, through = found.named.get(post.ref, frozenset()), found.through.get(post.ref, frozenset())
            if named | through:
                cells = [_FIXED if one.ref in named else _LATEST if one.ref in through else "" for one in trainings]
                rows.append(Row((name_of(unit, self.lang), name_of(post, self.lang), len(named | through), *cells)))
        others: dict[str, list[str]] = {}
        for ref, audiences in found.others.items():
            for audience in audiences:
                others.setdefault(performer(audience, self.lang), []).append(ref)
        if others:
            rows.append(Row((self._word("others"),), group=True))
        for name, refs in others.items():
            rows.append(Row(("", name, len(refs), *(_FIXED if one.ref in refs else "" for one in trainings))))
        return Sheet(
            name=self._word("needs"),
            title=self._word("needs_title", company=self.title),
            columns=(Column(18), Column(20), Column(9, "number"), *[Column(_MONTH_WIDTH, "letter")] * len(trainings)),
            header=(
                (
                    *(HeaderCell(self._word(name)) for name in ("unit", "post", "count")),
                    *(HeaderCell(name_of(training, self.lang)) for training in trainings),
                ),
            ),
            rows=tuple(rows),
            legend=(
                Letter(_FIXED, self._word("needs_named"), "do"),
                Letter(_LATEST, self._word("needs_through"), "consult"),
            ),
            notes=(self._word("needs_note"),),
            freeze_columns=2,
        )

    def _posts(self) -> list[tuple[Unit, Post]]:
        by_unit: dict[str, list[Post]] = {}
        for post in self.edition.organisation.all(Post):
            unit = unit_of(post)
            if unit is not None:
                by_unit.setdefault(unit.ref, []).append(post)
        units = units_in_order(self.edition.organisation)
        return [(unit, post) for unit in units for post in by_unit.get(unit.ref, ())]
