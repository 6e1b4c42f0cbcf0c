"""An activity that nobody does, and for which, where no approval follows, nobody answers either.

Where the activity begins with a review or a consultation by somebody, that is what is done, and by whom.

Why: each row of a responsibility matrix has at least one R.

Instead: write the `performer:` of its steps, and who answers: an approving step or `accountable:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.views.responsibility import company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows without R, at the step that begins them."""
    for row in company_rows(organisation):
        if row.undone:
            yield Diagnostic(
                "row-without-responsible", row.start.span(), row.start.ref, {"activity": in_words(row.name)}
            )
