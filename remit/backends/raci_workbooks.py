"""Responsibility matrices: a workbook for each process and each department, and one for the company with a sheet a department.

The matrices come from remit/views; here they only get columns, words and a legend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from remit.backends import Edition
from remit.backends.paper import company, words
from remit.backends.party_columns import department, headings, in_bands, is_narrow, letter_columns
from remit.backends.workbook_frame import of_document, of_many, workbook
from remit.cache.standing import made
from remit.labels import labels
from remit.model.entities import Process, Unit
from remit.model.organisation import Organisation
from remit.office.sheets import Column, Letter, Row, Sheet, Tone
from remit.office.xlsx import write_workbook
from remit.views import responsibility
from remit.views.parties import Party
from remit.views.responsibility import Matrix, matrix
from remit.views.wording import deliverable, name_of, plain

_TONES: Mapping[str, Tone] = {"A": "decide", "R": "do", "S": "support", "C": "consult", "I": "inform"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A department with its own columns and the rows in which one of its posts has a part."""

    unit: Unit
    columns: tuple[Party, ...]
    rows: tuple[responsibility.Row, ...]


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/raci/<process>.xlsx, raci/units/<unit>.xlsx and raci/company.xlsx."""
    folder = f"downloads/{lang}/raci"
    every = responsibility.company_rows(edition.organisation)
    makers: dict[str, Callable[[], bytes]] = {}
    for process, group in groupby(every, key=lambda row: row.process):
        makers[f"{folder}/{file_name(process)}.xlsx"] = partial(_process, edition, process, list(group), lang)
    if every:
        whole = Matrix(tuple(every), in_bands(edition.organisation, matrix(every).columns))
        parts = list(_parts(edition.organisation, whole))
        for part in parts:
            makers[f"{folder}/units/{part.unit.id}.xlsx"] = partial(_unit, edition, part, lang)
        makers[f"{folder}/company.xlsx"] = partial(_company, edition, whole, parts, lang)
    return {path: made(path, make) for path, make in makers.items()}


def file_name(process: Process) -> str:
    """The name of the file of a process's matrix: its id, but a dot, which no id has, for one called as the company's own."""
    return "process.company" if process.id == "company" else process.id


def _process(edition: Edition, process: Process, rows: Sequence[responsibility.Row], lang: str) -> bytes:
    say = words(lang)
    title = say("workbook.raci_title", process=name_of(process, lang))
    found = matrix(rows)
    if len(found.columns) > len(found.rows) * 2:  # many have a small part: by band they are found faster
        found = Matrix(found.rows, in_bands(edition.organisation, found.columns))
    sheet = _sheet(edition.organisation, found, say("workbook.process_sheet"), title, lang)
    state = edition.states.get(process.ref)
    frame = of_document(state, lang) if state is not None else of_many(edition, process.ref, [process], lang)
    return write_workbook(workbook(edition, title, [sheet], frame, lang))


def departments(organisation: Organisation) -> tuple[Unit, ...]:
    """The departments that have a matrix of their own."""
    every = responsibility.company_rows(organisation)
    return tuple(part.unit for part in _parts(organisation, Matrix(tuple(every), matrix(every).columns)))


def _parts(organisation: Organisation, whole: Matrix) -> Iterator[_Part]:
    """Each department that has a part, in the order of the units."""
    columns: dict[str, list[Party]] = {}
    by_column: dict[str, list[int]] = {}
    for number, row in enumerate(whole.rows):
        for key in row.letters:
            by_column.setdefault(key, []).append(number)
    for party in whole.columns:
        unit = department(party)
        if unit is not None:
            columns.setdefault(unit.ref, []).append(party)
    for unit in organisation.all(Unit):
        own = columns.get(unit.ref, [])
        if own:
            numbers = sorted({number for party in own for number in by_column[party.key]})
            yield _Part(unit, tuple(own), tuple(whole.rows[number] for number in numbers))


def _unit(edition: Edition, part: _Part, lang: str) -> bytes:
    """A department's own posts, and beside it everybody who has a part in the same activities."""
    say, organisation = words(lang), edition.organisation
    name = name_of(part.unit, lang)
    title = say("workbook.unit_title", unit=name)
    own = _sheet(
        organisation, Matrix(part.rows, part.columns), say("workbook.unit_sheet"), title, lang, by_process=True
    )
    with_all = _sheet(
        organisation,
        Matrix(part.rows, in_bands(organisation, matrix(part.rows).columns)),
        say("workbook.unit_all_sheet"),
        say("workbook.unit_all_title", unit=name),
        lang,
        by_process=True,
    )
    frame = of_many(edition, f"raci/{part.unit.ref}", [row.process for row in part.rows], lang)
    return write_workbook(workbook(edition, title, [own, with_all], frame, lang))


def _company(edition: Edition, whole: Matrix, parts: Sequence[_Part], lang: str) -> bytes:
    """All rows, then for each department those in which one of its posts has a part, with its own posts as columns."""
    say, organisation = words(lang), edition.organisation
    title = say("workbook.company_title", company=company(edition, lang))
    sheets = [_sheet(organisation, whole, say("workbook.company_sheet"), title, lang, by_process=True)]
    for part in parts:
        name = name_of(part.unit, lang)
        heading = say("workbook.unit_title", unit=name)
        sheets.append(_sheet(organisation, Matrix(part.rows, part.columns), name, heading, lang, by_process=True))
    frame = of_many(edition, "raci/company", [row.process for row in whole.rows], lang)
    return write_workbook(workbook(edition, title, sheets, frame, lang))


def _sheet(
    organisation: Organisation, found: Matrix, name: str, title: str, lang: str, by_process: bool = False
) -> Sheet:
    """A matrix as a sheet; `by_process` puts the process before each activity."""
    say, scheme = words(lang), organisation.system.responsibility or "raci"
    rows: list[Row] = []
    for row in found.rows:
        outputs = say("list").join(deliverable(output, lang) for output in row.outputs)
        before = (name_of(row.process, lang),) if by_process else ()
        rows.append(Row((*before, plain(row.name, lang), outputs, *(row.cell(party) for party in found.columns))))
    meanings: Mapping[str, str] = labels(lang).get("letters.raci")
    widths = (Column(26), Column(34), Column(28)) if is_narrow(found.columns) else (Column(17), Column(24), Column(17))
    notes = [say("workbook.raci_note"), say("workbook.unit_note")]
    if any(len(row.accountable) > 1 for row in found.rows):
        notes.insert(1, say("workbook.tiers_note"))
    first = [say(f"workbook.{key}") for key in (("process",) if by_process else ()) + ("activity", "outputs")]
    return Sheet(
        name=name,
        title=title,
        columns=(*(widths if by_process else widths[1:]), *letter_columns(found.columns)),
        header=headings(first, found.columns, lang),
        rows=tuple(rows),
        legend=tuple(
            Letter(letter, meanings[letter], tone) for letter, tone in _TONES.items() if letter in scheme.upper()
        ),
        notes=tuple(notes),
        freeze_columns=len(first) - 1,
    )
