"""The sheet of the registers that says who has read what; one line a document and post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from remit.backends import Edition
from remit.backends.paper import company, document_number, words
from remit.change.reading import Reading, kept
from remit.office.sheets import Column, HeaderCell, Row, Sheet, Value
from remit.views.wording import name_of, unit_of

_COLUMNS = (
    ("number", Column(17)), ("name", Column(30)), ("version", Column(8, "center")), ("approved", Column(15, "date")),
    ("unit", Column(18)), ("post", Column(20)), ("state", Column(10, "center")), ("done", Column(8, "number")),
    ("holders", Column(8, "number")), ("last", Column(15, "date")), ("digest", Column(15, "center")),
)  # fmt: skip
_DIGITS = 12


def reading_register(edition: Edition, lang: str) -> Sheet:
    """The sheet; without rows for a company that keeps no acknowledgements."""
    say = words(lang)
    heads: Mapping[str, str] = say.get("reading.columns")
    found = kept(edition.organisation, edition.as_of)
    return Sheet(
        name=say("reading.sheet"),
        title=say("reading.sheet_title", company=company(edition, lang)),
        columns=(Column(6, "center"), *(column for _, column in _COLUMNS)),
        header=((HeaderCell(say("reading.serial")), *(HeaderCell(heads[name]) for name, _ in _COLUMNS)),),
        rows=tuple(Row((number, *_values(reading, lang))) for number, reading in enumerate(found, start=1)),
        notes=(say("reading.sheet_note"),),
        freeze_columns=3,
    )


def _values(reading: Reading, lang: str) -> tuple[Value, ...]:
    entity, approval, unit = reading.document.entity, reading.approval, unit_of(reading.post)
    return (
        document_number(entity),
        name_of(entity, lang),
        approval.version or "",
        date.fromisoformat(approval.approved.on),
        name_of(unit, lang) if unit is not None else "",
        name_of(reading.post, lang),
        words(lang)(f"reading.state.{reading.state}"),
        reading.done,
        reading.holders,
        date.fromisoformat(reading.on) if reading.on else "",
        approval.digest.removeprefix("sha256:")[:_DIGITS],
    )
