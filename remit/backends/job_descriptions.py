"""Job descriptions: one Word file a post, with the fields that a document office expects, in its order.

Numbers of sections are counted as they are written, so that a part with nothing to say leaves no gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from remit.backends import Edition, job_words
from remit.backends import job_sections as sections
from remit.backends.company_templates import company_template
from remit.backends.job_authorities import authorities
from remit.backends.paper import (
    approvals_by_document,
    company,
    control_block,
    design,
    footer,
    office_language,
    properties,
    revisions,
    signatures,
    watermark,
    words,
)
from remit.backends.reporting_chart import reporting_chart
from remit.backends.template_data import job_description_data
from remit.cache.standing import made
from remit.model.entities import Approval, Post, System
from remit.model.ledger import DocumentState
from remit.numerals import chinese_number
from remit.office.blocks import TEXT_WIDTH_MM, Block, Cell, Heading, Paragraph, Signatures, Slot, Table, WordDocument
from remit.office.docx import write_docx
from remit.views.post_index import index_posts
from remit.views.post_sheet import DutyLine, PostSheet, post_sheet
from remit.views.wording import name_of, plain

_LABEL_MM = {"zh": 20.0, "en": 26.0}
# A chart of at most this width stands beside the purpose; a wider one has a line of its own.
_BESIDE_MM = 88.0


def render(edition: Edition, lang: str, only: str = "") -> dict[str, bytes]:
    """downloads/<lang>/job-descriptions/<post>.docx for every post, or for the `only` one by its reference.

    Raises FontMissingError where no installed font has the characters of the reporting charts, BrokenTemplateError for a
    template of the company that cannot be filled in.
    """
    index = index_posts(edition.organisation)
    ledger = approvals_by_document(edition.organisation)
    template = company_template(edition, "job-description", lang)

    def written(post: Post) -> bytes:
        sheet, state, approvals = post_sheet(index, post), edition.states[post.ref], ledger.get(post.ref, ())
        document = job_description(edition, sheet, state, approvals, lang)
        if template is None:
            return write_docx(document)
        return template.fill(document, job_description_data(edition, document, sheet, state, approvals, lang))

    wanted = [post for post in edition.organisation.all(Post) if not only or post.ref == only]
    paths = {f"downloads/{lang}/job-descriptions/{post.id}.docx": post for post in wanted}
    return {path: made(path, partial(written, post)) for path, post in paths.items()}


def job_description(
    edition: Edition, sheet: PostSheet, state: DocumentState, approvals: tuple[Approval, ...], lang: str
) -> WordDocument:
    """The job description of one post as a document; `approvals` are those of this post, oldest first."""
    say = words(lang)
    title = say("job.title", post=name_of(sheet.post, lang))
    written = _Writer(lang)
    for key, blocks in _parts(edition, sheet, state, approvals, lang):
        written.section(key, blocks)
    return WordDocument(
        lang=office_language(lang),
        title=title,
        subject=say("job.subject"),
        company=company(edition, lang),
        control=control_block(edition, state, title, lang),
        body=(Heading(0, title), *written.blocks),
        design=design(edition.organisation),
        scheme="sections",
        watermark=watermark(state, lang),
        footer=footer(edition, state, lang),
        properties=properties(state, lang),
    )


class _Writer:
    """Numbers the sections that have something to say."""

    def __init__(self, lang: str) -> None:
        self.lang, self.say = lang, words(lang)
        self.blocks: list[Block] = []
        self.count = 0

    def section(self, key: str, blocks: Sequence[Block | _Part | None]) -> None:
        """A section and its numbered parts; nothing where no block is left."""
        shown = [block for block in blocks if block is not None]
        if not shown:
            return
        self.count += 1
        number = self.say("job.number", n=self._printed(self.count))
        self.blocks.append(Heading(1, self.say(f"job.section.{key}"), number=number))
        parts = 0
        for block in shown:
            if isinstance(block, _Part):
                parts += 1
                number = self.say("job.part", n=self.count, m=self._printed(parts))
                self.blocks.append(Heading(2, block.title, number=number))
                self.blocks += block.blocks
            else:
                self.blocks.append(block)

    def _printed(self, number: int) -> str:
        return chinese_number(number) if self.lang == "zh" else str(number)


class _Part:
    """A numbered part of a section."""

    def __init__(self, title: str, *blocks: Block) -> None:
        self.title, self.blocks = title, blocks


Sections = Iterator[tuple[str, Sequence[Block | _Part | None]]]


def _parts(
    edition: Edition, sheet: PostSheet, state: DocumentState, approvals: tuple[Approval, ...], lang: str
) -> Sections:
    """The sections in the order of a job description."""
    yield "identification", [_identification(sheet, approvals, lang)]
    yield "purpose" if sheet.post.purpose else "reporting", _purpose(sheet, lang)
    yield "duties", list(_duties(sheet, edition.organisation.system, lang))
    yield "kpis", [sections.kpis(sheet.kpis, lang)] if sheet.kpis else []
    yield from _person(sheet, lang)
    if words(lang).has("job.other"):
        yield "other", [Paragraph(words(lang)("job.other"), style="note")]
    yield "signatures", [signatures(state, lang), revisions(state, approvals, lang), *_acknowledgement(lang)]


def _identification(sheet: PostSheet, approvals: tuple[Approval, ...], lang: str) -> Table | None:
    pairs = [(line.label, line.value) for line in job_words.identification(sheet, approvals, lang)]
    return sections.labelled(pairs, _label_mm(lang))


def _label_mm(lang: str) -> float:
    return _LABEL_MM.get(lang, _LABEL_MM["en"])


def _purpose(sheet: PostSheet, lang: str) -> list[Block | _Part | None]:
    """What the post is for and whom it answers to and leads, with the chart at its side where that is narrow."""
    say, purpose = words(lang), plain(sheet.post.purpose, lang)
    texts = [Paragraph(purpose)] if purpose else []
    if say.has("job.supervises"):
        texts.append(Paragraph(job_words.supervises(sheet, lang)))
    chart = reporting_chart(sheet, lang)
    if chart is None or not texts or chart.width_mm > _BESIDE_MM:
        return [*texts, chart]
    beside = chart.width_mm + 4.0
    row = (Cell(tuple(texts)), Cell((chart,), align="right"))
    return [Table((TEXT_WIDTH_MM - beside, beside), (), (row,), ruled=False)]


def _duties(sheet: PostSheet, system: System, lang: str) -> Iterator[_Part]:
    """Duties (in English essential and marginal functions apart), authority, and the part in processes."""
    say = words(lang)
    for key, lines in _functions(sheet.duties, lang):
        if lines:
            yield _Part(say(f"job.duties.{key}"), sections.duties(lines, lang))
    powers = authorities(sheet, system, lang)
    if powers is not None:
        yield _Part(say("job.duties.authorities"), powers)
    if sheet.raci:
        yield _Part(say("job.duties.raci"), sections.raci(sheet.raci, lang))


def _functions(lines: tuple[DutyLine, ...], lang: str) -> list[tuple[str, list[DutyLine]]]:
    if not words(lang).has("job.duties.essential"):
        return [("all", list(lines))]
    return [
        ("essential", [line for line in lines if not line.duty.marginal]),
        ("marginal", [line for line in lines if line.duty.marginal]),
    ]


def _person(sheet: PostSheet, lang: str) -> Sections:
    """What is asked of the holder, with whom the post works, under which conditions, who deputises and what comes next."""
    post = sheet.post
    if post.qualifications is not None:
        yield "qualifications", [sections.qualifications(post.qualifications, _label_mm(lang), lang)]
    if post.relationships is not None:
        yield "relationships", [sections.relationships(post.relationships, lang)]
    lines = (*job_words.conditions(post, lang), *job_words.career(sheet, lang))
    yield "conditions", [sections.labelled([(line.label, line.value) for line in lines], _label_mm(lang))]


def _acknowledgement(lang: str) -> list[Block]:
    """The holder's statement with the lines to sign."""
    say: Mapping[str, str] = words(lang).get("job")
    dates: Mapping[str, str] = words(lang).get("signatures")
    slots = (Slot(say["holder"]), Slot(say["superior_signs"]))
    statement = Paragraph(say["acknowledgement"], keep_next=True)
    return [statement, Signatures(slots, dates["date"], dates["blank"], arrangement="lines")]
