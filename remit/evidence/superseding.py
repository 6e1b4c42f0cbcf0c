"""Which document takes the place of which, by reference or by its exact name in the control data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.diagnostics import Span
from remit.evidence.names import defined_as
from remit.language.schemas import kinds
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Supersession:
    """A document, the one that it says it replaces, and where it says so."""

    new: DocumentState
    old: DocumentState
    span: Span


def supersessions(organisation: Organisation) -> Iterator[Supersession]:
    """Every replacement of a document that exists in the system, each once."""
    register = states(organisation)
    documents = [name for name, kind in kinds().items() if kind.is_document]
    for state in register.values():
        seen: set[str] = set()
        for ref in getattr(state.entity, "supersedes", ()):
            if ref.target is not None and ref.key in register and ref.key not in seen:
                seen.add(ref.key)
                yield Supersession(state, register[ref.key], ref.origin.span())
        for text in state.control.supersedes if state.control is not None else ():
            names = (defined_as(organisation, words, documents) for words in text.by_language.values())
            old = next((found for found in names if found is not None and found.ref not in seen), None)
            if old is not None and old.ref != state.entity.ref:
                seen.add(old.ref)
                yield Supersession(state, register[old.ref], text.origin.span())
