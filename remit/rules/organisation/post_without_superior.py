"""A post that reports to nobody, although it is not the head of the topmost unit.

Why: nobody sets its goals, appraises it, or decides when it is in doubt (ISO 9001:2015, 5.3).

Instead: write `superior:`, for a post in several units also within `units:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_TOP = {"company", "board"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts without any superior, apart from those that head a company or a board."""
    heads = {unit.head.key for unit in organisation.all(Unit) if unit.head and unit.tier in _TOP}
    for post in organisation.all(Post):
        placed = post.superior or any(placement.superior for placement in post.units)
        if not placed and post.ref not in heads:
            yield Diagnostic("post-without-superior", post.span(), post.ref, {"post": in_words(post.name)})
