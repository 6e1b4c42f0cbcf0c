"""One element that claims to realise more than eight clauses.

Why: a single sentence does not do the work of nine; the citation hides what is missing.

Instead: cite each clause where it is really realised.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.organisation import Organisation

LIMIT = 8


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Elements with more than eight distinct clauses of one basis."""
    for element in {id(element): element for element in organisation.elements.values()}.values():
        cited = [ref for ref in getattr(element, "basis", ()) if ref.target is not None]
        for source in sorted({ref.target.origin.document.id for ref in cited}):
            count = len({ref.id for ref in cited if ref.target.origin.document.id == source})
            if count > LIMIT:
                params = {"count": str(count), "limit": str(LIMIT), "source": source}
                yield Diagnostic("cites-too-many-clauses", element.span("basis", key=True), element.ref, params)
