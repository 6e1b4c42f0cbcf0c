"""A post that is measured by indicators which measure none of its duties.

Why: an indicator that hangs on no duty rewards or punishes for something the holder was not charged with, and nobody sees
which duties are measured at all (ISO 9001:2015, 6.2.1 and 9.1.1).

Instead: write the duties under `measures:` of the assignment; where there is no such duty, add it or drop the indicator.

An indicator of a unit measures the unit's functions and needs no duty. A post without duties is reported as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.measured import is_outside
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with assignments that name no duty, one finding a post, at the first of them."""
    for post in organisation.all(Post):
        loose = [
            (index, assignment)
            for index, assignment in enumerate(post.kpis)
            if not assignment.measures and not is_outside(organisation, post, assignment)
        ]
        kpis = [assignment.kpi.target for _, assignment in loose if assignment.kpi.target is not None]
        if post.duties and kpis:
            params = {"post": in_words(post.name), "kpis": names_of(organisation, kpis)}
            yield Diagnostic("kpi-without-duty", post.span("kpis", loose[0][0]), post.ref, params)
