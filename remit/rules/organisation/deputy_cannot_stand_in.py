"""A deputy who cannot stand in: the post is vacant, or it stands three or more levels below.

Why: on paper somebody decides in the holder's absence, in fact nobody can (COSO: authority goes with competence).

Instead: name a post that is filled and near enough in rank to decide. A vacant post that more counts on is
vacant-post-with-duties.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import superiors
from remit.evidence.reliance import uses_that_count
from remit.evidence.structure import headcount
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_TOO_FAR = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Deputies with no holder, or far below in the line of the post itself."""
    for post in organisation.all(Post):
        deputy = post.deputy.target if post.deputy else None
        if deputy is None or deputy is post:
            continue
        vacant = headcount(deputy) == 0 and not uses_that_count(organisation, deputy)
        far = post.id in [found.id for found in superiors(deputy)][_TOO_FAR - 1 :]
        if vacant or far:
            params = {"post": in_words(post.name), "deputy": in_words(deputy.name)}
            place = "headcount" if vacant and deputy.headcount is not None else "superior"
            related = (Related(deputy.span(place), "other-place"),)
            yield Diagnostic("deputy-cannot-stand-in", post.span("deputy"), post.ref, params, related)
