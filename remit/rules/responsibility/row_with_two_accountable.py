"""An activity for which two parties answer.

Why: two approvals of one thing mean that neither is final. Approvals on exclusive branches (by amount, by class) are
not two: only one of them is ever taken. Approvals on parallel ways (`next: [a, b]`) are two: both are taken.

Instead: let the earlier one review; keep one approval, or write `accountable:` once.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Step
from remit.model.organisation import Organisation
from remit.views.flow import Flow
from remit.views.parties import party_keys
from remit.views.responsibility import Row, company_rows
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Rows with two As of different parties that both can be met on one way through the process."""
    for row in company_rows(organisation):
        pair = _conflict(row)
        if pair is not None:
            first, second = pair
            params = {
                "activity": in_words(row.name),
                "first": in_words(first.name),
                "second": in_words(second.name),
            }
            related = (Related(first.span(), "other-accountable"),)
            yield Diagnostic("row-with-two-accountable", second.span(), second.ref, params, related)


def _conflict(row: Row) -> tuple[Step, Step] | None:
    flow = Flow(row.process)
    steps = [(step or row.start, performer) for step, performer in row.accountable]
    for index, (first, one) in enumerate(steps):
        for second, two in steps[index + 1 :]:
            same = party_keys(one) == party_keys(two)
            if not same and _both_met(flow, first.id, second.id):
                return first, second
    return None


def _both_met(flow: Flow, first: str, second: str) -> bool:
    """Whether one comes after the other, or both stand on ways that a step opens side by side."""
    if flow.reaches(first, second) or flow.reaches(second, first):
        return True
    for step in flow.process.steps:
        ways = step.next if not step.branches else ()
        ahead = [{name for name in (first, second) if name == way or flow.reaches(way, name)} for way in ways]
        if any(one == {first} and other == {second} for one in ahead for other in ahead):
            return True
    return False
