"""What every workbook carries beside its sheets: number, version, state, digest, the mark of what is not approved.

A workbook is either about one document, and then carries the document's own digest, or made from many things; its digest
is then that of all of them together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from remit.backends import Edition
from remit.backends.paper import company, document_number, office_language, version, words
from remit.labels import labels
from remit.model import canonical
from remit.model.ledger import DocumentState
from remit.model.values import Entity
from remit.office.sheets import PageWords, Sheet, Workbook
from remit.views.wording import name_of

_SHOWN_DIGITS = 12
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """The identity of a workbook, in words of one language. `pending` says what is not approved, `mark` that something is."""

    number: str
    line: str
    footer: str
    mark: str
    pending: str
    properties: tuple[tuple[str, str], ...]


def of_document(state: DocumentState, lang: str) -> Frame:
    """The frame of a workbook about one document."""
    return _frame(state.entity.ref, state, state.digest, [state], lang)


def of_many(
    edition: Edition, name: str, entities: Iterable[Entity], lang: str, about: DocumentState | None = None
) -> Frame:
    """The frame of a workbook made from many entities; `name` is what it is called in its properties.

    Number and version are those of the document it is `about`, where there is one.
    """
    every = {entity.ref: entity for entity in entities}
    states = [edition.states[ref] for ref in sorted(every) if ref in edition.states]
    digests = "".join(f"{ref} {_digest(edition, every[ref])}\n" for ref in sorted(every))
    return _frame(name, about, "sha256:" + hashlib.sha256(digests.encode()).hexdigest(), states, lang)


def _digest(edition: Edition, entity: Entity) -> str:
    state = edition.states.get(entity.ref)
    if state is not None:
        return state.digest
    return canonical.digest(canonical.content(entity.origin.document, edition.organisation.languages[0]))


def _frame(name: str, about: DocumentState | None, digest: str, contents: Sequence[DocumentState], lang: str) -> Frame:
    say = words(lang)
    number, version_ = (document_number(about.entity), version(about)) if about is not None else ("", "")
    form = ("number" if version_ else "number_only") if number else "version_only" if version_ else ""
    shown = say(f"workbook.frame.{form}", number=number, version=version_) if form else ""
    pending = [state for state in contents if state.state != "approved"]
    mark = ""
    if about is not None and about.state != "approved":
        mark = say(f"workbook.frame.mark.{about.state}")
    elif pending:
        mark = say("workbook.frame.mixed")
    state = about.state if about is not None else ("mixed" if pending else "approved")
    in_words = labels(lang)(f"state.{about.shown}") if about is not None else ""
    short = say("workbook.frame.digest", digest=digest.removeprefix("sha256:")[:_SHOWN_DIGITS])
    separator = say("workbook.frame.separator")
    return Frame(
        number=shown,
        line=separator.join(part for part in (shown, in_words, short) if part),
        footer=separator.join(
            part for part in (say("workbook.frame.version_only", version=version_) if version_ else "", in_words, short)
            if part
        ),
        mark=mark,
        pending="" if about in pending and len(pending) == 1 else _pending(pending, lang),
        properties=(
            ("remit.reference", name),
            ("remit.digest", digest),
            ("remit.version", version_),
            ("remit.state", state),
            ("remit.language", lang),
        ),
    )  # fmt: skip


def _pending(states: Sequence[DocumentState], lang: str) -> str:
    """Which documents are not approved, the first of them by name; empty where all are."""
    if not states:
        return ""
    say = words(lang)
    names = say("list").join(
        say("workbook.frame.pending_one", name=name_of(state.entity, lang), state=labels(lang)(f"state.{state.state}"))
        for state in states[:_NAMED]
    )
    return say(f"workbook.frame.{'pending_more' if len(states) > _NAMED else 'pending'}", names=names, n=len(states))


def workbook(edition: Edition, title: str, sheets: Sequence[Sheet], frame: Frame, lang: str) -> Workbook:
    """A workbook in its frame: every sheet says what it belongs to, and what in it is not approved."""
    say = words(lang)
    line = say("workbook.frame.separator").join((company(edition, lang), frame.line))
    framed = [
        replace(
            sheet,
            subtitle=sheet.subtitle or line,
            notes=(*sheet.notes, frame.pending) if frame.pending else sheet.notes,
        )
        for sheet in sheets
    ]
    return Workbook(
        lang=office_language(lang),
        title=title,
        author=company(edition, lang),
        sheets=tuple(framed),
        footer=frame.footer,
        properties=frame.properties,
        header=company(edition, lang),
        number=say("workbook.frame.separator").join(part for part in (frame.number, title) if part),
        mark=frame.mark,
        page=PageWords(*(say(f"workbook.frame.page_{part}") for part in ("before", "between", "after"))),
    )
