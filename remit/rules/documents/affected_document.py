"""An approved document that prints something which has been approved anew since: its KPIs, activities, authorities or blocks.

A job description prints the definitions of its KPIs, the activities of processes in which the post acts and the authorities that
it decides by; a policy prints what its blocks show. Only a change of the printed part counts, and only an approved one.

Why: whoever signed for the job description has signed for other figures than those that hold now (ISO 9001:2015, 7.5.3.2 c).

Instead: reissue the document and have it acknowledged; approving it again records that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.evidence.ledger_entries import entries
from remit.evidence.naming import called
from remit.evidence.printed_sources import Part, differs, sources
from remit.model.entities import Approval
from remit.model.ledger import states
from remit.model.organisation import Organisation
from remit.model.values import Entity


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a document, with the sources that were approved later."""
    ledger = entries(organisation)
    newest = max((item.approved.on for found in ledger.values() for item in found), default="")
    for state in states(organisation).values():
        since = state.approval.approved.on if state.approval is not None else newest
        if state.state != "approved" or since >= newest:
            continue
        later: list[tuple[Entity, Approval]] = []
        for source, part in sources(organisation, state.entity):
            found = _later(ledger.get(source.ref, ()), since, part)
            if found is not None:
                later.append((source, found))
        if later:
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "on": since,
                "sources": names_of(organisation, [source for source, _ in later]),
            }
            related = tuple(Related(item.span(), "approved-here") for _, item in later[:5])
            yield Diagnostic("affected-document", state.entity.span(), state.entity.ref, params, related)


def _later(found: Sequence[Approval], since: str, part: Part) -> Approval | None:
    """The last approval of a source, where it is later than a day and changed what is printed."""
    if not found or found[-1].approved.on <= since:
        return None
    before = [item for item in found if item.approved.on <= since]
    return found[-1] if not before or differs(before[-1], found[-1], part) else None
