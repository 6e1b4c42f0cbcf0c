"""A superior who belongs neither to the post's unit nor to one above it, and heads none of them.

Why: the line of posts and the chart of units say two things; appraisal, leave and escalation go past the head of the unit. The
superior may even sit in a unit below: then the order of command is upside down.

Instead: correct `superior:` or `unit:`; a second, functional line is a relationship or `also_reports_to:`. Where the two units
hang on different roots a parent is missing (several-roots); a superior who reports to the post is a reporting-cycle.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import stands_above
from remit.evidence.structure import in_one_tree
from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Ref
from remit.views.belonging import units_of, upwards
from remit.views.parties import BODIES
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Superiors of posts, and of their placements, whose units are all outside of the line."""
    for post in organisation.all(Post):
        if post.superior is not None:
            yield from _judged(post, post, units_of(post), post.superior)
        for placement in post.units:
            if placement.superior is not None and placement.unit.target is not None:
                yield from _judged(post, placement, [placement.unit.target], placement.superior)


def _judged(post: Post, holder: Element, units: list[Unit], ref: Ref[Post]) -> Iterator[Diagnostic]:
    superior = ref.target
    homes = [
        home for home in (units_of(superior) if superior else []) if any(in_one_tree(unit, home) for unit in units)
    ]
    if superior is None or not homes or not units or superior is post or stands_above(post, superior):
        return
    line = {above.id: above for unit in units for above in upwards(unit)}
    leads = any(
        ref is not None and ref.target is superior for above in line.values() for ref in (above.head, above.leader)
    )
    if leads or any(home.id in line or home.tier in BODIES for home in homes):
        return
    params = {
        "post": in_words(post.name),
        "superior": in_words(superior.name),
        "unit": in_words(units[0].name),
        "home": in_words(homes[0].name),
    }
    related = (Related(superior.span("unit" if superior.unit else "units"), "other-place"),)
    yield Diagnostic("superior-outside-line", holder.span("superior"), post.ref, params, related)
