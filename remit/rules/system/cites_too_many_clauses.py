"""One element that claims to realise more than eight clauses.

Why: a single sentence does not do the work of nine; the citation hides what is missing.

Instead: cite each clause where it is really realised.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.coverage import clauses

LIMIT = 8


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Elements with more than eight distinct clauses of one basis."""
    cited: dict[tuple[int, str], tuple[Element, set[str]]] = {}
    for covered in clauses(organisation):
        for use in covered.uses:
            cited.setdefault((id(use.source), covered.basis.id), (use.source, set()))[1].add(covered.clause.id)
    for (_, source), (element, found) in cited.items():
        if len(found) > LIMIT:
            params = {"count": str(len(found)), "limit": str(LIMIT), "source": source}
            yield Diagnostic("cites-too-many-clauses", element.span("basis", key=True), element.ref, params)
