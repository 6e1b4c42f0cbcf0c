"""An activity for which a group answers, or a party outside the company.

“All departments” answer is nobody answers; each of them for its own part (`each:`) is another matter. A party outside may
approve (an authority does), yet somebody inside answers for having obtained it.

Why: in a responsibility matrix each row has exactly one A, a post or a body of the company.

Instead: write the post or body that answers for the whole, or `{each: group:…}` where each answers for its part.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.evidence.actions import GIVING
from remit.evidence.naming import who
from remit.model.entities import External, Group, Process
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Accountable parties of steps and processes, and approving or deciding ones, that are groups or outside."""
    for process in organisation.all(Process):
        if process.accountable is not None and _nobody(process.accountable, stated=True):
            yield _finding(organisation, process.accountable, process.span("accountable"), process.ref, process)
        for step in process.steps:
            if step.accountable is not None and _nobody(step.accountable, stated=True):
                yield _finding(organisation, step.accountable, step.span("accountable"), step.ref, process)
            if step.action in GIVING and step.performer is not None and _nobody(step.performer, stated=False):
                yield _finding(organisation, step.performer, step.span("performer"), step.ref, process)


def _nobody(by: Performer, *, stated: bool) -> bool:
    target = by.ref.target if by.kind == "ref" and by.ref is not None else None
    return isinstance(target, Group) or (stated and isinstance(target, External))


def _finding(organisation: Organisation, by: Performer, span: Span, subject: str, process: Process) -> Diagnostic:
    params = {"who": who(organisation, by), "process": in_words(process.name)}
    return Diagnostic("group-accountable", span, subject, params)
