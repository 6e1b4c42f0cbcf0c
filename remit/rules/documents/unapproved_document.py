"""A document that nobody has approved.

Why: only an approval puts a policy, process, job description, KPI or authority into force (ISO 9001:2015, 7.5.2).

Instead: have it approved and record it: remit approve REF --by POST --on DATE.

Where most documents of a kind were never approved, five or more, that is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.model.ledger import states
from remit.model.organisation import Organisation
from remit.model.values import Entity

_MANY = 5


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Documents without an approval, drafts and withdrawn ones left aside."""
    by_kind: dict[str, list[Entity]] = {}
    total: dict[str, int] = {}
    for state in states(organisation).values():
        if state.in_force:
            kind = state.entity.kind
            total[kind] = total.get(kind, 0) + 1
            if state.state == "unapproved":
                by_kind.setdefault(kind, []).append(state.entity)
    for kind, found in by_kind.items():
        if len(found) >= _MANY and len(found) * 2 > total[kind]:
            yield _finding(organisation, found)
        else:
            yield from (_finding(organisation, [entity]) for entity in found)


def _finding(organisation: Organisation, found: Sequence[Entity]) -> Diagnostic:
    first = found[0]
    params = {"kind": kind_words(first), "name": names_of(organisation, found), "ref": first.ref}
    related = tuple(Related(entity.span(), "other-place") for entity in found[1:])
    return Diagnostic("unapproved-document", first.span(), first.ref, params, related)
