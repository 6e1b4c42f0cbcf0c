"""An activity that nobody does.

Why: each row of a responsibility matrix has at least one R.

Instead: write the `performer:` of its steps.
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
        if not any("R" in letters for letters in row.letters.values()):
            yield Diagnostic(
                "row-without-responsible", row.start.span(), row.start.ref, {"activity": in_words(row.name)}
            )
