"""A document that was limited in time, whose time is over, and that is still in force.

Why: a trial rule that has run out binds nobody, and people go on by it; nobody has decided whether it was any good.

Instead: decide: make it permanent or prolong it with a new approval, or withdraw it (status: withdrawn).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.model.ledger import states
from remit.model.organisation import Organisation

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """Documents in force that were valid until a day before."""
    for state in states(organisation).values():
        control = state.control
        if control is not None and control.expires and control.expires < as_of and state.in_force:
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "until": control.expires,
            }
            yield Diagnostic("document-expired", control.span("expires"), state.entity.ref, params)
