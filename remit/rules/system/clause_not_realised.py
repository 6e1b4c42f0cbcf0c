"""A clause of a source or standard that no element realises, and that is not ruled out with a reason.

Why: the company promised to work by that source; an auditor asks where.

Instead: name the clause under `basis:` of the element that realises it, or give its `state:` with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.views.coverage import clauses
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Clauses in the state realised that nothing cites."""
    for covered in clauses(organisation):
        if covered.state == "open":
            params = {"clause": covered.clause.id, "title": in_words(covered.clause.title)}
            yield Diagnostic("clause-not-realised", covered.clause.span(), covered.clause.ref, params)
