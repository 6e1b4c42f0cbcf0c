"""A record of which nobody knows how long it is kept.

Why: it is thrown away before the auditor, the court or the customer asks for it, or fills the cabinets for ever
(ISO 9001:2015, 7.5.3.2 asks for retention and disposition).

Instead: write `retention:` with a period, or `permanent: true`.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records with neither a retention nor the word permanent; one finding for all where most have none."""
    every = organisation.all(Record)
    lacking = [record for record in every if record.retention is None and not record.permanent]
    return lacks(organisation, "record-without-retention", lacking, every)
