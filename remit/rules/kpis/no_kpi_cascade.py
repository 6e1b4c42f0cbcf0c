"""A company whose KPIs all stand side by side: superiors and their staff are measured, and no KPI names another as parent.

Why: goals are to be set at the levels that matter and to hang together (ISO 9001:2015, 6.2.1); without a link nobody sees
whether the parts, when reached, make the whole.

Instead: give the KPIs of a post the KPI of its superior or unit that they serve as `parent:`. A handful of KPIs needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.line import superiors
from remit.model.entities import Kpi, Post
from remit.model.organisation import Organisation

PROVES_ABSENCE = True
FEWEST = 10
"""So many KPIs before a cascade is asked for."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    kpis = organisation.all(Kpi)
    if len(kpis) < FEWEST or any(kpi.parent is not None for kpi in kpis):
        return
    posts = [post for post in organisation.all(Post) if post.kpis]
    if any(above.kpis for post in posts for above in superiors(post)):
        params = {"count": str(len(kpis)), "posts": str(len(posts))}
        yield Diagnostic("no-kpi-cascade", organisation.system.span("name"), organisation.system.ref, params)
