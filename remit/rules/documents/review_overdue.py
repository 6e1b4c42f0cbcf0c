"""A document whose review is due: its review interval has passed since it came into force and since its last approval.

The interval is that of the document (`control.review_every`), else that of its document class. A new approval of unchanged
content is a review. Drafts and withdrawn documents are not judged.

Why: a document that nobody looks at again drifts away from what people do (ISO 9001:2015, 7.5.2 and 7.5.3.2 c).

Instead: review it and record the approval anew, changed or not; or withdraw it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.evidence.document_words import kind_words
from remit.evidence.naming import called
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.views.review import last_certain, next_review, review_interval
from remit.views.wording import duration

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """Documents whose review was due before the day."""
    for state in states(organisation).values():
        due = next_review(organisation, state)
        if due and due < as_of:
            interval = review_interval(organisation, state)
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "since": last_certain(state),
                "due": due,
                "interval": {lang: duration(interval, lang) for lang in ("zh", "en")},
            }
            yield Diagnostic("review-overdue", _stated(state), state.entity.ref, params)


def _stated(state: DocumentState) -> Span:
    """Where the interval is written, or the class that has it."""
    if state.control is not None and state.control.review_every:
        return state.control.span("review_every")
    return state.entity.span("class")
