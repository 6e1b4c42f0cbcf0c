"""A post that answers for more activities than one person can look after.

The limit is `lint.limits.accountable_activities` of system.yaml, else 80.

Why: what one person answers for in so many places is looked at in none; everything waits for one desk.

Instead: delegate approvals of small amounts and daily matters to those below; write the limit that the company wants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.parties import party_keys
from remit.views.responsibility import company_rows
from remit.views.wording import in_words

_USUAL = 80


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with more rows of letter A than the limit."""
    limits = organisation.system.lint.limits if organisation.system.lint is not None else None
    most = (limits.accountable_activities if limits is not None else None) or _USUAL
    count: Counter[str] = Counter()
    for row in company_rows(organisation):
        count.update({key for _, performer in row.accountable for key in party_keys(performer)})
    for post in organisation.all(Post):
        if count[post.ref] > most:
            params = {"post": in_words(post.name), "count": count[post.ref], "limit": most}
            yield Diagnostic("accountability-overload", post.span(), post.ref, params)
