"""The parts of a blank form: number and version, head fields, criteria, contents, ruled lines, signatures, keeping.

The form fills its page: lines are added below the columns, or the room for long texts grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from remit.backends.form_room import line_mm, note_mm, signatures_mm, table_mm, text_area, units
from remit.backends.paper import design, label, words
from remit.labels import Labels
from remit.model.entities import Record, RecordField, Signature
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.office.blocks import Align, Block, Cell, Content, Paragraph, Signatures, Slot, Table
from remit.views.wording import duration, performer, plain

# The title with the line of numbers below it, and the space between two parts.
_TITLE_MM = 24.0
_GAP_MM = 2.2
_FIELD_MM = 9.0
_ROW_MM = 8.5
_FEWEST, _MOST = 3, 26
_MOST_TEXT_LINES = 5
_LABEL_MM = {"zh": 30.0, "en": 36.0}
# Of no more long texts than this each gets the full width above the lines.
_WIDE_TEXTS = 3
# Choices wider than this (in Latin characters) take the full width, or stand below the lines instead of over a column.
_HALF_CHOICE = 26
_OVER_A_COLUMN = 20
# Keeps a line open that is to be written on.
_BLANK = "\u00a0"
_WIDTHS: Mapping[str, float] = {
    "text": 2.2, "number": 1.0, "amount": 1.2, "date": 1.3, "time": 1.1, "choice": 1.5, "check": 0.9, "person": 1.2,
    "unit": 1.3, "ref": 1.4, "attachment": 1.2,
}  # fmt: skip
_NUMBERED_BY_HAND = frozenset({"form", "order", "notice", "certificate", "contract"})


def has_form(record: Record) -> bool:
    """Whether there is anything to print: fields, columns, criteria or a list of what has to be there."""
    return bool(record.fields or record.columns or record.criteria or record.contents)


def retention(record: Record, lang: str) -> str:
    """How long a record is kept, in words; empty where that is not said."""
    if record.permanent:
        return words(lang)("form.permanent")
    return duration(record.retention, lang) if record.retention else ""


def parts(organisation: Organisation, record: Record, lang: str) -> Iterator[Block]:
    """The form from top to bottom, without its title."""
    yield from _Form(organisation, record, lang).blocks()


class _Form:
    """Lays out one form."""

    def __init__(self, organisation: Organisation, record: Record, lang: str) -> None:
        self.organisation, self.record, self.lang = organisation, record, lang
        self.say: Labels = words(lang)
        self.label_mm = _LABEL_MM.get(lang, _LABEL_MM["en"])
        self.width, self.height = text_area(design(organisation))
        # The first field tells one form from another: a name or number, and no long text.
        self.texts = [field for field in record.fields[1:] if (field.type or "text") == "text"]
        if record.columns and len(self.texts) > _WIDE_TEXTS:
            self.texts = []

    def blocks(self) -> Iterator[Block]:
        record = self.record
        yield from self._number()
        listed = [*self._listed(record.criteria, "criterion", "pass"), *self._listed(record.contents, "item", "there")]
        signed = [self._signatures()] if record.signatures else []
        notes = [text for text in (self._choices(), self._notes()) if text]
        head = self._head()
        room = self.height - _TITLE_MM - sum(note_mm(text, self.width, self.lang) for text in notes)
        room -= sum(table_mm(table, self.width, self.lang) + _GAP_MM for table in (*head, *listed))
        room -= sum(signatures_mm(block, self.width, self.lang) + _GAP_MM for block in signed)
        yield from head if record.columns else self._head(room)
        yield from listed
        if record.columns:
            yield self._lines(room)
        yield from (replace(block, keep_next=bool(notes)) for block in signed)
        yield from (Paragraph(text, style="note") for text in notes)

    def _number(self) -> Iterator[Block]:
        """Number and version at the left, room for the running number at the right; no line where there is neither."""
        record, say = self.record, self.say
        known = [say("form.number", number=record.number)] if record.number else []
        known += [say("form.version", version=record.version)] if record.version else []
        own = any(field.type == "ref" for field in record.fields[:2])
        serial = say("form.serial") if record.form in _NUMBERED_BY_HAND and not own else ""
        if known or serial:
            row = (Cell(say("form.between").join(known)), Cell(serial, align="right"))
            yield Table((110, 64), (), (row,), ruled=False)

    def _head(self, room: float = 0.0) -> list[Table]:
        """The fields of the head, two abreast; what needs the width, or is left alone, goes over both.

        Long texts share the room that the form has left.
        """
        spare = room / len(self.texts) if self.texts else 0.0
        lines = min(_MOST_TEXT_LINES, int((_FIELD_MM + spare) / line_mm(self.lang))) if room > 0 else 0
        rows: list[tuple[Cell, ...]] = []
        waiting: RecordField | None = None
        for field in self.record.fields:
            if self._wide(field):
                rows += [self._field(waiting, 3)] if waiting is not None else []
                rows.append(self._field(field, 3, lines if field in self.texts else 0))
                waiting = None
            elif waiting is not None:
                rows.append((*self._field(waiting), *self._field(field)))
                waiting = None
            else:
                waiting = field
        if waiting is not None:
            rows.append(self._field(waiting, 3))
        widths = (self.label_mm, 87 - self.label_mm) * 2
        return [Table(widths, (), tuple(rows), row_mm=_FIELD_MM)] if rows else []

    def _field(self, field: RecordField, span: int = 1, lines: int = 0) -> tuple[Cell, Cell]:
        content, align = self._blank(field)
        if lines > 1:
            printed = (Paragraph(content),) if isinstance(content, str) else content
            content = (*printed, *(Paragraph(_BLANK) for _ in range(lines - 1)))
        return Cell(self._name(field), label=True), Cell(content, span, align=align)

    def _name(self, field: RecordField) -> str:
        name = plain(field.name, self.lang)
        if field.type == "amount":
            system = self.organisation.system
            table = self.say.get("form.currency")
            unit = table.get(system.currency, system.currency) if system.currency else ""
            name = self.say("form.with_unit", name=name, unit=unit) if unit else name
        return self.say("form.optional", name=name) if field.optional else name

    def _options(self, field: RecordField) -> str:
        boxes = (self.say("form.box", text=plain(option, self.lang)) for option in field.options)
        return self.say("form.between").join(boxes)

    def _wide(self, field: RecordField) -> bool:
        if field.type == "choice":
            return units(self._options(field)) > _HALF_CHOICE
        return bool(field.help) or field in self.texts

    def _blank(self, field: RecordField) -> tuple[Content, Align]:
        """What is printed where the field is filled in: boxes to tick, the signs of a date; else room, or its help."""
        if field.type == "choice" and field.options:
            return self._options(field), ""
        if field.type in ("check", "attachment"):
            return self.say(f"form.{field.type}"), ""
        if field.type in ("date", "time"):
            return self.say(f"form.{field.type}"), "right"
        told = plain(field.help, self.lang)
        return ((Paragraph(told, style="note"),) if told else ""), ""

    def _listed(self, items: Sequence[Text], what: str, boxes: str) -> Iterator[Table]:
        """Printed lines with boxes to tick and room for a remark."""
        say = self.say
        header = tuple(Cell(say(f"form.{name}")) for name in ("row", what, "verdict", "remark"))
        rows = tuple(
            (
                Cell(str(n), align="center"),
                Cell(plain(item, self.lang)),
                Cell(say(f"form.{boxes}"), align="center"),
                Cell(),
            )
            for n, item in enumerate(items, 1)
        )
        if rows:
            yield Table((13, 87, 40, 34), (header,), rows, row_mm=_ROW_MM)

    def _lines(self, room: float) -> Table:
        """The ruled table with as many empty lines as there is room for."""
        record, say = self.record, self.say
        header = (Cell(say("form.row")), *(Cell(self._heading(column)) for column in record.columns))
        widths = (0.65, *(_WIDTHS[column.type or "text"] for column in record.columns))
        table = Table(widths, (header,), (), compact=True, row_mm=_ROW_MM)
        left = room - table_mm(table, self.width, self.lang) - _GAP_MM
        count = int(min(_MOST, max(_FEWEST, left // _ROW_MM)))
        tick = say("form.tick")
        blanks = tuple(Cell(tick, align="center") if column.type == "check" else Cell() for column in record.columns)
        return replace(table, rows=tuple((Cell(str(n), align="center"), *blanks) for n in range(1, count + 1)))

    def _heading(self, column: RecordField) -> Content:
        """The name of a column with its choices below, where these are few."""
        name, options = self._name(column), self._either(column)
        if options and units(options) <= _OVER_A_COLUMN:
            return (Paragraph(name), Paragraph(options, style="note"))
        return name

    def _either(self, column: RecordField) -> str:
        return self.say("form.slash").join(plain(option, self.lang) for option in column.options)

    def _choices(self) -> str:
        """The choices of columns that have no room for them."""
        told = [
            self.say("form.note", label=plain(column.name, self.lang), text=self._either(column))
            for column in self.record.columns
            if units(self._either(column)) > _OVER_A_COLUMN
        ]
        return self.say("clause").join(told)

    def _signatures(self) -> Signatures:
        say = self.say
        slots = tuple(Slot(self._signer(slot), seal=say("form.seal")) for slot in self.record.signatures)
        return Signatures(slots, say("signatures.date"), say("signatures.blank"))

    def _signer(self, slot: Signature) -> str:
        """What is done by whom, over the room to sign."""
        action, who = self.say(f"form.slots.{slot.action}"), performer(slot.by, self.lang)
        return self.say("form.slot", action=action, name=who) if who else action

    def _notes(self) -> str:
        """What it is for, and who keeps it for how long."""
        record, lang, say = self.record, self.lang, self.say
        facts = (
            ("purpose", plain(record.purpose, lang)),
            ("recipients", say("list").join(performer(one, lang) for one in record.recipients)),
            ("custodian", performer(record.custodian, lang)),
            ("retention", retention(record, lang)),
            ("system", plain(record.system, lang)),
            ("borrowing", plain(record.borrowing, lang)),
        )
        told = [say("form.note", label=label("Record", name, lang), text=text) for name, text in facts if text]
        return say("clause").join(told)
