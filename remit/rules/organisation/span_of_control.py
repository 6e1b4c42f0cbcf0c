"""A post to which more posts report directly than the company allows.

Why: a superior who directs too many can neither set goals for each nor look at the work.

Instead: put a level between, or raise `lint: {limits: {direct_reports: …}}` in system.yaml; without it the limit is 12.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_USUAL = 12


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with more direct reports, as written, than the limit."""
    lint = organisation.system.lint
    limit = (lint.limits.direct_reports if lint and lint.limits else None) or _USUAL
    reports: dict[str, dict[str, Post]] = defaultdict(dict)
    for post in organisation.all(Post):
        for ref in (post.superior, *(placement.superior for placement in post.units)):
            if ref is not None and ref.target is not None:
                reports[ref.target.id][post.id] = post
    for post in organisation.all(Post):
        found = list(reports.get(post.id, {}).values())
        if len(found) > limit:
            params = {
                "post": in_words(post.name),
                "count": len(found),
                "limit": limit,
                "posts": names_of(organisation, found),
            }
            related = tuple(Related(other.span(), "other-place") for other in found)
            yield Diagnostic("span-of-control", post.span(), post.ref, params, related)
