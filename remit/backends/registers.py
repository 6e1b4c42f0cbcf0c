"""Registers for document control: documents, records with their retention, forms, acknowledgements; one workbook, a sheet each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from remit.backends import Edition
from remit.backends.paper import choice, company, document_number, version, words
from remit.backends.reading_register import reading_register
from remit.backends.workbook_frame import of_many, workbook
from remit.cache.standing import made
from remit.labels import labels
from remit.language.schemas import kinds
from remit.model.entities import Policy, Process, Record, Step
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.office.sheets import Column, HeaderCell, Row, Sheet, Value
from remit.office.xlsx import write_workbook
from remit.views.belonging import home_unit
from remit.views.local_names import local_name
from remit.views.review import next_review, review_interval
from remit.views.wording import duration, name_of, performer, plain

_NAMED = 3
# The order in which an office files its documents.
_KINDS = ("policy", "process", "post", "authority", "kpi")


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/registers.xlsx, where there is anything to list."""
    path = f"downloads/{lang}/registers.xlsx"
    data = made(path, partial(_workbook, edition, lang))
    return {path: data} if data else {}


def _workbook(edition: Edition, lang: str) -> bytes:
    """The file; empty where no sheet has a row."""
    organisation = edition.organisation
    made = _Registers(edition, lang)
    sheets = [
        sheet
        for sheet in (made.documents(), made.records(), made.forms(), reading_register(edition, lang))
        if sheet.rows
    ]
    if not sheets:
        return b""
    title = words(lang)("workbook.register.title", company=company(edition, lang))
    listed: list[Entity] = [state.entity for state in edition.states.values()]
    frame = of_many(edition, "registers", [*listed, *organisation.all(Record)], lang)
    return write_workbook(workbook(edition, title, sheets, frame, lang))


