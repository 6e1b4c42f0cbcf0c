"""The change notice (变更通知单): what changes from what to what, why, who must read again, with room to sign and acknowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.backends import Edition
from remit.backends.paper import company, date, design, logo, office_language, words
from remit.change.model import LANGUAGES, Change, Changes, EntityChange
from remit.change.reporting import by_documents, document_words, reason_words, report_words
from remit.change.telling import kind_words, message, say
from remit.model.places import UNPUBLISHED
from remit.office.blocks import (
    Block,
    Cell,
    Content,
    ControlBlock,
    ControlLabels,
    Field,
    Heading,
    KeyValues,
    Paragraph,
    Run,
    Signatures,
    Slot,
    Table,
    WordDocument,
)
from remit.office.docx import write_docx
from remit.views.difference import Difference, shortened

_UNTOLD = UNPUBLISHED | {"approval", "system"}
"""Kinds that a notice leaves out: what is not published, what the ledger says, how the compiler is set."""

_COLOURS = {"removed": "C00000", "added": "00703C"}
_SIGNING_MM = 9.0


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice is made of: the changes between two revisions, by their names; number and reason may be left to be written.

    `day` (YYYY-MM-DD) is the day of the notice.
    """

    changes: Changes
    names: tuple[str, str]
    day: str
    number: str = ""
    reason: str = ""


def change_notice(edition: Edition, notice: Notice, lang: str) -> bytes:
    """The notice as a Word file."""
    say_ = words(lang)
    table: dict[str, str] = say_.get("control")
    title = say_("notice.title")
    control = ControlBlock(notice.number, title, "", "", "", ControlLabels(**table), logo(edition, lang))
    return write_docx(
        WordDocument(
            lang=office_language(lang),
            title=title,
            subject=title,
            company=company(edition, lang),
            control=control,
            body=tuple(_body(edition, notice, lang)),
            design=design(edition.organisation),
        )
    )


def _body(edition: Edition, notice: Notice, lang: str) -> Iterator[Block]:
    say_ = words(lang)
    told = [entity for entity in notice.changes.entities if entity.kind not in _UNTOLD]
    yield Heading(0, say_("notice.title"))
    yield _head(edition, notice, told, lang)
    yield Heading(1, say_("notice.changes"))
    if told:
        yield _table(told, lang)
    else:
        yield Paragraph(say_("notice.none"))
    yield Heading(1, say_("notice.read"))
    yield from _readers(notice.changes, lang)
    yield Heading(1, say_("notice.signatures"))
    slots = tuple(Slot(say_(f"notice.slots.{name}")) for name in ("prepared", "reviewed", "approved"))
    yield Signatures(slots, say_("signatures.date"), say_("signatures.blank"))


def _head(edition: Edition, notice: Notice, told: list[EntityChange], lang: str) -> KeyValues:
    say_, known = words(lang), _known(lang)
    before, after = (name or report_words("working_tree", known) for name in notice.names)
    counts = Changes(tuple(told), {}).counts()
    scope = report_words("counts", known, entities=len(told), changes=sum(counts.values()), **counts)
    rows: tuple[tuple[Field, ...], ...] = (
        (Field(say_("notice.number"), notice.number), Field(say_("notice.date"), date(notice.day, lang))),
        (Field(say_("notice.issued_by"), ""), Field(say_("notice.effective"), "")),
        (Field(say_("notice.between"), say_("notice.range", before=before, after=after)),),
        (Field(say_("notice.scope"), scope),),
        (Field(say_("notice.why"), notice.reason or (Paragraph(""), Paragraph(""))),),
    )
    return KeyValues(rows, label_mm=26.0 if known == "zh" else 32.0)


def _known(lang: str) -> str:
    """The language of the words of changes: English for one without a catalogue."""
    return lang if lang in LANGUAGES else "en"


def _table(told: list[EntityChange], lang: str) -> Table:
    """Each file with its changes, numbered through."""
    say_, known = words(lang), _known(lang)
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for entity in told:
        rows.append((Cell(_entity_line(entity, known), span=5, align="left", label=True),))
        for change in entity.changes:
            number += 1
            before, after = _sides(change, known)
            grade = (Paragraph((Run(say(f"grades.{change.grade}", known), bold=change.grade == "major"),)),)
            reason = Paragraph(reason_words(change.reason, known), style="note")
            what = message(change, known)
            rows.append(
                (Cell(str(number), align="center"), Cell(what), Cell(before), Cell(after), Cell((*grade, reason)))
            )
    names = ("serial", "what", "before", "after", "grade")
    header = tuple(Cell(say_(f"notice.columns.{name}")) for name in names)
    return Table((11, 45, 38, 38, 42), (header,), tuple(rows), compact=True)


def _entity_line(entity: EntityChange, lang: str) -> str:
    event = report_words(f"events.{entity.event}", lang)
    kind = kind_words(entity.kind)[lang]
    kind = kind[:1].upper() + kind[1:]
    was = report_words("was", lang, ref=entity.was) if entity.event == "renamed" else ""
    separator = "：" if lang == "zh" else ": "
    return f"{kind}{separator}{entity.name[lang]}  {event}{was}"


def _sides(change: Change, lang: str) -> tuple[Content, Content]:
    """What stood there and what stands there, with the words that differ marked."""
    pieces = shortened(change.difference.get(lang, ()))
    if not pieces:
        return change.before[lang], change.after[lang]
    return _marked(pieces, "removed"), _marked(pieces, "added")


def _marked(pieces: Difference, kind: str) -> Content:
    runs = tuple(
        Run(piece.text, bold=piece.kind == kind, color=_COLOURS[kind] if piece.kind == kind else "")
        for piece in pieces
        if piece.kind in ("same", kind)
    )
    return (Paragraph(runs),)


def _readers(changes: Changes, lang: str) -> Iterator[Block]:
    """A line to sign for each post that must read again."""
    say_, known = words(lang), _known(lang)
    grouped = by_documents(changes.must_read())
    if not grouped:
        yield Paragraph(say_("notice.read_none"))
        return
    names = ("post", "documents", "name", "sign", "date")
    rows: list[tuple[Cell, ...]] = []
    for documents, posts in grouped:
        listed = document_words(documents, known)
        rows += [(Cell(changes.posts[ref][known]), Cell(listed), Cell(), Cell(), Cell()) for ref in posts]
    header = tuple(Cell(say_(f"notice.read_columns.{name}")) for name in names)
    yield Paragraph(say_("notice.read_note"), style="note")
    yield Table((36, 58, 26, 28, 26), (header,), tuple(rows), compact=True, row_mm=_SIGNING_MM)
