"""A document that nobody has approved.

Why: only an approval puts a policy, process, job description, KPI or authority into force (ISO 9001:2015, 7.5.2).

Instead: have it approved and record it: remit approve REF --by POST --on DATE.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.ledger import states
from remit.model.organisation import Organisation
from remit.views.document_words import called, kind_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Documents without an approval, drafts and withdrawn ones left aside."""
    for state in states(organisation).values():
        if state.state == "unapproved":
            entity = state.entity
            params = {"kind": kind_words(entity), "name": called(organisation, entity), "ref": entity.ref}
            yield Diagnostic("unapproved-document", entity.span(), entity.ref, params)
