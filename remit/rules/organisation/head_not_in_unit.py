"""A unit headed by a post that belongs elsewhere: neither to the unit, nor above it, nor below it.

Why: the head directs people of another department and is directed by somebody who answers for neither.

Instead: correct `head:`, or place the post in the unit; who only oversees it is its `leader:`. Heads of boards and committees
come from anywhere. Where the two units hang on different roots a parent is missing, which several-roots says.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.structure import in_one_tree, is_body, lies_in
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.belonging import units_of
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units whose head has a home, and none in their line."""
    for unit in organisation.all(Unit):
        head = unit.head.target if unit.head else None
        if head is None or is_body(unit):
            continue
        homes = [home for home in units_of(head) if in_one_tree(unit, home)]
        if homes and not any(lies_in(unit, home) or lies_in(home, unit) for home in homes):
            params = {"unit": in_words(unit.name), "head": in_words(head.name), "home": in_words(homes[0].name)}
            related = (Related(head.span("unit" if head.unit else "units"), "other-place"),)
            yield Diagnostic("head-not-in-unit", unit.span("head"), unit.ref, params, related)
