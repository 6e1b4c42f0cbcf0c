"""A post that belongs to no unit.

Why: it appears in no organisation chart, department matrix or headcount.

Instead: write `unit:`, or `units:` with the headcount of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with neither `unit` nor `units`."""
    for post in organisation.all(Post):
        if post.unit is None and not post.units:
            yield Diagnostic("post-without-unit", post.span(), post.ref, {"post": in_words(post.name)})
