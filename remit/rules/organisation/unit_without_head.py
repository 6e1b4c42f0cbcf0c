"""A unit that nobody heads.

Why: what a process gives to the unit is done by its head; without one nobody is charged with it.

Instead: write `head:`; a committee may have a `chair:`. Where most units have none, that is one finding. Of a unit in which
nobody works empty-unit speaks, and vague-party of one whose very name is nobody (各部门及员工).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.describes_work import sets_up_nobody
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.evidence.name_words import names_nobody
from remit.evidence.structure import structure
from remit.model.entities import Unit
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units with neither head nor chair."""
    every, tree, lang = organisation.all(Unit), structure(organisation), organisation.languages[0]
    posts = not sets_up_nobody(organisation)
    lacking = [
        unit
        for unit in every
        if unit.head is None
        and unit.chair is None
        and not names_nobody(str(unit.name), lang)
        and not (posts and tree.is_empty(unit))
    ]
    for group in groups(lacking, every):
        related = tuple(Related(unit.span(), "other-place") for unit in group[1:])
        params = {"unit": names_of(organisation, group)}
        yield Diagnostic("unit-without-head", group[0].span(), group[0].ref, params, related)
