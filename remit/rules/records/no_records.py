"""A management system that defines no record at all.

Why: nothing of what it asks for can be shown to have happened (ISO 9001:2015, 7.5.1).

Instead: write each form, report, plan and ledger that the texts count on as a record. A single unit or post alone is not asked: only what has a policy or
process, or at least three units and posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.describes_work import describes_work
from remit.model.entities import Record
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    if describes_work(organisation) and not organisation.all(Record):
        system = organisation.system
        yield Diagnostic("no-records", system.span(), system.ref)
