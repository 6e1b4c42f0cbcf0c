"""A document of which somebody has read an older version, and which has changed so much since that it has to be read again.

Why: who signed for the old version works by the old version (ISO 9001:2015, 7.5.3.2: unintended use of obsolete information).

Instead: have the version in force read and record it: remit acknowledge REF --by POST --on DATE.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.change.reading import Reading, by_document, kept
from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.evidence.naming import called
from remit.model.organisation import Organisation

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """One finding a document, with the posts that have read an older version; related is the approval since."""
    for found in by_document(kept(organisation, as_of)).values():
        outdated = [reading for reading in found if reading.state == "outdated"]
        if outdated and (outdated[0].approval.effective or outdated[0].approval.approved.on) <= as_of:
            yield _finding(organisation, outdated)


def _finding(organisation: Organisation, outdated: Sequence[Reading]) -> Diagnostic:
    first = outdated[0]
    entity = first.document.entity
    params = {
        "kind": kind_words(entity),
        "name": called(organisation, entity),
        "posts": names_of(organisation, [reading.post for reading in outdated]),
        "number": len(outdated),
        "approved": first.approval.approved.on,
        "ref": entity.ref,
    }
    related = (Related(first.approval.span(), "approved-here"),)
    return Diagnostic("reading-outdated", entity.span(), entity.ref, params, related)
