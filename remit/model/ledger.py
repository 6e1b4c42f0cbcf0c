"""The state of each document as the ledger of approvals has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from remit.language.schemas import kinds
from remit.model import canonical
from remit.model.entities import Approval, Control
from remit.model.organisation import Organisation, remembered
from remit.model.values import Entity


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document, its content now, and the last approval of it.

    `state` is approved (content unchanged), changed (moved on since), unapproved, draft, consultation or withdrawn; of what
    is published also coming (approved, not yet in force). Only what is published has the rest: whether a revision is in
    preparation, the approved version that takes effect `next`, whether other languages lack texts of this version, and
    what has become of it `since` the day shown (removed or withdrawn). `excerpt`: readers see only a part of it.
    """

    entity: Entity
    content: str
    digest: str
    approval: Approval | None
    state: str
    revising: bool = False
    next: Approval | None = None
    untranslated: bool = False
    since: str = ""
    excerpt: bool = False

    @property
    def shown(self) -> str:
        """The state by the name of its label: what is in force while its revision is in preparation says so."""
        return "revising" if self.state == "approved" and self.revising else self.state

    @property
    def signed(self) -> Approval | None:
        """The approval of exactly this content, whether it has taken effect or will; None where nobody has approved it."""
        return self.approval if self.state in ("approved", "coming") else None

    @property
    def in_force(self) -> bool:
        """Whether the document claims to hold: it is no draft, not withdrawn and not still to come."""
        return self.state not in ("draft", "consultation", "withdrawn", "coming")

    @property
    def control(self) -> Control | None:
        """The document's control data, where it has any."""
        found = getattr(self.entity, "control", None)
        return found if isinstance(found, Control) else None

    @property
    def short_digest(self) -> str:
        """The first twelve hexadecimal digits, as printed on documents."""
        return self.digest.removeprefix("sha256:")[:12]


@remembered
def states(organisation: Organisation) -> Mapping[str, DocumentState]:
    """The state of every document, by reference; several rules and back ends ask."""
    latest = {ref: found[-1] for ref, found in entries(organisation).items()}
    found: dict[str, DocumentState] = {}
    for name, kind in kinds().items():
        if kind.is_document:
            for entity in organisation.by_kind[name].values():
                found[entity.ref] = _state(organisation, entity, latest.get(entity.ref))
    return found


@lru_cache(maxsize=4096)
def fields_of(content: str) -> Mapping[str, Any]:
    """The fields of an approved content; none where the ledger keeps something else."""
    try:
        found = json.loads(content)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def ledger_order(approval: Approval) -> tuple[str, str]:
    """The order of the approvals of a document, the oldest first."""
    return approval.approved.on or "", approval.id


@remembered
def entries(organisation: Organisation) -> Mapping[str, tuple[Approval, ...]]:
    """The approvals of each document, by its reference, the oldest first."""
    found: dict[str, list[Approval]] = {}
    for approval in organisation.all(Approval):
        found.setdefault(approval.document.key, []).append(approval)
    return {ref: tuple(sorted(items, key=ledger_order)) for ref, items in found.items()}


def standing(organisation: Organisation) -> Iterator[Approval]:
    """The approval that each document rests on, the last one; it puts right what was wrong with those before."""
    return (found[-1] for found in entries(organisation).values())


def is_sound(approval: Approval) -> bool:
    """Whether an entry keeps the content that its digest is of; nothing can be concluded from one that was altered."""
    return canonical.digest(approval.content) == approval.digest


def approved_data(approval: Approval) -> Mapping[str, Any]:
    """The fields of the document as they were approved; none where the entry keeps something else."""
    return fields_of(approval.content)


def _state(organisation: Organisation, entity: Entity, approval: Approval | None) -> DocumentState:
    text = canonical.content(entity.origin.document, organisation.languages[0])
    digest = canonical.digest(text)
    written = getattr(getattr(entity, "control", None), "status", None)
    if written in ("draft", "consultation", "withdrawn"):
        state = str(written)
    elif approval is None:
        state = "unapproved"
    else:
        state = "approved" if approval.digest == digest else "changed"
    return DocumentState(entity, text, digest, approval, state)
