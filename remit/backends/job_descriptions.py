"""Job descriptions: one Word file a post, with the fields that a document office expects, in its order.

Numbers of sections are counted as they are written, so that a part with nothing to say leaves no gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from remit.backends import Edition
from remit.backends import job_sections as sections
from remit.backends.job_authorities import authorities
from remit.backends.paper import (
    approvals_by_document,
    company,
    control_block,
    date,
    footer,
    label,
    office_language,
    properties,
    ref_name,
    revisions,
    signatures,
    watermark,
    words,
)
from remit.backends.reporting_chart import reporting_chart
from remit.model.entities import Approval, Post, System
from remit.model.ledger import DocumentState
from remit.model.values import Element
from remit.office.blocks import TEXT_WIDTH_MM, Block, Cell, Heading, Paragraph, Signatures, Slot, Table, WordDocument
from remit.office.docx import write_docx
from remit.views.post_index import index_posts
from remit.views.post_sheet import DutyLine, PostSheet, post_sheet
from remit.views.wording import name_of, plain

_LABEL_MM = {"zh": 20.0, "en": 26.0}
# A chart of at most this width stands beside the purpose; a wider one has a line of its own.
_BESIDE_MM = 88.0
_OTHER = {"zh": "en", "en": "zh"}


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/job-descriptions/<post>.docx for every post.

    Raises FontMissingError where no installed font has the characters of the reporting charts.
    """
    index = index_posts(edition.organisation)
    ledger = approvals_by_document(edition.organisation)
    files: dict[str, bytes] = {}
    for post in edition.organisation.all(Post):
        state = edition.states[post.ref]
        document = job_description(edition, post_sheet(index, post), state, ledger.get(post.ref, ()), lang)
        files[f"downloads/{lang}/job-descriptions/{post.id}.docx"] = write_docx(document)
    return files


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
        watermark=watermark(state, lang),
        footer=footer(edition, state, lang),
        properties=properties(state, lang),
    )


class _Writer:
    """Numbers the sections that have something to say."""

    def __init__(self, lang: str) -> None:
        self.say = words(lang)
        self.blocks: list[Block] = []
        self.count = 0

    def section(self, key: str, blocks: Sequence[Block | _Part | None]) -> None:
        """A section and its numbered parts; nothing where no block is left."""
        shown = [block for block in blocks if block is not None]
        if not shown:
            return
        self.count += 1
        numerals = self.say.get("job.numerals") if self.say.has("job.numerals") else ()
        number = numerals[self.count - 1] if numerals else self.count
        self.blocks.append(Heading(1, self.say(f"job.section.{key}"), number=self.say("job.number", n=number)))
        parts = 0
        for block in shown:
            if isinstance(block, _Part):
                parts += 1
                self.blocks.append(Heading(2, block.title, number=self.say("job.part", n=self.count, m=parts)))
                self.blocks += block.blocks
            else:
                self.blocks.append(block)


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
    say, post = words(lang), sheet.post
    other = post.name.by_language.get(_OTHER.get(lang, ""), "")
    compiled = next((one.prepared.on for one in reversed(approvals) if one.prepared), None)
    headcount = sheet.headcount
    pairs = [
        (say("job.name"), name_of(post, lang)),
        (say("job.other_name"), other),
        (label("Post", "code", lang), post.code or ""),
        (label("Post", "unit", lang), _units(sheet, lang)),
        (label("Post", "family", lang), plain(post.family, lang)),
        (label("Post", "grade", lang), post.grade or ""),
        (label("Post", "superior", lang), _list((ref_name(ref, lang) for ref in sheet.superiors), lang)),
        (label("Post", "headcount", lang), str(headcount) if headcount is not None else ""),
        (say("job.reports"), _reports(sheet, lang) or say("job.nothing_below")),
        (
            label("Post", "also_reports_to", lang),
            _list((ref_name(ref, lang) for ref in post.also_reports_to), lang),
        ),
        (label("Post", "location", lang), plain(post.location, lang)),
        (label("Post", "employment", lang), plain(post.employment, lang)),
        (say("job.heads"), _list((name_of(unit, lang) for unit in sheet.heads), lang)),
        (say("job.roles"), _list((name_of(role, lang) for role in sheet.roles), lang)),
        (say("job.compiled"), date(compiled, lang)),
    ]
    return sections.labelled(pairs, _label_mm(lang))


