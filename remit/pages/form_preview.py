"""What the preview of a blank form shows: its head two fields abreast, its ruled lines, its slots to sign.

The Word form lays the same parts out for paper (remit/backends/form_parts.py); words of both are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remit.backends.form_parts import has_form
from remit.backends.paper import words
from remit.model.entities import Record, RecordField, Signature, System
from remit.model.values import Performer, Text
from remit.views.wording import plain

_LINES = 3
_WIDE_CHOICE = 4


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of the head or a column: its label, what is printed where it is filled in, and its help."""

    name: str
    printed: str
    help: Text | None
    wide: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """Room to sign: what is done, and by whom."""

    action: str
    by: Performer


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines that are printed already, with boxes to tick."""

    label: str
    box: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The parts of a form from top to bottom. `lines` is how many of its empty lines are shown."""

    number: str
    version: str
    fields: tuple[Blank, ...]
    listed: tuple[Listed, ...]
    columns: tuple[Blank, ...]
    slots: tuple[Slot, ...]
    date: str
    lines: int = _LINES


def preview(record: Record, system: System, lang: str) -> Preview | None:
    """The form of a record; None where there is nothing to print."""
    if not has_form(record):
        return None
    say = words(lang)
    return Preview(
        say("form.number", number=record.number) if record.number else "",
        say("form.version", version=record.version) if record.version else "",
        tuple(_abreast([_blank(field, system, lang, head=True) for field in record.fields])),
        tuple(_listed(record, lang)),
        tuple(_blank(column, system, lang, head=False) for column in record.columns),
        tuple(_slot(slot, lang) for slot in record.signatures),
        say("form.date"),
    )


def _abreast(fields: Sequence[Blank]) -> Iterator[Blank]:
    """The fields two abreast; one that has no other beside it goes over both."""
    at = 0
    while at < len(fields):
        pair = fields[at : at + 2]
        if len(pair) == 2 and not any(field.wide for field in pair):
            yield from pair
            at += 2
        else:
            yield replace(fields[at], wide=True)
            at += 1


def _blank(field: RecordField, system: System, lang: str, *, head: bool) -> Blank:
    say = words(lang)
    name = plain(field.name, lang)
    if field.type == "amount" and system.currency:
        unit = say.get("form.currency").get(system.currency, system.currency)
        name = say("form.with_unit", name=name, unit=unit)
    if field.optional:
        name = say("form.optional", name=name)
    wide = bool(field.help) or (field.type or "text") == "text" or len(field.options) > _WIDE_CHOICE
    return Blank(name, _printed(field, lang, head=head), field.help, wide)


def _printed(field: RecordField, lang: str, *, head: bool) -> str:
    """Boxes to tick, the signs of a date; empty room for anything else."""
    say = words(lang)
    if field.options:
        if not head:
            return say("form.slash").join(plain(option, lang) for option in field.options)
        boxes = (say("form.box", text=plain(option, lang)) for option in field.options)
        return say("form.between").join(boxes)
    if field.type == "check":
        return say("form.check") if head else say("form.tick")
    return say(f"form.{field.type}") if head and field.type in ("date", "time", "attachment") else ""


def _listed(record: Record, lang: str) -> Iterator[Listed]:
    say = words(lang)
    if record.criteria:
        yield Listed(say("form.criterion"), say("form.pass"), record.criteria)
    if record.contents:
        yield Listed(say("form.item"), say("form.there"), record.contents)


def _slot(slot: Signature, lang: str) -> Slot:
    return Slot(words(lang)(f"form.slots.{slot.action}"), slot.by)
