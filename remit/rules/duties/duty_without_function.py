"""A duty that belongs to no function of a unit, although the post's unit states its functions.

Why: either the unit does more than it is charged with, or the link is missing and coverage cannot be seen.

Instead: name the function under `functions:`; catch-all duties need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties without functions in posts whose unit has some."""
    for post in organisation.all(Post):
        if not any(unit.functions for unit in _units(post)):
            continue
        for duty in post.duties:
            if not duty.functions and not duty.catch_all and not duty.marginal:
                yield Diagnostic("duty-without-function", duty.span(), duty.ref, {"duty": in_words(duty.text)})


def _units(post: Post) -> list[Unit]:
    refs = [post.unit, *(placement.unit for placement in post.units)]
    return [ref.target for ref in refs if ref is not None and ref.target is not None]
