"""What every controlled document prints beside its content: the words of its layout, its control block, footer,
watermark, signatures and revision history. All of it comes from the document's control data and the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from remit.backends import Edition
from remit.labels import Labels, labels
from remit.language.schemas import in_language, resolved
from remit.language.validate import field_label
from remit.model.entities import Approval, Approving, AuthorityTier, Control, SignOff, System
from remit.model.generate import class_schemas
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.model.values import Entity, Performer, Ref
from remit.office.blocks import Cell, ControlBlock, ControlLabels, Design, Lang, Picture, Signatures, Slot, Table
from remit.office.logo import is_picture
from remit.resources import templates_dir
from remit.views.local_names import local_name
from remit.views.wording import date as date
from remit.views.wording import name_of, performer, plain

# As wide as a logo may be; the head of the page also bounds its height.
_LOGO_MM = 30.0


@cache
def words(lang: str) -> Labels:
    """The words of documents in a language, from templates/documents/; English for one that has no catalogue.

    Each file there holds the words of some kinds of documents, under keys of its own.
    """
    folder = templates_dir() / "documents"
    files = sorted(folder.glob(f"*.{lang}.yaml")) or sorted(folder.glob("*.en.yaml"))
    found: dict[str, Any] = {}
    for path in files:
        found |= yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Labels(lang, found)


def office_language(lang: str) -> Lang:
    """The language in which an Office file sets fonts and proofing: Chinese, else English."""
    return "zh" if lang == "zh" else "en"


@cache
def label(class_name: str, field: str, lang: str) -> str:
    """The label of a field of a generated class, as the schema has it."""
    return field_label(class_schemas()[class_name], field, lang)


@cache
def choice(class_name: str, field: str, value: str, lang: str) -> str:
    """The words for one of the values of a field, such as the role of a duty; empty where no value is given."""
    shown = resolved(class_schemas()[class_name]["properties"][field]).get("x-labels", {}).get(value, value)
    return in_language(shown, lang)


def ref_name(ref: Ref[Any] | None, lang: str) -> str:
    """What a reference leads to, by name; what is only named, as named; what leads nowhere, as written."""
    if ref is None:
        return ""
    if ref.target is not None:
        return name_of(ref.target, lang)
    return plain(ref.named, lang) or ref.key


def case(tier: AuthorityTier, system: System, lang: str) -> str:
    """The case that a tier of an authority is for: its name, else its class; empty where amounts alone tell it apart."""
    if tier.name is None and tier.class_:
        return local_name(system, "classification", tier.class_, lang)
    return plain(tier.name, lang)


def company(edition: Edition, lang: str) -> str:
    """The company's name."""
    return plain(edition.organisation.system.name, lang)


def design(organisation: Organisation) -> Design:
    """The look of the company's documents."""
    documents = organisation.system.documents
    return "gbt9704" if documents is not None and documents.design == "gbt9704" else "company"


def document_number(entity: Entity) -> str:
    """The number of a document, else its code; empty where it has neither."""
    control: Control | None = getattr(entity, "control", None)
    return (control.number if control else None) or getattr(entity, "code", None) or ""


def version(state: DocumentState) -> str:
    """The version that the document has now."""
    return (state.control.version if state.control else None) or ""


def control_block(edition: Edition, state: DocumentState, title: str, lang: str) -> ControlBlock:
    """The head of every page. A document without a number of its own shows its code; what is not known stays empty."""
    control = state.control or Control(ref=state.entity.ref, origin=state.entity.origin)
    table: Mapping[str, str] = words(lang).get("control")
    level = control.classification or getattr(state.entity, "confidentiality", None)
    effective = state.signed.effective if state.signed else None
    return ControlBlock(
        number=document_number(state.entity),
        title=title,
        version=version(state),
        effective=date(effective or control.effective, lang),
        classification=local_name(edition.organisation.system, "level", level, lang) if level else "",
        labels=ControlLabels(**table),
        mark=controlled(state.control, lang),
        logo=logo(edition, lang),
    )


def controlled(control: Control | None, lang: str) -> str:
    """Whether copies are controlled, in words; nothing for a document without control data."""
    return words(lang)("controlled" if control.controlled else "uncontrolled") if control is not None else ""


