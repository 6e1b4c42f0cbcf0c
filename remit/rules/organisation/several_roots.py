"""A unit without a parent beside the unit that stands at the top.

Why: it hangs in the air: nobody above it decides, and it is in no chart of the company (ISO 9001:2015, 5.3).

Instead: write `parent:`. The top is the unit of the tier company, else the one with most units and posts below it; a board may
stand beside the company. Where no unit has a parent at all, no-organisation-chart says so once.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.structure import Structure, structure
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Every root but the main one."""
    tree = structure(organisation)
    if len(tree.roots) < 2 or not tree.children:
        return
    main = max(tree.roots, key=lambda unit: (unit.tier == "company", *_size(tree, unit)))
    for unit in tree.roots:
        if unit is not main and unit.tier != "board":
            params = {"unit": in_words(unit.name), "top": in_words(main.name)}
            yield Diagnostic("several-roots", unit.span(), unit.ref, params)


def _size(tree: Structure, unit: Unit) -> tuple[int, int]:
    units = tree.below(unit)
    return len(units), sum(len(tree.posts.get(part.id, ())) for part in units)
