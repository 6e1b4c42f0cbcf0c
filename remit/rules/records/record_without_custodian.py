"""A record that nobody keeps.

Why: a record must be stored, protected and found again (ISO 9001:2015, 7.5.3.2); what everybody keeps is lost. Whoever made
it need not be who keeps it, so that the maker alone is no answer.

Instead: write `custodian:`. A record that lives in a computer system has the post that answers for it there.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records without a custodian; one finding for all where most have none."""
    every = organisation.all(Record)
    return lacks(organisation, "record-without-custodian", [r for r in every if r.custodian is None], every)
