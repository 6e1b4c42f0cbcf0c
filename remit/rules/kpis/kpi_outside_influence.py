"""A post that answers for a KPI by duties in which it only assists or takes part.

Why: the figure is made by somebody else; the post is praised or blamed for what it does not decide, and who decides is not
measured.

Instead: write `role: contributing` here and let whoever leads the work be accountable, or name under `measures:` the duty by
which this post does decide. A helping duty with `outputs` of its own is no defect: what the post itself delivers can be
measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import texts_of
from remit.evidence.measured import measured
from remit.model.entities import Assignment, Duty, Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_HELPING = {"assist", "participate"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Assignments, accountable or alone, all of whose measured duties are of a helping role."""
    for post in organisation.all(Post):
        duties = {duty.id: duty for duty in post.duties}
        for assignment in post.kpis:
            found = [duties[name] for name in assignment.measures if name in duties]
            kpi = assignment.kpi.target
            helping = found and all(duty.role in _HELPING and not duty.outputs for duty in found)
            if kpi is not None and helping and _answers(organisation, post, assignment):
                yield _finding(organisation, post, assignment, found)


def _answers(organisation: Organisation, post: Post, assignment: Assignment) -> bool:
    if assignment.role is not None:
        return assignment.role == "accountable"
    found = measured(organisation).get(assignment.kpi.id, ())
    return len({item.party for item in found}) == 1


def _finding(organisation: Organisation, post: Post, assignment: Assignment, duties: list[Duty]) -> Diagnostic:
    assert assignment.kpi.target is not None
    params = {
        "post": in_words(post.name),
        "kpi": in_words(assignment.kpi.target.name),
        "duties": texts_of(organisation, [duty.text for duty in duties], 2),
    }
    return Diagnostic("kpi-outside-influence", assignment.span("measures"), post.ref, params)
