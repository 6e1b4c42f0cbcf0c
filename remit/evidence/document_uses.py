"""Which documents in force rest on a document: cite it in their text, show it, or name it in a field."""

from __future__ import annotations

from remit.model.entities import Acknowledgement, Approval
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation, Use

_NOT_RELYING = frozenset({"supersedes", "parts", "career", "deputy", "superior"})


def relying(organisation: Organisation, state: DocumentState) -> list[Use]:
    """The first use by each document in force, and by each entity that is no document, in order; not by itself."""
    register = states(organisation)
    found: dict[str, Use] = {}
    for use in organisation.used_by(state.entity):
        source = organisation.owner_of(use.source)
        holds = register.get(source.ref)
        if (
            source.ref == state.entity.ref
            or isinstance(source, Acknowledgement | Approval)
            or (holds is not None and not holds.in_force)
        ):
            continue
        if use.field not in _NOT_RELYING:
            found.setdefault(source.ref, use)
    return list(found.values())
