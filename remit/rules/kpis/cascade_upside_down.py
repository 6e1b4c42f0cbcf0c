"""A KPI whose parent is the KPI of somebody who works below: the superior's figure serves the subordinate's.

Why: goals are broken down along the line (ISO 9001:2015, 6.2.1); turned round, the superior is measured by a part of what
his own staff are measured by, and nobody carries the whole.

Instead: let the subordinate's KPI name the superior's as `parent:`, or take the link off where the two only touch. A parent
in another line is no defect: what is measured in one department may well serve the goal of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import stands_above
from remit.evidence.measured import answering, measured
from remit.model.entities import Kpi, Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """KPIs each of whose holders stands above each holder of the parent."""
    for kpi in organisation.all(Kpi):
        parent = kpi.parent.target if kpi.parent is not None else None
        if parent is None:
            continue
        mine, theirs = _posts(organisation, kpi), _posts(organisation, parent)
        if mine and theirs and all(stands_above(one, other) for one in mine for other in theirs):
            params = {
                "kpi": in_words(kpi.name), "holder": in_words(mine[0].name),
                "parent": in_words(parent.name), "below": in_words(theirs[0].name),
            }  # fmt: skip
            related = (Related(parent.span("name"), "other-place"),)
            yield Diagnostic("cascade-upside-down", kpi.span("parent"), kpi.ref, params, related)


def _posts(organisation: Organisation, kpi: Kpi) -> list[Post]:
    return [item.post for item in answering(measured(organisation).get(kpi.id, ())) if item.post is not None]
