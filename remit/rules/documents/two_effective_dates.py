"""A document that takes effect on one day by its own text and on another by its approval.

Only the approval that the present content rests on is judged; without a date of its own it is silent, and the document's holds;
one before the approval itself is reported as dates out of order.

Why: from which day the document binds decides who did right in between.

Instead: correct the entry, or the document's effective date and have it approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.model.ledger import entries, states
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approved documents whose two dates differ; a later approval that only confirms the content may have its own day."""
    ledger = entries(organisation)
    for state in states(organisation).values():
        control = state.control
        same = [item for item in ledger.get(state.entity.ref, ()) if item.digest == state.digest]
        if state.state != "approved" or control is None or not control.effective or not same:
            continue
        first = same[0]
        if first.effective is not None and first.approved.on <= first.effective != control.effective:
            params = {
                "kind": kind_words(state.entity),
                "document": called(organisation, state.entity),
                "here": control.effective,
                "there": first.effective,
            }
            related = (Related(control.span("effective"), "other-place"),)
            yield Diagnostic("two-effective-dates", first.span("effective"), first.ref, params, related)
