"""A document that the same post drafts and alone approves.

Why: nobody else has looked at it; the approval proves nothing (segregation of duties).

Instead: let the superior or another function approve.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.organisation import Organisation
from remit.views.parties import parties
from remit.views.responsibility import Row, company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows in which every drafting party is also the only approving one."""
    for row in company_rows(organisation):
        yield from _row(row)


def _row(row: Row) -> Iterator[Diagnostic]:
    drafts = {
        party.key for step in row.steps if step.action in ("draft", "propose") for party in parties(step.performer)
    }
    for step in row.steps:
        if step.action == "approve" and drafts and drafts == {party.key for party in parties(step.performer)}:
            params = {"activity": in_words(row.name), "step": in_words(step.name)}
            yield Diagnostic(
                "approves-own-draft", step.span(), step.ref, params, (Related(row.start.span(), "other-place"),)
            )
