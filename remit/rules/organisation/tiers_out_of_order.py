"""A unit whose tier is not below that of the unit above it.

Why: the chart says that a department lies in a team; who outranks whom, and how far approvals go up, cannot be told.

Instead: correct `tier:` or `parent:`. A committee may stand anywhere, a company may own companies, and a department may hang
on a body that it serves.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.language.schemas import in_both, kinds
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.belonging import upwards
from remit.views.parties import BODIES
from remit.views.wording import in_words

_RANKS = {"company": 0, "plant": 1, "department": 2, "section": 3, "workshop": 3, "group": 4, "team": 5}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Units against the nearest unit above that has a tier of the line; bodies are passed over."""
    for unit in organisation.all(Unit):
        if unit.tier is None or unit.tier in BODIES:
            continue
        above = next((other for other in list(upwards(unit))[1:] if other.tier in _RANKS), None)
        if above is None or above.tier is None or _in_order(above.tier, unit.tier):
            continue
        params = {
            "unit": in_words(unit.name),
            "tier": _tier(unit.tier),
            "parent": in_words(above.name),
            "other": _tier(above.tier),
        }
        related = (Related(above.span("tier"), "other-place"),)
        yield Diagnostic("tiers-out-of-order", unit.span("tier"), unit.ref, params, related)


def _in_order(above: str, below: str) -> bool:
    if above == below:
        return above == "company"
    return _RANKS[above] <= _RANKS[below]


def _tier(tier: str) -> dict[str, str]:
    """What a tier is called, in both languages."""
    return in_both(kinds()["unit"].schema["properties"]["tier"]["x-labels"][tier])
