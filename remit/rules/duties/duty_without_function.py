"""A duty that belongs to no function of a unit, although the post's unit states its functions.

Why: either the unit does more than it is charged with, or the link is missing and coverage cannot be seen.

Instead: name the function under `functions:`; catch-all duties need none.

One finding a post: about the duty where it is one, else about the post, at the first of its duties.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import texts_of
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.belonging import units_of
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties without functions in posts whose unit has some."""
    for post in organisation.all(Post):
        if not any(unit.functions for unit in units_of(post)):
            continue
        loose = [duty for duty in post.duties if not duty.functions and not duty.catch_all and not duty.marginal]
        if loose:
            subject = loose[0].ref if len(loose) == 1 else post.ref
            params = {"post": in_words(post.name), "duties": texts_of(organisation, [duty.text for duty in loose], 3)}
            related = tuple(Related(duty.span(), "other-place") for duty in loose[1:])
            yield Diagnostic("duty-without-function", loose[0].span(), subject, params, related)
