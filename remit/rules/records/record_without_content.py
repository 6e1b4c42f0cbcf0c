"""A form, ledger, report or file of which nothing says what is in it.

Why: everybody fills it in differently, and nobody can tell whether it is complete.

Instead: write `fields:` or `columns:`, a checklist of `contents:` for a file or report, or attach the blank form. Contracts,
standards, rules and schemes are texts of their own and are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.lacking import lacks
from remit.model.entities import Record
from remit.model.organisation import Organisation

_FREE_TEXT = {"contract", "standard", "rule", "scheme", "quota", "certificate"}


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Records without fields, columns, contents, criteria or an attached blank; one finding for all where there are several."""
    every = [record for record in organisation.all(Record) if record.form not in _FREE_TEXT]
    lacking = [r for r in every if not (r.fields or r.columns or r.contents or r.criteria or r.attachments)]
    return lacks(organisation, "record-without-content", lacking, lacking)
