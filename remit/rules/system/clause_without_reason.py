"""A clause that is realised differently or ruled out without saying why.

Why: a deviation without a reason cannot be defended.

Instead: write `reason:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.views.coverage import clauses


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Clauses in the state differently or excluded without a reason."""
    for covered in clauses(organisation):
        if covered.state in ("differently", "excluded") and covered.clause.reason is None:
            yield Diagnostic(
                "clause-without-reason", covered.clause.span(), covered.clause.ref, {"clause": covered.clause.id}
            )