class _Registers:
    """The sheets of the registers in one language."""

    def __init__(self, edition: Edition, lang: str) -> None:
        self.edition, self.lang, self.say = edition, lang, words(lang)
        self.organisation: Organisation = edition.organisation

    def _sheet(self, name: str, columns: Sequence[tuple[str, Column]], rows: Iterable[tuple[Value, ...]]) -> Sheet:
        say = self.say
        return Sheet(
            name=say(f"workbook.register.{name}"),
            title=say(f"workbook.register.{name}_title", company=company(self.edition, self.lang)),
            columns=(Column(6, "center"), *(column for _, column in columns)),
            header=(
                tuple(HeaderCell(say(f"workbook.register.{key}")) for key in ("serial", *(key for key, _ in columns))),
            ),
            rows=tuple(Row((number, *values)) for number, values in enumerate(rows, start=1)),
            notes=(say(f"workbook.register.{name}_note"),),
            freeze_columns=3,
        )

    def documents(self) -> Sheet:
        """Every controlled document: what it is, its state, and when it is to be looked at again."""
        columns = (
            ("number", Column(17)), ("name", Column(28)), ("kind", Column(12, "center")), ("version", Column(8, "center")),
            ("state", Column(10, "center")), ("owner", Column(16)), ("classification", Column(13, "center")),
            ("approved", Column(15, "date")), ("approver", Column(14)), ("effective", Column(15, "date")),
            ("review_every", Column(11, "center")), ("next_review", Column(15, "date")), ("digest", Column(15, "center")),
        )  # fmt: skip
        found = sorted(self.edition.states.values(), key=_filing_order)
        return self._sheet("documents", columns, (self._document(state) for state in found))

    def _document(self, state: DocumentState) -> tuple[Value, ...]:
        entity, control, approval = state.entity, state.control, state.approval
        unit = home_unit(entity)
        level = (control.classification if control else None) or getattr(entity, "confidentiality", None)
        effective = (approval.effective if approval else None) or (control.effective if control else None)
        interval = review_interval(self.organisation, state)
        return (
            document_number(entity),
            name_of(entity, self.lang),
            kinds()[entity.kind].label(self.lang),
            version(state),
            labels(self.lang)(f"state.{state.shown}"),
            name_of(unit, self.lang) if unit is not None else "",
            self._level(level),
            _day(approval.approved.on if approval else None),
            performer(approval.approved.by, self.lang) if approval else "",
            _day(effective),
            duration(interval, self.lang) if interval else "",
            _day(next_review(self.organisation, state)),
            state.short_digest,
        )

    def _level(self, level: str | None) -> str:
        return local_name(self.organisation.system, "level", level, self.lang) if level else ""

    def records(self) -> Sheet:
        """Every record: who makes and keeps it, how long and where, what it comes from and goes into."""
        columns = (
            ("number", Column(17)), ("name", Column(26)), ("kind", Column(10, "center")), ("version", Column(8, "center")),
            ("maker", Column(16)), ("custodian", Column(16)), ("retention", Column(11, "center")),
            ("classification", Column(13, "center")), ("system", Column(16)), ("made_in", Column(32)), ("used_in", Column(36)),
        )  # fmt: skip
        return self._sheet("records", columns, (self._record(record) for record in self._by_number()))

    def _by_number(self) -> list[Record]:
        return sorted(
            self.organisation.all(Record), key=lambda record: (not record.number, record.number or "", record.id)
        )

    def _record(self, record: Record) -> tuple[Value, ...]:
        made = self._processes(record, "outputs")
        used = [process for process in self._processes(record, "inputs") if process not in made]
        policies = self._owners(record, Policy)
        return (
            record.number or "",
            name_of(record, self.lang),
            choice("Record", "form", record.form, self.lang) if record.form else "",
            record.version or "",
            performer(record.maker, self.lang),
            performer(record.custodian, self.lang),
            self._retention(record),
            self._level(record.confidentiality),
            plain(record.system, self.lang),
            self._names(made),
            self._names([*policies, *used]),
        )

    def _retention(self, record: Record) -> str:
        if record.permanent:
            return self.say("workbook.register.permanent")
        return duration(record.retention, self.lang) if record.retention else ""

    def forms(self) -> Sheet:
        """Every record with a number and fields to fill in: its version, what it is annexed to and where it is used."""
        columns = (
            ("number", Column(17)), ("name", Column(28)), ("version", Column(8, "center")), ("kind", Column(10, "center")),
            ("owner", Column(18)), ("fields", Column(8, "number")), ("slots", Column(9, "number")),
            ("attached", Column(40)), ("processes", Column(46)),
        )  # fmt: skip
        forms = [record for record in self._by_number() if record.number and (record.fields or record.columns)]
        return self._sheet("forms", columns, (self._form(record) for record in forms))

    def _form(self, record: Record) -> tuple[Value, ...]:
        annexed = [
            policy for policy in self.organisation.all(Policy) if any(ref.target is record for ref in policy.annexes)
        ]
        unit = home_unit(record)
        return (
            record.number or "",
            name_of(record, self.lang),
            record.version or "",
            choice("Record", "form", record.form, self.lang) if record.form else "",
            name_of(unit, self.lang) if unit is not None else "",
            len(record.fields) + len(record.columns),
            len(record.signatures),
            self._names(annexed, numbered=True),
            self._names(self._owners(record, Process)),
        )

    def _processes(self, record: Record, field: str) -> list[Entity]:
        """The processes in which the record is an input or an output, of the whole or of a step."""
        found: dict[str, Entity] = {}
        for use in self.organisation.used_by(record):
            if use.field == field and isinstance(use.source, Process | Step):
                owner = self.organisation.owner_of(use.source)
                found.setdefault(owner.ref, owner)
        return list(found.values())

    def _owners(self, record: Record, kind: type[Entity]) -> list[Entity]:
        """The entities of a kind that refer to the record anywhere."""
        found: dict[str, Entity] = {}
        for use in self.organisation.used_by(record):
            owner = self.organisation.owner_of(use.source)
            if isinstance(owner, kind):
                found.setdefault(owner.ref, owner)
        return list(found.values())

    def _names(self, entities: Sequence[Entity], numbered: bool = False) -> str:
        """The first of them by name, and how many there are where they are more."""
        names = [name_of(entity, self.lang) for entity in entities]
        if numbered:
            names = [
                self.say("in_brackets", text=name, note=document_number(entity)) if document_number(entity) else name
                for name, entity in zip(names, entities, strict=True)
            ]
        shown = self.say("list").join(names[:_NAMED])
        return self.say("workbook.register.more", names=shown, n=len(names)) if len(names) > _NAMED else shown


def _filing_order(state: DocumentState) -> tuple[int, bool, str, str]:
    number = document_number(state.entity)
    kind = state.entity.kind
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS), not number, number, state.entity.id


def _day(day: str | None) -> Value:
    return date.fromisoformat(day) if day else ""
