"""The versions of a document as the ledger has them, and what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass

from remit.backends import Edition
from remit.backends.paper import approvals_by_document
from remit.model.entities import Approval
from remit.model.ledger import fields_of
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.pages.places import archive_path
from remit.views.content_changes import Difference, differences


@dataclass(frozen=True, slots=True)
class Version:
    """An approval and what it changed in the one before; `first` where there was none; `page` where it is in the archive."""

    approval: Approval
    changes: tuple[Difference, ...]
    first: bool
    page: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a document, the newest first, and what has changed in the text since without being approved."""

    versions: tuple[Version, ...]
    pending: tuple[Difference, ...]


class Histories:
    """The ledger of an edition by document."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.approvals = approvals_by_document(edition.organisation)

    def of(self, entity: Entity) -> History:
        """The history of a document; an empty one for what has never been approved."""
        organisation, known = self.edition.organisation, self.approvals.get(entity.ref, ())
        old = {
            version.approval.ref: archive_path(entity.kind, entity.id, version.folder)
            for version in self.edition.archive.get(entity.ref, ())
        }
        versions = tuple(
            Version(
                approval,
                _changes(organisation, entity, known[at - 1].content, approval.content) if at else (),
                not at,
                old.get(approval.ref, ""),
            )
            for at, approval in enumerate(known)
        )
        state = self.edition.states.get(entity.ref)
        changed = state is not None and state.state == "changed" and state.approval is not None
        pending = (
            _changes(organisation, entity, state.approval.content, state.content)
            if changed and state is not None and state.approval is not None
            else ()
        )
        return History(versions[::-1], pending)


def _changes(organisation: Organisation, entity: Entity, before: str, after: str) -> tuple[Difference, ...]:
    old, new = fields_of(before), fields_of(after)
    return tuple(differences(organisation, entity.kind, old, new)) if old and new else ()
