"""A unit in which nobody works: no post in it or below it, no head, no member.

Why: what the unit is charged with is given to nobody (ISO 9001:2015, 5.3).

Instead: write the posts with `unit:`, or the head, or remove the unit. One finding covers the units below it, and a company
without any post in a unit gets one finding in all. Where a company that
describes its work has no post at all, no-posts says so; of a unit whose very name is nobody (各部门及员工) vague-party speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.describes_work import sets_up_nobody
from remit.evidence.enumeration import names_of
from remit.evidence.name_words import names_nobody
from remit.evidence.structure import structure
from remit.model.entities import Unit
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The topmost units that are empty with all that lies below them."""
    if sets_up_nobody(organisation):
        return
    tree, lang = structure(organisation), organisation.languages[0]
    top = [
        unit
        for unit in organisation.all(Unit)
        if tree.is_empty(unit)
        and not (unit.parent and unit.parent.target and tree.is_empty(unit.parent.target))
        and not names_nobody(str(unit.name), lang)
    ]
    if not tree.posts and len(top) > 1:
        yield _finding(organisation, top)
        return
    for unit in top:
        yield _finding(organisation, tree.below(unit))


def _finding(organisation: Organisation, units: list[Unit]) -> Diagnostic:
    related = tuple(Related(unit.span(), "other-place") for unit in units[1:])
    return Diagnostic("empty-unit", units[0].span(), units[0].ref, {"units": names_of(organisation, units)}, related)
