"""When documents are looked at again: as the document says, else as its class does, counted from when it was last certain."""

from __future__ import annotations

from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.views.dates import later


def review_interval(organisation: Organisation, state: DocumentState) -> str:
    """How often the document is reviewed ("24 months"); empty where neither it nor its class says."""
    if state.control is not None and state.control.review_every:
        return state.control.review_every
    declared = getattr(state.entity, "class_", None)
    classes = organisation.system.document_classes
    return next((item.review_every or "" for item in classes if item.id == declared), "")


def last_certain(state: DocumentState) -> str:
    """The last day on which somebody has certainly looked at the document, YYYY-MM-DD: approval or effect, even to come."""
    control, approval = state.control, state.approval
    days = [control.effective if control is not None else None]
    if approval is not None:
        days += [approval.approved.on, approval.effective]
    return max((day for day in days if day), default="")


def next_review(organisation: Organisation, state: DocumentState) -> str:
    """The day of the next review, YYYY-MM-DD; empty where none is asked for or the document does not hold."""
    interval, since = review_interval(organisation, state), last_certain(state)
    return later(since, interval) if interval and since and state.in_force else ""
