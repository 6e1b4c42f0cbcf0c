"""Blank forms: one Word file a record with something to fill in; the same blocks stand in the annexes of policies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from remit.backends import Edition
from remit.backends.form_parts import has_form, parts, retention
from remit.backends.paper import company, design, label, logo, office_language, words
from remit.cache.standing import made
from remit.model import canonical
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.office.blocks import Block, ControlBlock, ControlLabels, Heading, WordDocument
from remit.office.docx import write_docx
from remit.views.local_names import local_name
from remit.views.wording import name_of, performer, plain


def render(edition: Edition, lang: str, only: str = "") -> dict[str, bytes]:
    """downloads/<lang>/forms/<record>.docx for every record that says what is filled in or has to be there.

    `only` is the reference of the one record to render.
    """

    def written(record: Record) -> bytes:
        return write_docx(form(edition, record, lang))

    wanted = [record for record in edition.organisation.all(Record) if not only or record.ref == only]
    paths = {f"downloads/{lang}/forms/{record.id}.docx": record for record in wanted if has_form(record)}
    return {path: made(path, partial(written, record)) for path, record in paths.items()}


def form_blocks(organisation: Organisation, record: Record, lang: str) -> tuple[Block, ...]:
    """The blank form of a record, without its title; it fills one page where what it asks for fits one."""
    return tuple(parts(organisation, record, lang))


def form(edition: Edition, record: Record, lang: str) -> WordDocument:
    """The form of a record as a document of its own, with its own number and version."""
    say, organisation = words(lang), edition.organisation
    title = name_of(record, lang)
    digest = canonical.digest(canonical.content(record.origin.document, organisation.languages[0]))
    return WordDocument(
        lang=office_language(lang),
        title=title,
        subject=say("form.subject"),
        company=company(edition, lang),
        control=_control_block(edition, record, title, lang),
        body=(Heading(0, title), *form_blocks(organisation, record, lang)),
        design=design(organisation),
        footer=_footer(organisation, record, digest, lang),
        properties=(
            ("remit.reference", record.ref),
            ("remit.digest", digest),
            ("remit.version", record.version or ""),
            ("remit.language", lang),
        ),
    )


def _control_block(edition: Edition, record: Record, title: str, lang: str) -> ControlBlock:
    """The head of the page. A form takes effect with what it belongs to: how long it is kept stands in place of a date."""
    level = record.confidentiality
    table: Mapping[str, str] = words(lang).get("control")
    kept = retention(record, lang)
    held = kept or performer(record.custodian, lang)
    return ControlBlock(
        number=record.number or "",
        title=title,
        version=record.version or "",
        effective=held,
        classification=local_name(edition.organisation.system, "level", level, lang) if level else "",
        labels=ControlLabels(**{**table, "effective": label("Record", "retention" if kept else "custodian", lang)}),
        logo=logo(edition, lang),
    )


def _footer(organisation: Organisation, record: Record, digest: str, lang: str) -> str:
    """Version, where there is one, digest, and the company's notice."""
    say, short = words(lang), digest.removeprefix("sha256:")[:12]
    name = "form.footer" if record.version else "form.footer_without_version"
    text = say(name, version=record.version or "", digest=short)
    notice = plain(organisation.system.notice, lang)
    return say("footer_notice", text=text, notice=notice) if notice else text
