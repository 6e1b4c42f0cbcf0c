"""A KPI assignment that says it measures a duty which the post does not have.

Why: the link from work to measure is broken by a typo.

Instead: use the id of a duty of the same post.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Ids under `measures` that are no duty of the post."""
    for post in organisation.all(Post):
        known = [duty.id for duty in post.duties]
        for assignment in post.kpis:
            for index, name in enumerate(assignment.measures):
                if name not in known:
                    near = get_close_matches(name, known, 1)
                    params = {"value": name, "nearest": near[0] if near else "", "post": in_words(post.name)}
                    yield Diagnostic("unknown-measured-duty", assignment.span("measures", index), post.ref, params)
