"""Reading sheets: for each post one Word file with what it has to read, in which version, and room to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from remit.backends import Edition
from remit.backends.paper import (
    company,
    design,
    document_number,
    logo,
    office_language,
    words,
)
from remit.cache.standing import made
from remit.change.reading import Reading, by_post, readings
from remit.model.entities import Post
from remit.office.blocks import (
    Cell,
    ControlBlock,
    ControlLabels,
    Field,
    Heading,
    KeyValues,
    Paragraph,
    Run,
    Table,
    WordDocument,
)
from remit.office.docx import write_docx
from remit.views.wording import date, name_of, plain, unit_of

_ORDER = ("post", "policy", "process", "authority")
"""A post reads its own job description first."""
_COLUMNS = (9, 46, 12, 29, 30, 25, 23)
_ROW_MM = 9.0
_DIGITS = 12


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/reading/<post>.docx for every post that has something to read."""
    found = by_post(readings(edition.organisation, edition.as_of))

    def written(post: Post) -> bytes:
        return write_docx(reading_sheet(edition, post, found[post.ref], lang))

    posts = [post for post in edition.organisation.all(Post) if post.ref in found]
    paths = {f"downloads/{lang}/reading/{post.id}.docx": post for post in posts}
    return {path: made(path, partial(written, post)) for path, post in paths.items()}


def reading_sheet(edition: Edition, post: Post, found: Sequence[Reading], lang: str) -> WordDocument:
    """The sheet of a post as a document."""
    say = words(lang)
    title = say("reading.title_of", post=name_of(post, lang))
    return WordDocument(
        lang=office_language(lang),
        title=title,
        subject=say("reading.subject"),
        company=company(edition, lang),
        control=_control(edition, post, len(found), lang),
        body=(
            Heading(0, title),
            _who(post, lang),
            Paragraph(say("reading.statement")),
            _table(found, lang),
            Paragraph(say("reading.note"), style="note"),
        ),
        design=design(edition.organisation),
        footer=plain(edition.organisation.system.notice, lang),
        # No reference: the sheet is a form to sign, and no copy of a document that `verify` could compare.
        properties=(("remit.language", lang),),
    )


def _control(edition: Edition, post: Post, documents: int, lang: str) -> ControlBlock:
    """The head of the page: the sheet itself has neither number nor version; those of the post stand there."""
    table: Mapping[str, str] = words(lang).get("control")
    own: Mapping[str, str] = words(lang).get("reading.control")
    unit = unit_of(post)
    return ControlBlock(
        number=document_number(post),
        title=words(lang)("reading.title"),
        version=str(documents),
        effective=name_of(unit, lang) if unit is not None else "",
        classification="",
        labels=ControlLabels(**{**table, **own}),
        logo=logo(edition, lang),
    )


def _who(post: Post, lang: str) -> KeyValues:
    say, unit = words(lang), unit_of(post)
    return KeyValues(
        (
            (
                Field(say("reading.post"), name_of(post, lang)),
                Field(say("reading.unit"), name_of(unit, lang) if unit is not None else ""),
            ),
            (Field(say("reading.reader"), ""), Field(say("reading.superior"), "")),
        )
    )


def _table(found: Sequence[Reading], lang: str) -> Table:
    """A line a document; what has been recorded says so, and needs no signature."""
    say = words(lang)
    names = ("serial", "document", "version", "effective", "digest", "sign", "date")
    ordered = sorted(found, key=lambda one: (_rank(one), document_number(one.document.entity), one.document.entity.id))
    return Table(
        columns=_COLUMNS,
        header=(tuple(Cell(say(f"reading.{name}")) for name in names),),
        rows=tuple(_row(number, reading, lang) for number, reading in enumerate(ordered, start=1)),
        compact=True,
        row_mm=_ROW_MM,
    )


def _rank(reading: Reading) -> int:
    kind = reading.document.entity.kind
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _row(number: int, reading: Reading, lang: str) -> tuple[Cell, ...]:
    say, approval, entity = words(lang), reading.approval, reading.document.entity
    done = reading.state == "read"
    name = name_of(entity, lang)
    title = say("job.title", post=name) if isinstance(entity, Post) else name
    code = document_number(entity)
    return (
        Cell(str(number), align="center"),
        Cell((Paragraph(title), Paragraph((Run(code, color="666666"),)))) if code else Cell(title),
        Cell(approval.version or "", align="center"),
        Cell(date(approval.effective or approval.approved.on, lang), align="center"),
        Cell((Paragraph((Run(approval.digest.removeprefix("sha256:")[:_DIGITS], mono=True),)),), align="center"),
        Cell(say("reading.done") if done else "", align="center"),
        Cell(date(reading.on, lang) if done else "", align="center"),
    )
