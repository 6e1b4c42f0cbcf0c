"""The ■▲△ sheet of a basis: its clauses by unit, as the clauses state who leads, who has the main part and who supports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from remit.backends import Edition
from remit.backends.paper import label, words
from remit.backends.workbook_frame import of_many, workbook
from remit.cache.standing import made
from remit.labels import labels
from remit.model.entities import Basis, Unit
from remit.office.sheets import Column, HeaderCell, Letter, Row, Sheet, Tone
from remit.office.xlsx import write_workbook
from remit.views import coverage
from remit.views.coverage import Covered
from remit.views.wording import name_of, plain

_PARTS: tuple[tuple[str, str, Tone], ...] = (("leads", "■", "decide"), ("main", "▲", "do"), ("supports", "△", "inform"))
_MANY = 8


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/coverage/<basis>.xlsx where a basis asks for its sheet."""
    found = groupby(coverage.clauses(edition.organisation), key=lambda covered: covered.basis)
    makers = {
        f"downloads/{lang}/coverage/{basis.id}.xlsx": partial(_basis, edition, basis, list(clauses), lang)
        for basis, clauses in found
        if basis.matrix
    }
    return {path: made(path, make) for path, make in makers.items()}


def _basis(edition: Edition, basis: Basis, clauses: Sequence[Covered], lang: str) -> bytes:
    say = words(lang)
    held: list[dict[str, str]] = []
    for covered in clauses:
        parts = ((sign, getattr(covered.clause, part)) for part, sign, _ in reversed(_PARTS))
        held.append({ref.key: sign for sign, refs in parts for ref in refs})
    units = [unit for unit in edition.organisation.all(Unit) if any(unit.ref in signs for signs in held)]
    rows = [
        Row(
            (
                covered.clause.id,
                plain(covered.clause.title, lang),
                labels(lang)(f"coverage.{covered.state}"),
                len(covered.uses),
                *(signs.get(unit.ref, "") for unit in units),
            )
        )
        for covered, signs in zip(clauses, held, strict=True)
    ]
    title = say("workbook.coverage_title", basis=name_of(basis, lang))
    first = ("clause", "clause_title", "coverage_state", "coverage_count")
    names = [say(f"workbook.{name}") for name in first] + [name_of(unit, lang) for unit in units]
    wide = 5.0 if len(units) > _MANY else 12.0
    sheet = Sheet(
        name=say("workbook.coverage_sheet"),
        title=title,
        columns=(
            Column(18),
            Column(34),
            Column(12, "center"),
            Column(10, "number"),
            *(Column(wide, "letter") for _ in units),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
        legend=tuple(
            Letter(sign, label("Clause", part, lang).removesuffix(sign).strip(), tone) for part, sign, tone in _PARTS
        ),
        notes=(say("workbook.coverage_note"),),
        freeze_columns=2,
    )
    frame = of_many(edition, f"coverage/{basis.id}", [basis], lang)
    return write_workbook(workbook(edition, title, [sheet], frame, lang))
