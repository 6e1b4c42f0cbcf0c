"""A document in force without a number, version, owner or effective date.

Judged are policies, processes, job descriptions and authorities, and KPIs that have control data of their own. An approval
may say the day from which the document holds, the authority or process itself who owns it; a post or process code is a number
where system.yaml has no numbering pattern for the kind. Where no document of a kind has any control data, that is one finding.

Why: without them nobody can tell which paper is meant, whether it is the latest, and whom to ask (ISO 9001:2015, 7.5.2 a and 7.5.3.2).

Instead: write number, version, owner and effective under control.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import control_schema, control_span, field_words, kind_words
from remit.evidence.enumeration import names_of
from remit.model.entities import Authority, Kpi, Post, Process
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation

_FEW = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a document with what is missing; one a kind where several have nothing at all."""
    patterned = {kind for numbering in organisation.system.numbering for kind in numbering.applies_to}
    by_kind: dict[str, list[DocumentState]] = {}
    for state in states(organisation).values():
        if state.in_force and not (isinstance(state.entity, Kpi) and state.control is None):
            by_kind.setdefault(state.entity.kind, []).append(state)
    for kind, found in by_kind.items():
        lacking = [(state, _missing(state, kind in patterned)) for state in found]
        bare = [state for state in found if state.control is None]
        if 1 < len(bare) == len(found) or (len(bare) >= _FEW and len(bare) * 2 > len(found)):
            common = [
                field
                for field in _FIELDS
                if all(field in missing for state, missing in lacking if state.control is None)
            ]
            if common:
                yield _finding(organisation, bare, common)
                lacking = [(state, missing) for state, missing in lacking if state.control is not None]
        for state, missing in lacking:
            if missing:
                yield _finding(organisation, [state], missing)


_FIELDS = ("number", "version", "owner", "effective")


def _missing(state: DocumentState, patterned: bool) -> list[str]:
    control, entity = state.control, state.entity
    coded = isinstance(entity, Post | Process) and entity.code is not None and not patterned
    owned = isinstance(entity, Authority | Process) and entity.owner is not None
    dated = state.approval is not None and state.approval.effective is not None
    has = {
        "number": coded or (control is not None and bool(control.number)),
        "version": control is not None and bool(control.version),
        "owner": owned or (control is not None and control.owner is not None),
        "effective": dated or (control is not None and control.effective is not None),
    }
    return [field for field in _FIELDS if not has[field]]


def _finding(organisation: Organisation, found: Sequence[DocumentState], missing: Sequence[str]) -> Diagnostic:
    first = found[0]
    params = {
        "kind": kind_words(first.entity),
        "names": names_of(organisation, [state.entity for state in found]),
        "missing": field_words(control_schema(), missing),
    }
    related = tuple(Related(state.entity.span(), "other-place") for state in found[1:])
    return Diagnostic("uncontrolled-document", control_span(first), first.entity.ref, params, related)
