"""A post without any holder (headcount 0) on which units, steps, meetings or other posts count.

Why: the work, the decision or the signature is given to nobody, and everything after it waits.

Instead: raise `headcount:`, give the work to another post, or delete the post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.reliance import uses_that_count
from remit.evidence.structure import headcount
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Vacant posts with the places that count on them."""
    for post in organisation.all(Post):
        if headcount(post) != 0:
            continue
        uses = uses_that_count(organisation, post)
        if uses:
            elements = list({use.source.ref: use.source for use in uses}.values())
            params = {"post": in_words(post.name), "places": names_of(organisation, elements)}
            related = tuple(Related(use.span, "other-place") for use in uses)
            place = post.span("headcount") if post.headcount is not None else post.span("units")
            yield Diagnostic("vacant-post-with-duties", place, post.ref, params, related)
