"""A record that has no number.

Why: documented information needs an identification (ISO 9001:2015, 7.5.2 a); two forms of one name cannot be told apart, and
an outdated one in use is not noticed.

Instead: write `number:` after the pattern of the company.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records without a number; one finding for all where most have none."""
    every = organisation.all(Record)
    return lacks(organisation, "record-without-number", [r for r in every if not r.number], every)
