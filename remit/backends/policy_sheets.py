"""The sheets around a policy: cover, approval page, revision history, distribution and recall, acknowledgement.

Who signed, when, and what changed come from the ledger; the rest from the control data. A sheet with nothing to say is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from remit.backends.job_sections import labelled
from remit.backends.paper import choice, controlled, date, design, document_number, label, ref_name, words
from remit.backends.policy_changes import changed_places
from remit.backends.policy_tables import label_mm, rows, serials
from remit.backends.policy_text import Scope
from remit.labels import labels
from remit.model.entities import Approval, Approving, Control, SignOff, Unit
from remit.model.ledger import DocumentState
from remit.model.values import Element, Performer
from remit.office.blocks import Align, Block, Cell, Content, Cover, Design, Heading, PageBreak, Paragraph, Table
from remit.views.local_names import local_name
from remit.views.wording import duration, name_of, performer, plain

_SIGNING_MM = 13.0
_ROW_MM = 9.0
_READERS: Mapping[Design, int] = {"company": 23, "gbt9704": 18}
_SPARE_COPIES = 3
_Signed = TypeVar("_Signed")


def cover(scope: Scope, state: DocumentState, company: str) -> Cover:
    """The first page."""
    say, lang, policy = scope.say, scope.lang, scope.policy
    control = state.control
    issued = policy.publication.on if policy.publication is not None else None
    lines = (
        (say("control.number"), document_number(policy)),
        (say("control.version"), (control.version if control else None) or ""),
        (label("Control", "owner", lang), ref_name(control.owner, lang) if control else ""),
        (say("policy.cover.issued"), date(issued, lang)),
        (say("control.effective"), date(effective(state), lang)),
        (say("control.classification"), _level(scope, control)),
        (say("policy.cover.state"), labels(lang)(f"state.{state.shown}")),
        (say("policy.cover.mark"), controlled(control, lang)),
    )
    kind = say(f"policy.kind.{policy.outline or 'system'}")
    return Cover(company, name_of(policy, lang), kind, tuple((name, text) for name, text in lines if text))


def effective(state: DocumentState) -> str | None:
    """The day from which the document holds: the ledger's, else the one planned."""
    approved = state.signed.effective if state.signed else None
    return approved or (state.control.effective if state.control else None)


def _level(scope: Scope, control: Control | None) -> str:
    level = (control.classification if control else None) or scope.policy.confidentiality
    return local_name(scope.organisation.system, "level", level, scope.lang) if level else ""


def approval_page(scope: Scope, state: DocumentState) -> Iterator[Block]:
    """Who prepared, reviewed, countersigned and approved; consultation and publication; the control data."""
    found = [*_signatures(scope, state), *_consultation(scope), *_control(scope, state)]
    if found:
        yield Heading(0, scope.say("policy.approval.title"), listed=False)
        yield from found


def _signatures(scope: Scope, state: DocumentState) -> Iterator[Block]:
    say, lang, control = scope.say, scope.lang, state.control
    approval = state.signed
    lines: list[tuple[Cell, ...]] = []
    for name, written, signed in (
        ("prepared_by", _one(control.prepared_by if control else None), _one(approval.prepared if approval else None)),
        ("reviewed_by", control.reviewed_by if control else (), approval.reviewed if approval else ()),
        ("countersigned_by", control.countersigned_by if control else (), approval.countersigned if approval else ()),
        ("approved_by", _one(control.approved_by if control else None), _one(approval.approved if approval else None)),
    ):
        signers = [(_signer(one, lang), date(one.on, lang)) for one in signed]
        signers = signers or [(performer(one, lang), "") for one in written]
        for index, (who, on) in enumerate(signers):
            first = (Cell(label("Control", name, lang), rowspan=len(signers), label=True),) if not index else ()
            lines.append((*first, Cell(who), Cell(), Cell(on or say("signatures.blank"), align="center")))
    if not lines:
        return
    names = ("step", "who", "sign", "date")
    header = tuple(Cell(say(f"policy.approval.{name}")) for name in names)
    yield Table((30, 44, 60, 40), (header,), tuple(lines), row_mm=_SIGNING_MM)
    if approval is not None and approval.evidence:
        kinds = ((choice("Evidence", "type", one.type, lang), one.value) for one in approval.evidence)
        told = say("clause").join(say("policy.evidence", type=kind, value=value) for kind, value in kinds)
        yield from rows([(say("policy.approval.evidence"), told)], lang, compact=False)


