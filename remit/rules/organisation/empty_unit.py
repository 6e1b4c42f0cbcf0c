"""A unit in which nobody works: no post in it or below it, no head, no member.

Why: what the unit is charged with is given to nobody (ISO 9001:2015, 5.3).

Instead: write the posts with `unit:`, or the head, or remove the unit. One finding covers the units below it, and a company
without any post in a unit gets one finding in all.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.enumeration import names_of
from remit.views.structure import Structure, structure

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The topmost units that are empty with all that lies below them."""
    tree = structure(organisation)
    top = [
        unit
        for unit in organisation.all(Unit)
        if _empty(tree, unit) and not (unit.parent and unit.parent.target and _empty(tree, unit.parent.target))
    ]
    if not tree.posts and len(top) > 1:
        yield _finding(organisation, top)
        return
    for unit in top:
        yield _finding(organisation, tree.below(unit))


def _finding(organisation: Organisation, units: list[Unit]) -> Diagnostic:
    related = tuple(Related(unit.span(), "other-place") for unit in units[1:])
    return Diagnostic("empty-unit", units[0].span(), units[0].ref, {"units": names_of(organisation, units)}, related)


def _empty(tree: Structure, unit: Unit) -> bool:
    """Whether nobody is in it or below it; who heads or leads it from elsewhere is somebody."""
    return not any(
        tree.posts.get(part.id) or part.head or part.leader or part.chair or part.members for part in tree.below(unit)
    )
