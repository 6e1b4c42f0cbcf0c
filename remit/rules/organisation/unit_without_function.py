"""A unit or body that is charged with nothing: no function, no mission, and nothing in the system is given to it.

Why: nobody can say what it is for, and what it does overlaps with others (ISO 9001:2015, 5.3).

Instead: write its `functions:`, or at least its `mission:`. The company itself, and teams whose posts have duties of their own,
need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Unit
from remit.model.organisation import Organisation, Use
from remit.views.structure import structure
from remit.views.wording import in_words

PROVES_ABSENCE = True
_PLACING = frozenset({"parent", "unit", "units", "at"})
_NO_CHARGE = frozenset({"post", "unit", "person", "system"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units without functions and mission that no process, document, record, meeting or group counts on."""
    tree = structure(organisation)
    for unit in organisation.all(Unit):
        if unit.functions or unit.mission is not None or unit.tier == "company":
            continue
        working = unit.tier == "team" and any(post.duties for post in tree.posts.get(unit.id, ()))
        if not working and not any(_charges(use) for use in organisation.used_by(unit)):
            yield Diagnostic("unit-without-function", unit.span(), unit.ref, {"unit": in_words(unit.name)})


def _charges(use: Use) -> bool:
    """Whether a place gives the unit something to do: where posts, units and groups name it they place, list or meet it."""
    return use.field not in _PLACING and use.source.origin.document.kind not in _NO_CHARGE