def _one(found: _Signed | None) -> tuple[_Signed, ...]:
    return (found,) if found is not None else ()


def _signer(sign: SignOff | Approving, lang: str) -> str:
    name = performer(sign.by, lang)
    other = ref_name(sign.on_behalf_of, lang)
    return words(lang)("policy.behalf", name=name, other=other) if other else name


def _consultation(scope: Scope) -> Iterator[Table]:
    """With whom, how and when the policy was discussed, and how and when it was made known."""
    say, lang, policy = scope.say, scope.lang, scope.policy
    asked, told = policy.consultation, policy.publication
    lines: list[tuple[str, list[tuple[str, str]]]] = []
    if asked is not None:
        record = ref_name(asked.record, lang)
        facts = [
            (label("Consultation", "with", lang), say("list").join(performer(one, lang) for one in asked.with_)),
            (label("Consultation", "how", lang), plain(asked.how, lang)),
            (label("Consultation", "on", lang), date(asked.on, lang)),
            (label("Consultation", "record", lang), record),
        ]
        lines.append((say("policy.approval.consulted"), facts))
    if told is not None:
        facts = [
            (label("Publication", "how", lang), plain(told.how, lang)),
            (label("Publication", "on", lang), date(told.on, lang)),
        ]
        lines.append((say("policy.approval.published"), facts))
    found: list[tuple[Cell, ...]] = []
    for title, facts in lines:
        known = [(name, text) for name, text in facts if text]
        for index, (name, text) in enumerate(known):
            first = (Cell(title, rowspan=len(known), label=True),) if not index else ()
            found.append((*first, Cell(name, label=True), Cell(text)))
    if found:
        yield Table((30, 26, 118), (), tuple(found), say("policy.approval.consultation"))


def _control(scope: Scope, state: DocumentState) -> Iterator[Table]:
    """What the cover does not say of how the document is kept, reviewed and given out."""
    say, lang, policy, control = scope.say, scope.lang, scope.policy, state.control
    system = scope.organisation.system
    replaced = [name_of(ref.target, lang) for ref in policy.supersedes if ref.target is not None]
    parts = [name_of(ref.target, lang) for ref in policy.parts if ref.target is not None]
    pairs: list[tuple[str, Content]] = [
        (
            label("Policy", "class", lang),
            local_name(system, "document-class", policy.class_, lang) if policy.class_ else "",
        )
    ]
    if control is not None:
        replaced += [plain(text, lang) for text in control.supersedes]
        given = say("list").join(performer(one, lang) for one in control.distribution)
        references = say("list").join(plain(text, lang) for text in control.references)
        pairs += [
            (
                label("Control", "review_every", lang),
                duration(control.review_every, lang) if control.review_every else "",
            ),
            (label("Control", "expires", lang), date(control.expires, lang)),
            (label("Control", "retention", lang), duration(control.retention, lang) if control.retention else ""),
            (label("Control", "distribution", lang), given),
            (label("Control", "references", lang), references),
        ]
    pairs += [
        (say("policy.approval.supersedes"), say("list").join(dict.fromkeys(replaced))),
        (say("policy.approval.parts"), say("list").join(parts)),
        (label("Policy", "summary", lang), plain(policy.summary, lang)),
    ]
    yield from _shortest_abreast(pairs, lang, say("policy.approval.control"))


def _shortest_abreast(pairs: Sequence[tuple[str, Content]], lang: str, caption: str) -> Iterator[Table]:
    """Labels and values: short ones two abreast, each long one over the full width."""
    known = [(name, value) for name, value in pairs if value]
    long = [pair for pair in known if isinstance(pair[1], str) and len(pair[1]) > (24 if lang == "zh" else 44)]
    short = labelled([pair for pair in known if pair not in long], label_mm(lang))
    width = label_mm(lang)
    body = [*(short.rows if short is not None else ())]
    body += [(Cell(name, label=True), Cell(value, 3)) for name, value in long]
    if body:
        half = 87 - width
        yield Table((width, half, width, half), (), tuple(body), caption)


