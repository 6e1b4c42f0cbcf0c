"""The file that a company starts its own Word template from: laid out as ours, with every placeholder in its place.

It is an ordinary document of the engine whose texts are placeholders; whoever restyles it in Word keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from remit.backends.job_words import Line
from remit.backends.paper import label, office_language, words
from remit.labels import Labels
from remit.office.blocks import (
    TEXT_WIDTH_MM,
    Block,
    Cell,
    Content,
    ControlBlock,
    ControlLabels,
    Heading,
    Paragraph,
    Table,
    WordDocument,
)
from remit.office.docx import write_docx

_LABEL_MM = {"zh": 22.0, "en": 30.0}


def starting_template(kind: str, lang: str) -> bytes:
    """A starting template of a kind ("job-description" or "policy") in a language."""
    say = words(lang)
    document = WordDocument(
        lang=office_language(lang),
        title=say("template.subject"),
        subject=say("template.subject"),
        company="{{ company }}",
        control=ControlBlock(
            number=_value("control.number"),
            title=_value("control.title"),
            version=_value("control.version"),
            effective=_value("control.effective"),
            classification=_value("control.classification"),
            labels=ControlLabels(**say.get("control")),
        ),
        body=(Heading(0, _value("title")), *_BODIES[kind](lang)),
        layout="text" if kind == "policy" else "sheet",
        footer="{{ control.footer }}",
    )
    return write_docx(document)


def _value(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _when(test: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that stand there only if the test holds."""
    yield Paragraph(f"{{%p if {test} %}}")
    yield from blocks
    yield Paragraph("{%p endif %}")


def _repeated(item: str, many: str, columns: tuple[tuple[str, float, Content], ...], row_mm: float = 0.0) -> Table:
    """A table with a row for each of many: a heading, a width and the content of a cell for each column."""
    wide = len(columns)
    return Table(
        columns=tuple(width for _, width, _ in columns),
        header=(tuple(Cell(heading) for heading, _, _ in columns),),
        rows=(
            (Cell(f"{{%tr for {item} in {many} %}}", span=wide),),
            tuple(Cell(content) for _, _, content in columns),
            (Cell("{%tr endfor %}", span=wide),),
        ),
        compact=True,
        row_mm=row_mm,
    )


def _fields(group: str, lines: Iterable[tuple[Line, ...]], lang: str) -> Table:
    """Labels and values two abreast, each row left out where all its values are empty."""
    rows: list[tuple[Cell, ...]] = []
    for pair in lines:
        rows.append((Cell("{%tr if " + " or ".join(f"{group}.{line.key}" for line in pair) + " %}", span=4),))
        span = 3 if len(pair) == 1 else 1
        rows.append(
            tuple(
                cell
                for line in pair
                for cell in (Cell(line.label, label=True), Cell(_value(f"{group}.{line.key}"), span))
            )
        )
        rows.append((Cell("{%tr endif %}", span=4),))
    wide = _LABEL_MM.get(lang, _LABEL_MM["en"])
    return Table((wide, TEXT_WIDTH_MM / 2 - wide, wide, TEXT_WIDTH_MM / 2 - wide), (), tuple(rows), compact=True)


def _joined(name: str, say: Labels) -> str:
    return f'{{{{ {name} | join("{say("template.separator")}") }}}}'


def _job_fields(lang: str) -> Iterator[tuple[Line, ...]]:
    say = words(lang)
    ours = {"name": "name", "other_name": "other_name", "reports": "reports", "heads": "heads", "roles": "roles"}
    ours |= {"compiled": "compiled", "stands_in": "stands_in"}

    def line(name: str) -> Line:
        if name.startswith("career_"):
            return Line(name, label("Career", name.removeprefix("career_"), lang), "")
        return Line(name, say(f"job.{ours[name]}") if name in ours else label("Post", name, lang), "")

    yield line("name"), line("other_name")
    yield line("code"), line("unit")
    yield line("family"), line("grade")
    yield line("superior"), line("headcount")
    yield (line("reports"),)
    yield line("also_reports_to"), line("deputy")
    yield line("location"), line("employment")
    yield line("heads"), line("roles")
    yield line("career_from"), line("career_to")
    yield line("stands_in"), line("compiled")


def _job(lang: str) -> Iterator[Block]:
    say = words(lang)
    yield Heading(1, say("job.section.identification"))
    yield _fields("post", _job_fields(lang), lang)
    yield from _when("post.purpose or chart", [Heading(1, say("job.section.purpose"))])
    yield from _when("post.purpose", [Paragraph(_value("post.purpose"))])
    yield from _when("chart", [Paragraph(_value("chart"), style="center")])
    yield from _when("duties", [Heading(1, say("job.duties.all")), _duties(say)])
    yield from _when("authorities", [Heading(1, say("job.duties.authorities")), _authorities(say)])
    yield from _when("raci", [Heading(1, say("job.duties.raci")), _raci(say)])
    yield from _when("kpis", [Heading(1, say("job.section.kpis")), _kpis(say)])
    yield from _when("qualifications", [Heading(1, say("job.section.qualifications")), _qualifications(say)])
    yield from _when("relationships", [Heading(1, say("job.section.relationships")), _relationships(say)])
    conditions = _repeated(
        "condition",
        "conditions",
        (
            (say("template.category"), 34, _value("condition.name")),
            (say("template.content"), 140, _value("condition.text")),
        ),
    )
    yield from _when("conditions", [Heading(1, label("Post", "conditions", lang)), conditions])
    yield Heading(1, say("template.section.acknowledgement"))
    yield Paragraph(_value("acknowledgement"))
    yield Paragraph(say("template.holder"))
    yield from _signed(say)


