"""What a company's own Word template is given: plain words, numbers, lists and mappings, in the language of the document.

templates/labels/placeholders.yaml says what there is; a test holds that the data has just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from remit.backends import Edition, job_words
from remit.backends.job_authorities import authorities
from remit.backends.job_sections import QUALIFICATIONS
from remit.backends.paper import choice, date, label, ref_name, revisions, signatures, words
from remit.backends.reporting_chart import reporting_chart
from remit.labels import labels
from remit.model.entities import Approval, Control, Policy, Qualification, Relationship
from remit.model.ledger import DocumentState
from remit.model.values import Deliverable, Performer
from remit.office.blocks import Table, WordDocument
from remit.views.outline import Outline
from remit.views.post_index import RaciLine
from remit.views.post_sheet import DutyLine, KpiLine, PostSheet
from remit.views.responsibility import ORDER
from remit.views.wording import deliverable, duration, name_of, number, performer, plain, target, timing

Data = dict[str, Any]


def job_description_data(
    edition: Edition,
    doc: WordDocument,
    sheet: PostSheet,
    state: DocumentState,
    approvals: tuple[Approval, ...],
    lang: str,
) -> Data:
    """The placeholders of a job description; `doc` is the packaged document, whose control block it shares."""
    post = sheet.post
    named = {line.key: line.value for line in job_words.identification(sheet, approvals, lang)}
    named |= dict.fromkeys(("deputy", "stands_in", "career_from", "career_to"), "")
    named |= {line.key: line.value for line in job_words.career(sheet, lang)}
    return {
        **_front(doc, state, lang),
        "post": {**named, "purpose": plain(post.purpose, lang)},
        "chart": reporting_chart(sheet, lang) or "",
        "duties": [_duty(n, line, lang) for n, line in enumerate(sheet.duties, 1)],
        "authorities": _rows(
            authorities(sheet, edition.organisation.system, lang),
            {words(lang)(f"job.duties.{name}"): name for name in ("subject", "action", "area", "range", "source")},
        ),
        "raci": _raci(sheet.raci, lang),
        "kpis": [_kpi(line, lang) for line in sheet.kpis],
        "qualifications": _qualifications(sheet, lang),
        "relationships": _relationships(sheet, lang),
        "conditions": [
            {"name": line.label, "text": line.value} for line in job_words.conditions(post, lang) if line.value
        ],
        "acknowledgement": words(lang)("job.acknowledgement"),
        **_back(state, approvals, lang),
    }


def policy_data(
    doc: WordDocument, policy: Policy, state: DocumentState, approvals: tuple[Approval, ...], lang: str
) -> Data:
    """The placeholders of a policy; `doc` is the packaged document, whose control block it shares."""
    control = state.control or Control(ref=policy.ref, origin=policy.origin)
    outline = Outline(policy, lang)
    say = words(lang)
    return {
        **_front(doc, state, lang),
        "policy": {
            "name": name_of(policy, lang),
            "summary": plain(policy.summary, lang),
            "distribution": _performers(control.distribution, lang),
            "supersedes": say("list").join(
                [
                    *(ref_name(ref, lang) for ref in policy.supersedes),
                    *(plain(text, lang) for text in control.supersedes),
                ]
            ),
            "references": say("list").join(plain(text, lang) for text in control.references),
            "review": duration(control.review_every, lang) if control.review_every else "",
            "retention": duration(control.retention, lang) if control.retention else "",
            "expires": date(control.expires, lang),
        },
        "chapters": _chapters(policy, outline, lang),
        "annexes": [
            {"number": getattr(ref.target, "number", None) or "", "name": ref_name(ref, lang)} for ref in policy.annexes
        ],
        **_back(state, approvals, lang),
    }


def _front(doc: WordDocument, state: DocumentState, lang: str) -> Data:
    control = doc.control
    owner = state.control.owner if state.control else None
    return {
        "company": doc.company,
        "title": doc.title,
        "control": {
            "number": control.number,
            "title": control.title,
            "version": control.version,
            "effective": control.effective,
            "classification": control.classification,
            "state": labels(lang)(f"state.{state.shown}"),
            "digest": state.short_digest,
            "owner": ref_name(owner, lang),
            "mark": control.mark,
            "footer": doc.footer,
        },
    }


def _back(state: DocumentState, approvals: tuple[Approval, ...], lang: str) -> Data:
    signed = signatures(state, lang)
    names = ("version", "date", "change", "prepared", "approved")
    history = revisions(state, approvals, lang)
    return {
        "signatures": [
            {"action": slot.label, "name": slot.name, "date": slot.date} for slot in (signed.slots if signed else ())
        ],
        "revisions": _rows(history, {words(lang)(f"revisions.{name}"): name for name in names}),
    }


def _rows(table: Table | None, names: Mapping[str, str]) -> list[Data]:
    """The rows of a packaged table by the names of its columns; a column that it leaves out is empty."""
    if table is None:
        return []
    columns = [names[str(cell.content)] for cell in table.header[0]]
    empty = dict.fromkeys(names.values(), "")
    return [empty | {name: str(cell.content) for name, cell in zip(columns, row, strict=True)} for row in table.rows]


def _duty(serial: int, line: DutyLine, lang: str) -> Data:
    duty = line.duty
    kind = "job.duties.marginal" if duty.marginal else "job.duties.essential"
    return {
        "number": serial,
        "text": plain(duty.text, lang),
        "tasks": [plain(task, lang) for task in duty.tasks],
        "timing": timing(duty.timing, lang),
        "outputs": _joined(line.outputs, lang),
        "role": choice("Duty", "role", duty.role, lang) if duty.role else "",
        "share": _percent(duty.share, lang),
        "processes": job_words.named(line.processes, lang),
        "kind": words(lang)(kind) if words(lang).has(kind) else "",
    }


def _raci(lines: Iterable[RaciLine], lang: str) -> list[Data]:
    """A row for each process, role or group: the activities by letter."""
    say = words(lang)
    groups: dict[str, list[RaciLine]] = {}
    for line in sorted(lines, key=lambda line: line.via is not None):
        groups.setdefault((line.via or line.row.process).ref, []).append(line)
    found: list[Data] = []
    for group in groups.values():
        activities: dict[str, list[str]] = {}
        for line in group:
            activities.setdefault(line.letters, []).append(plain(line.row.name, lang))
        order = sorted(activities, key=lambda letters: [ORDER.index(letter) for letter in letters.split("/")])
        text = say("clause").join(f"{letters}\u00a0{say('list').join(activities[letters])}" for letters in order)
        found.append({"process": name_of(group[0].via or group[0].row.process, lang), "text": text})
    return found


def _kpi(line: KpiLine, lang: str) -> Data:
    kpi = line.kpi
    return {
        "name": ref_name(line.assignment.kpi, lang),
        "definition": plain(kpi.definition, lang) if kpi else "",
        "formula": plain(kpi.formula, lang) if kpi else "",
        "target": target(line.target, kpi, lang),
        "weight": _percent(line.assignment.weight, lang),
        "period": timing(kpi.period, lang) if kpi else "",
        "source": _joined(kpi.source, lang) if kpi else "",
        "assessor": performer(kpi.verified_by, lang) if kpi else "",
    }


def _qualifications(sheet: PostSheet, lang: str) -> list[Data]:
    found = sheet.post.qualifications
    if found is None:
        return []
    asked: list[tuple[str, Sequence[Qualification]]] = [(name, getattr(found, name)) for name in QUALIFICATIONS]
    return [
        {
            "name": label("Qualifications", name, lang),
            "required": _texts((item for item in items if not item.preferred), lang),
            "preferred": _texts((item for item in items if item.preferred), lang),
        }
        for name, items in asked
        if items
    ]


def _texts(items: Iterable[Qualification], lang: str) -> str:
    return words(lang)("clause").join(plain(item.text, lang) for item in items)


def _relationships(sheet: PostSheet, lang: str) -> list[Data]:
    found = sheet.post.relationships
    if found is None:
        return []
    sides: list[tuple[str, Sequence[Relationship]]] = [("internal", found.internal), ("external", found.external)]
    return [
        {
            "side": label("Relationships", side, lang),
            "with": performer(item.with_, lang),
            "about": plain(item.about, lang),
        }
        for side, items in sides
        for item in items
    ]


def _chapters(policy: Policy, outline: Outline, lang: str) -> list[Data]:
    """The chapters with their articles, paragraphs, items and sub-items, numbered as printed."""
    return [
        {
            "number": outline.chapter(chapter).removesuffix(plain(chapter.title, lang)).strip(),
            "title": plain(chapter.title, lang),
            "articles": [
                {
                    "number": outline.article_number(article),
                    "title": plain(article.title, lang),
                    "text": plain(article.text, lang),
                    "paragraphs": [plain(text, lang) for text in article.paragraphs],
                    "items": [
                        {
                            "number": outline.item(n),
                            "text": plain(item.text, lang),
                            "items": [
                                {"number": outline.sub_item(m), "text": plain(sub.text, lang)}
                                for m, sub in enumerate(item.items, 1)
                            ],
                        }
                        for n, item in enumerate(article.items, 1)
                    ],
                }
                for article in chapter.articles
            ],
        }
        for chapter in policy.chapters
    ]


def _joined(items: Iterable[Deliverable], lang: str) -> str:
    return words(lang)("list").join(deliverable(item, lang) for item in items)


def _performers(found: Iterable[Performer], lang: str) -> str:
    return words(lang)("list").join(performer(one, lang) for one in found)


def _percent(value: float | None, lang: str) -> str:
    return words(lang)("percent", n=number(value)) if value is not None else ""