def revisions(scope: Scope, state: DocumentState, approvals: Sequence[Approval]) -> Iterator[Block]:
    """Every approved version with what changed in which articles, and the working version where it is not one of them."""
    say, lang = scope.say, scope.lang
    lines: list[tuple[str, ...]] = []
    before = ""
    for index, one in enumerate(approvals):
        lines.append(
            (
                one.version or "",
                date(one.approved.on, lang),
                plain(one.note, lang) or (say("revisions.first") if not index else ""),
                _places(scope, before, one.content),
                performer(one.prepared.by, lang) if one.prepared else "",
                performer(one.approved.by, lang),
            )
        )
        before = one.content
    if state.signed is None:
        control = state.control
        pending = say(f"revisions.pending.{state.state}")
        places = _places(scope, before, state.content)
        prepared = performer(control.prepared_by, lang) if control else ""
        approver = performer(control.approved_by, lang) if control else ""
        lines.append(((control.version if control else None) or "", "", pending, places, prepared, approver))
    names = ("version", "date", "change", "clauses", "reviser", "approver")
    widths = (16, 30, 46, 36, 23, 23)
    shown = [index for index, name in enumerate(names) if name != "clauses" or any(line[index] for line in lines)]
    header = tuple(Cell(say(f"policy.revisions.{names[index]}")) for index in shown)
    body = tuple(tuple(Cell(line[index], align=_align(names[index])) for index in shown) for line in lines)
    yield Heading(0, say("policy.revisions.title"), listed=False)
    yield Table(tuple(widths[index] for index in shown), (header,), body, row_mm=_ROW_MM)


def _align(name: str) -> Align:
    return "center" if name in ("version", "date") else ""


def _places(scope: Scope, before: str, after: str) -> str:
    """The articles in which a version differs from the one before; many are counted."""
    return changed_places(before, after, scope.lang)


def distribution(scope: Scope, control: Control | None) -> Iterator[Block]:
    """A line for each unit or post that gets a copy, and some to spare; nothing where no distribution is written."""
    say = scope.say
    receivers = list(dict.fromkeys(_receivers(control.distribution, scope.lang))) if control is not None else []
    if not receivers:
        return
    names = ("serial", "to", "copy", "received", "date", "returned", "returned_on")
    header = tuple(Cell(say(f"policy.distribution.{name}")) for name in names)
    receivers += [""] * _SPARE_COPIES
    body = tuple(
        (Cell(n, align="center"), Cell(name), *(Cell() for _ in names[2:]))
        for n, name in zip(serials(len(receivers)), receivers, strict=True)
    )
    yield PageBreak()
    yield Heading(1, say("policy.distribution.title"))
    yield Table((10, 44, 18, 28, 24, 26, 24), (header,), body, compact=True, row_mm=_ROW_MM)
    yield Paragraph(say("policy.distribution.note"), style="note")


def _receivers(found: Sequence[Performer], lang: str) -> Iterator[str]:
    """Groups by their members; a body or anybody else as itself."""
    for one in found:
        members: Sequence[Performer] = one.parts if one.kind in ("any", "each") else ()
        if one.ref is not None and one.kind == "ref":
            target: Element | None = one.ref.target
            members = getattr(target, "members", ()) if target is not None and not isinstance(target, Unit) else ()
        if members:
            yield from _receivers(members, lang)
        else:
            yield performer(one, lang)


def acknowledgement(scope: Scope) -> Iterator[Block]:
    """The statement of having read the policy, with a page of lines to sign."""
    say, policy = scope.say, scope.policy
    number = document_number(policy)
    version = policy.control.version if policy.control is not None else None
    title = name_of(policy, scope.lang)
    key = "policy.acknowledgement.statement" if number else "policy.acknowledgement.statement_plain"
    names = ("serial", "name", "unit", "post", "sign", "date")
    header = tuple(Cell(say(f"policy.acknowledgement.{name}")) for name in names)
    body = tuple(
        (Cell(n, align="center"), *(Cell() for _ in names[1:])) for n in serials(_READERS[design(scope.organisation)])
    )
    yield PageBreak()
    yield Heading(1, say("policy.acknowledgement.title"))
    yield Paragraph(say(key, title=title, number=" ".join(part for part in (number, version) if part)))
    yield Table((12, 28, 36, 36, 34, 28), (header,), body, compact=True, row_mm=_ROW_MM)
