"""A duty to assist that does not say whom.

Why: assisting is only a duty where somebody else answers for the whole.

Instead: write `principal: post:…`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Duty
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties of the role assist without a principal."""
    for element in organisation.elements.values():
        if isinstance(element, Duty) and element.role == "assist" and element.principal is None:
            yield Diagnostic("assist-without-principal", element.span(), element.ref, {"duty": in_words(element.text)})
