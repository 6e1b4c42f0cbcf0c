"""An approved document that prints something which has been approved anew since: its KPIs, activities, authorities or blocks.

A job description prints the definitions of its KPIs, the activities of processes in which the post acts and the authorities that
it decides by; a policy prints what its blocks show. Only a change of the printed part counts, and only an approved one.

Why: whoever signed for the job description has signed for other figures than those that hold now (ISO 9001:2015, 7.5.3.2 c).

Instead: reissue the document and have it acknowledged; approving it again records that.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.enumeration import names_of
from remit.evidence.naming import called
from remit.model.organisation import Organisation
from remit.views.affected import affected


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a document, with the sources that were approved later."""
    for found in affected(organisation):
        entity = found.state.entity
        params = {
            "kind": kind_words(entity),
            "name": called(organisation, entity),
            "on": found.since,
            "sources": names_of(organisation, [source for source, _ in found.later]),
        }
        related = tuple(Related(item.span(), "approved-here") for _, item in found.later[:5])
        yield Diagnostic("affected-document", entity.span(), entity.ref, params, related)
