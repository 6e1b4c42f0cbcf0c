"""A post that is measured by more than eight KPIs, or a unit by more than twelve.

Why: attention is divided until no single KPI moves anybody; practice is three to eight for a person.

Instead: keep those that the purpose of the post depends on, and watch the others without scoring them.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.measured import holders
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

POST_LIMIT = 8
UNIT_LIMIT = 12


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Holders with more KPIs than their limit."""
    for holder in holders(organisation):
        limit = POST_LIMIT if isinstance(holder, Post) else UNIT_LIMIT
        if len(holder.kpis) > limit:
            params = {"name": in_words(holder.name), "count": str(len(holder.kpis)), "limit": str(limit)}
            yield Diagnostic("too-many-kpis", holder.span("kpis", key=True), holder.ref, params)