def logo(edition: Edition, lang: str) -> Picture | None:
    """The company's logo for the head of a page; None where it has none that can be shown."""
    documents = edition.organisation.system.documents
    png = edition.attachments.get(documents.logo) if documents is not None and documents.logo else None
    return Picture(png, _LOGO_MM, company(edition, lang)) if png is not None and is_picture(png) else None


def watermark(state: DocumentState, lang: str) -> str:
    """What stands behind the text of a document that is not in force as it is; empty for one that is."""
    return "" if state.state == "approved" else words(lang)(f"watermark.{state.state}")


def footer(edition: Edition, state: DocumentState, lang: str) -> str:
    """Version, where there is one, state and digest, and the company's notice."""
    say = words(lang)
    shown = labels(lang)(f"state.{state.shown}")
    text = say(
        "footer" if version(state) else "footer_without_version",
        version=version(state),
        state=say("excerpt", state=shown) if state.excerpt else shown,
        digest=state.short_digest,
    )
    notice = plain(edition.organisation.system.notice, lang)
    return say("footer_notice", text=text, notice=notice) if notice else text


def properties(state: DocumentState, lang: str) -> tuple[tuple[str, str], ...]:
    """What a copy in hand says of itself to `remit verify`."""
    return (
        ("remit.reference", state.entity.ref),
        ("remit.digest", state.digest),
        ("remit.version", version(state)),
        ("remit.state", state.state),
        ("remit.language", lang),
    )


def approvals_by_document(organisation: Organisation) -> Mapping[str, tuple[Approval, ...]]:
    """The ledger by document, oldest approval first."""
    found: dict[str, list[Approval]] = {}
    for approval in organisation.all(Approval):
        found.setdefault(approval.document.key, []).append(approval)
    return {key: tuple(sorted(every, key=lambda one: (one.approved.on or "", one.id))) for key, every in found.items()}


def signatures(state: DocumentState, lang: str) -> Signatures | None:
    """Who prepared, reviewed, countersigned and approved, with the dates of an approval that still holds."""
    control = state.control
    if control is None:
        return None
    approval = state.signed
    slots: list[Slot] = []
    for name, written, signed in (
        ("prepared_by", (control.prepared_by,), (approval.prepared,) if approval else ()),
        ("reviewed_by", control.reviewed_by, approval.reviewed if approval else ()),
        ("countersigned_by", control.countersigned_by, approval.countersigned if approval else ()),
        ("approved_by", (control.approved_by,), (approval.approved,) if approval else ()),
    ):
        slots += _slots(label("Control", name, lang), written, signed, lang)
    say = words(lang)
    if not slots:
        return None
    return Signatures(tuple(slots), say("signatures.date"), say("signatures.blank"), keep_next=True)


def _slots(
    title: str, written: tuple[Performer | None, ...], signed: tuple[SignOff | Approving | None, ...], lang: str
) -> list[Slot]:
    done = [Slot(title, performer(sign.by, lang), date(sign.on, lang)) for sign in signed if sign is not None]
    return done or [Slot(title, performer(one, lang)) for one in written if one is not None]


def revisions(state: DocumentState, approvals: tuple[Approval, ...], lang: str) -> Table:
    """The approvals in the ledger, and the working version where it is not one of them."""
    say = words(lang)
    rows = [
        (
            approval.version or "",
            date(approval.approved.on, lang),
            plain(approval.note, lang) or (say("revisions.first") if not index else ""),
            performer(approval.prepared.by, lang) if approval.prepared else "",
            performer(approval.approved.by, lang),
        )
        for index, approval in enumerate(approvals)
    ]
    if state.signed is None:
        pending = say(f"revisions.pending.{state.state}")
        control = state.control
        prepared = performer(control.prepared_by, lang) if control else ""
        approver = performer(control.approved_by, lang) if control else ""
        rows.append((version(state), "", pending, prepared, approver))
    names = ("version", "date", "change", "prepared", "approved")
    return Table(
        columns=(18, 32, 56, 32, 32),
        header=(tuple(Cell(say(f"revisions.{name}")) for name in names),),
        rows=tuple(tuple(Cell(text) for text in row) for row in rows),
        compact=True,
    )