def _label_mm(lang: str) -> float:
    return _LABEL_MM.get(lang, _LABEL_MM["en"])


def _list(names: Iterable[str], lang: str) -> str:
    return words(lang)("list").join(dict.fromkeys(names))


def _units(sheet: PostSheet, lang: str) -> str:
    """The unit, or each of several with its headcount."""
    if not sheet.placements:
        return ref_name(sheet.post.unit, lang)
    return _list(
        (_with_headcount(ref_name(place.unit, lang), place.headcount, lang) for place in sheet.placements), lang
    )


def _with_headcount(name: str, headcount: int | None, lang: str) -> str:
    return words(lang)("job.people", post=name, n=headcount) if headcount is not None else name


def _reports(sheet: PostSheet, lang: str) -> str:
    """The direct reports with their headcount, and the unit where one post answers from several."""
    say = words(lang)
    units: dict[str, int] = {}
    for report in sheet.reports:
        units[report.post.ref] = units.get(report.post.ref, 0) + 1
    names: list[str] = []
    for report in sheet.reports:
        name = name_of(report.post, lang)
        if report.unit is not None and report.headcount is not None and units[report.post.ref] > 1:
            names.append(say("job.people_at", post=name, unit=name_of(report.unit, lang), n=report.headcount))
        else:
            names.append(_with_headcount(name, report.headcount, lang))
    return _list(names, lang)


def _purpose(sheet: PostSheet, lang: str) -> list[Block | _Part | None]:
    """What the post is for and whom it answers to and leads, with the chart at its side where that is narrow."""
    say, purpose = words(lang), plain(sheet.post.purpose, lang)
    texts = [Paragraph(purpose)] if purpose else []
    if say.has("job.supervises"):
        texts.append(Paragraph(_supervises(sheet, lang)))
    chart = reporting_chart(sheet, lang)
    if chart is None or not texts or chart.width_mm > _BESIDE_MM:
        return [*texts, chart]
    beside = chart.width_mm + 4.0
    row = (Cell(tuple(texts)), Cell((chart,), align="right"))
    return [Table((TEXT_WIDTH_MM - beside, beside), (), (row,), ruled=False)]


def _supervises(sheet: PostSheet, lang: str) -> str:
    say, posts = words(lang), _reports(sheet, lang)
    known = [report.headcount for report in sheet.reports if report.headcount is not None]
    if not posts:
        return say("job.supervises_none")
    return say("job.supervises", posts=posts, n=sum(known)) if known else say("job.supervises_posts", posts=posts)


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
    yield "conditions", [sections.labelled([*_conditions(post, lang), *_career(sheet, lang)], _label_mm(lang))]


def _conditions(post: Post, lang: str) -> Iterator[tuple[str, str]]:
    if post.conditions is not None:
        for name in ("environment", "hours", "travel", "equipment", "hazards"):
            yield label("Conditions", name, lang), plain(getattr(post.conditions, name), lang)
    yield label("Qualifications", "physical", lang), sections.physical(post.qualifications, lang)


def _career(sheet: PostSheet, lang: str) -> Iterator[tuple[str, str]]:
    post, career = sheet.post, sheet.post.career
    yield label("Post", "deputy", lang), ref_name(post.deputy, lang)
    yield words(lang)("job.stands_in"), _named(sheet.stands_in_for, lang)
    if career is not None:
        yield label("Career", "from", lang), _list((ref_name(ref, lang) for ref in career.from_), lang)
        yield label("Career", "to", lang), _list((ref_name(ref, lang) for ref in career.to), lang)


def _named(elements: Iterable[Element], lang: str) -> str:
    return _list((name_of(element, lang) for element in elements), lang)


def _acknowledgement(lang: str) -> list[Block]:
    """The holder's statement with the lines to sign."""
    say: Mapping[str, str] = words(lang).get("job")
    dates: Mapping[str, str] = words(lang).get("signatures")
    slots = (Slot(say["holder"]), Slot(say["superior_signs"]))
    statement = Paragraph(say["acknowledgement"], keep_next=True)
    return [statement, Signatures(slots, dates["date"], dates["blank"], arrangement="lines")]
