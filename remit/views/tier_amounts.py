"""Which amounts a tier of an authority covers, and what else brings a case under it."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from remit.labels import labels
from remit.model.entities import Authority, AuthorityTier, Class, Criterion, System
from remit.views.local_names import criterion

Bounds = tuple[float | None, float | None, float | None, float | None]
"""Above (exclusive), at least, up to (inclusive), below."""


def by_amount(system: System, authority: Authority) -> dict[str, Bounds]:
    """The amounts of each tier that has any, by its id: its own bounds, else those of its class.

    Empty where they overlap: then an amount alone does not tell the tier, and nothing may pretend that it does.
    """
    found = {tier.id: bounds for tier in authority.tiers if (bounds := _bounds(system, tier)) is not None}
    ends = sorted((_low(bounds), _high(bounds)) for bounds in found.values())
    overlap = any(high > low for (_, high), (low, _) in pairwise(ends))
    return {} if overlap else found


def besides(system: System, tier: AuthorityTier, lang: str) -> list[str]:
    """What puts a case into the tier's class whatever its amount, in words."""
    found = _class_of(system, tier)
    if found is None:
        return []
    return [criterion(item, lang) for item in found.criteria if not _counts_money(item)]


def _bounds(system: System, tier: AuthorityTier) -> Bounds | None:
    if tier.above is not None or tier.up_to is not None:
        return tier.above, None, tier.up_to, None
    found = _class_of(system, tier)
    amounts = [item for item in found.criteria if _counts_money(item)] if found is not None else []
    if len(amounts) != 1:
        return None
    return amounts[0].above, amounts[0].at_least, amounts[0].up_to, amounts[0].below


def _class_of(system: System, tier: AuthorityTier) -> Class | None:
    scheme, _, part = (tier.class_ or "").partition("/")
    classes = (found for item in system.classifications if item.id == scheme for found in item.classes)
    return next((found for found in classes if found.id == part), None)


def _counts_money(item: Criterion) -> bool:
    """Whether a criterion compares an amount in whole units of a currency, whichever language names the unit."""
    written = item.unit.by_language if item.unit is not None else {}
    return any(word in labels(lang).get("money_units") for lang, word in written.items())


def _low(bounds: Bounds) -> float:
    above, at_least, _, _ = bounds
    return above if above is not None else at_least if at_least is not None else -inf


def _high(bounds: Bounds) -> float:
    _, _, up_to, below = bounds
    return up_to if up_to is not None else below if below is not None else inf
