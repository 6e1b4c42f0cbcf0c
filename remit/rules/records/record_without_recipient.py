"""A report, plan, notice or the like that goes to nobody.

Why: it is written for others to read or work to; whoever should act on it never gets it (ISO 9001:2015, 7.4).

Instead: write `recipients:`, or let the step that works with it name it under `inputs:`. Taking part in its review and
approval is no receipt. Ledgers, forms and files are kept where they are made and need no recipient.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.evidence.record_trail import FOR_OTHERS, Trail, trails
from remit.model.entities import Record
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records made for others without recipients that nobody else takes in or is told of."""
    every = [record for record in organisation.all(Record) if record.form in FOR_OTHERS]
    found = trails(organisation)
    lacking = [record for record in every if not record.recipients and not _reaches_somebody(found[record.ref])]
    return lacks(organisation, "record-without-recipient", lacking, every)


def _reaches_somebody(trail: Trail) -> bool:
    return bool(trail.used_by or trail.told or any(meeting.recipients for meeting in trail.meetings))
