"""An activity for which nobody answers: no approving or deciding step, and no `accountable`.

Where the row has an approving step that nobody does, that step is reported. An activity that nobody does at all is
reported as such (row-without-responsible) and not again here.

Why: in a responsibility matrix each row has exactly one A; without it everyone waits for somebody else.

Instead: add the approving step, or write `accountable:` on the step or the process.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GIVING
from remit.model.organisation import Organisation
from remit.views.responsibility import company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows without A that somebody does, at the approving step by nobody or else at the step that begins them."""
    for row in company_rows(organisation):
        if not row.accountable and not row.undone:
            step = next((step for step in row.steps if step.action in GIVING), row.start)
            yield Diagnostic("row-without-accountable", step.span(), step.ref, {"activity": in_words(row.name)})