def _duties(say: Labels) -> Table:
    text = (
        Paragraph(_value("duty.text")),
        Paragraph("{%p if duty.tasks %}"),
        Paragraph(_joined("duty.tasks", say)),
        Paragraph("{%p endif %}"),
        Paragraph("{%p if duty.timing %}"),
        Paragraph(say("job.duties.timing", text=_value("duty.timing"))),
        Paragraph("{%p endif %}"),
    )
    return _repeated(
        "duty",
        "duties",
        (
            (say("job.duties.serial"), 11, _value("duty.number")),
            (say("job.duties.duty"), 75, text),
            (say("job.duties.outputs"), 32, _value("duty.outputs")),
            (say("template.process"), 28, _value("duty.processes")),
            (say("job.duties.role"), 15, _value("duty.role")),
            (say("job.duties.share"), 13, _value("duty.share")),
        ),
    )


def _authorities(say: Labels) -> Table:
    widths = {"subject": 70, "action": 18, "area": 16, "range": 38, "source": 32}
    return _repeated(
        "authority",
        "authorities",
        tuple((say(f"job.duties.{name}"), width, _value(f"authority.{name}")) for name, width in widths.items()),
    )


def _raci(say: Labels) -> Table:
    return _repeated(
        "part",
        "raci",
        (
            (say("template.process"), 50, _value("part.process")),
            (say("template.letters"), 124, _value("part.text")),
        ),
    )


def _kpis(say: Labels) -> Table:
    definition = (
        Paragraph(_value("kpi.definition")),
        Paragraph("{%p if kpi.formula %}"),
        Paragraph(say("template.formula", text=_value("kpi.formula"))),
        Paragraph("{%p endif %}"),
    )
    source = (Paragraph(_value("kpi.source")), Paragraph(_value("kpi.assessor")))
    return _repeated(
        "kpi",
        "kpis",
        (
            (say("job.kpis.name"), 28, _value("kpi.name")),
            (say("job.kpis.definition"), 66, definition),
            (say("job.kpis.target"), 18, _value("kpi.target")),
            (say("job.kpis.weight"), 14, _value("kpi.weight")),
            (say("job.kpis.period"), 16, _value("kpi.period")),
            (say("job.kpis.source"), 32, source),
        ),
    )


def _qualifications(say: Labels) -> Table:
    return _repeated(
        "qualification",
        "qualifications",
        (
            (say("template.category"), 34, _value("qualification.name")),
            (say("template.required"), 80, _value("qualification.required")),
            (say("template.preferred"), 60, _value("qualification.preferred")),
        ),
    )


def _relationships(say: Labels) -> Table:
    widths = {"side": 22, "with": 56, "about": 96}
    return _repeated(
        "relationship",
        "relationships",
        tuple(
            (say(f"job.relationships.{name}"), width, _value(f"relationship.{name}")) for name, width in widths.items()
        ),
    )


def _signed(say: Labels) -> Iterator[Block]:
    signatures = _repeated(
        "signature",
        "signatures",
        (
            (say("template.action"), 30, _value("signature.action")),
            (say("template.signer"), 50, _value("signature.name")),
            (say("template.sign"), 54, ""),
            (say("template.sign_date"), 40, _value("signature.date")),
        ),
        row_mm=11.0,
    )
    yield from _when("signatures", [Heading(1, say("template.section.signatures")), signatures])
    widths = {"version": 18, "date": 32, "change": 60, "prepared": 32, "approved": 32}
    history = _repeated(
        "revision",
        "revisions",
        tuple((say(f"revisions.{name}"), width, _value(f"revision.{name}")) for name, width in widths.items()),
    )
    yield from _when("revisions", [Heading(1, say("template.section.revisions")), history])


def _policy(lang: str) -> Iterator[Block]:
    say = words(lang)
    yield from _when("policy.summary", [Paragraph(_value("policy.summary"))])
    yield Heading(1, say("template.section.facts"))
    yield _fields("policy", _policy_fields(lang), lang)
    yield from _signed(say)
    yield Paragraph("{{p body }}")


def _policy_fields(lang: str) -> Iterator[tuple[Line, ...]]:
    names = {"distribution": "distribution", "supersedes": "supersedes", "references": "references"}
    names |= {"review": "review_every", "retention": "retention", "expires": "expires"}
    lines = {key: Line(key, label("Control", name, lang), "") for key, name in names.items()}
    yield (lines["distribution"],)
    yield (lines["supersedes"],)
    yield (lines["references"],)
    yield lines["review"], lines["retention"]
    yield (lines["expires"],)


_BODIES: Mapping[str, Callable[[str], Iterator[Block]]] = {"job-description": _job, "policy": _policy}
