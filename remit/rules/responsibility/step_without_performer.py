"""A step that nobody does, in an activity that others take part in.

An activity that nobody does at all, and an approval by nobody where nobody answers either, are reported as such.

Why: everyone does his part, and this step is left lying: nothing is issued, filed or checked (ISO 9001:2015, 5.3).

Instead: write `performer:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GIVING
from remit.model.organisation import Organisation
from remit.views.responsibility import company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps without performer in rows that have an R."""
    for row in company_rows(organisation):
        if row.undone:
            continue
        for step in row.steps:
            answered = bool(row.accountable) or step.action not in GIVING
            if step.performer is None and answered:
                params = {"step": in_words(step.name), "process": in_words(row.process.name)}
                yield Diagnostic("step-without-performer", step.span(), step.ref, params)
