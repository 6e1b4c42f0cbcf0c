"""A document whose review is due: its review interval has passed since it came into force and since its last approval.

The interval is that of the document (`control.review_every`), else that of its document class. A new approval of unchanged
content is a review. Drafts and withdrawn documents are not judged.

Why: a document that nobody looks at again drifts away from what people do (ISO 9001:2015, 7.5.2 and 7.5.3.2 c).

Instead: review it and record the approval anew, changed or not; or withdraw it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.evidence.document_words import in_force, kind_words
from remit.evidence.naming import called
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.views.dates import later
from remit.views.wording import duration

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """Documents whose review was due before the day."""
    by_class = {item.id: item.review_every for item in organisation.system.document_classes if item.review_every}
    for state in states(organisation).values():
        interval, span = _interval(state, by_class)
        since = _since(state)
        if interval and since and in_force(state) and (due := later(since, interval)) < as_of:
            params = {
                "kind": kind_words(state.entity),
                "name": called(organisation, state.entity),
                "since": since,
                "due": due,
                "interval": {lang: duration(interval, lang) for lang in ("zh", "en")},
            }
            yield Diagnostic("review-overdue", span, state.entity.ref, params)


def _interval(state: DocumentState, by_class: dict[str, str]) -> tuple[str, Span]:
    control = state.control
    if control is not None and control.review_every:
        return control.review_every, control.span("review_every")
    declared = getattr(state.entity, "class_", None)
    found = by_class.get(declared, "") if isinstance(declared, str) else ""
    return found, state.entity.span("class") if found else state.entity.span()


def _since(state: DocumentState) -> str:
    """The last day on which the document was certainly looked at; a day in the future counts as well."""
    control, approval = state.control, state.approval
    days = [control.effective if control else None]
    if approval is not None:
        days += [approval.approved.on, approval.effective]
    return max((day for day in days if day), default="")
