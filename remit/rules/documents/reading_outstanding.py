"""A document in force that some of those who have to read it have not read, in any version.

Who has to read: the posts to which it is distributed; without distribution, the posts that a policy speaks of, that perform the
steps of a process or act in the chain of an authority; a job description, its own post. Judged are the kinds of documents of which
the company keeps who has read them, from the day on which the version takes effect; where it keeps who holds a post, each holder.

Why: nobody can be held to a rule that he was never shown (ISO 9001:2015, 7.3: awareness).

Instead: have it read and record it: remit acknowledge REF --by POST --on DATE.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.change.reading import Reading, by_document, kept
from remit.diagnostics import Diagnostic
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.evidence.naming import called
from remit.model.organisation import Organisation

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """One finding a document, with the posts that have not read it."""
    for found in by_document(kept(organisation, as_of)).values():
        missing = [reading for reading in found if reading.state == "unread"]
        if missing and (missing[0].approval.effective or missing[0].approval.approved.on) <= as_of:
            yield _finding(organisation, missing, len(found))


def _finding(organisation: Organisation, missing: Sequence[Reading], asked: int) -> Diagnostic:
    entity = missing[0].document.entity
    params = {
        "kind": kind_words(entity),
        "name": called(organisation, entity),
        "posts": names_of(organisation, [reading.post for reading in missing]),
        "number": len(missing),
        "asked": asked,
        "ref": entity.ref,
    }
    return Diagnostic("reading-outstanding", entity.span(), entity.ref, params)
