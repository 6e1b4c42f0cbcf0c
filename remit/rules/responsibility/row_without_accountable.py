"""An activity for which nobody answers: no approving or deciding step, and no `accountable`.

Why: in a responsibility matrix each row has exactly one A; without it everyone waits for somebody else.

Instead: add the approving step, or write `accountable:` on the step or the process.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.views.responsibility import company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows without A, at the step that begins them."""
    for row in company_rows(organisation):
        if not row.accountable:
            yield Diagnostic(
                "row-without-accountable", row.start.span(), row.start.ref, {"activity": in_words(row.name)}
            )
