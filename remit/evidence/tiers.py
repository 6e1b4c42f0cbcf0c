"""The tiers of an authority by amount and by class: where two apply to one case, and where none does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from remit.evidence.branching import high
from remit.model.entities import Authority, AuthorityTier, System
from remit.model.values import Text

Range = tuple[float | None, float | None]
"""Amounts over the first bound and up to the second."""


def series(authority: Authority) -> list[list[AuthorityTier]]:
    """The tiers by amount, the lowest first, in the series that they form: one for each matter or class that starts at nothing.

    Where several tiers start at nothing and each has a class of its own, the classes are the series; else a series goes on as
    the tiers are written, until one is open at the top.
    """
    tiers = [tier for tier in authority.tiers if tier.above is not None or tier.up_to is not None]
    lowest = [tier.class_ for tier in tiers if tier.above is None]
    if len(lowest) > 1 and None not in lowest and len(set(lowest)) == len(lowest):
        by_class: dict[str, list[AuthorityTier]] = {}
        for tier in tiers:
            by_class.setdefault(tier.class_ or "", []).append(tier)
        found = list(by_class.values())
    else:
        found = _as_written(tiers)
    return [sorted(part, key=lambda tier: (tier.above or 0.0, high(tier))) for part in found]


def _as_written(tiers: list[AuthorityTier]) -> list[list[AuthorityTier]]:
    found: list[list[AuthorityTier]] = []
    for tier in tiers:
        if not found or (tier.above is None and any(high(item) == float("inf") for item in found[-1])):
            found.append([])
        found[-1].append(tier)
    return found


def gaps(tiers: list[AuthorityTier]) -> Iterator[tuple[AuthorityTier, Range]]:
    """Amounts of a series that no tier decides, each with the tier it should be closed at."""
    reached = 0.0
    for tier in tiers:
        if tier.above is not None and tier.above > reached:
            yield tier, (reached or None, tier.above)
        reached = max(reached, high(tier))
    if tiers and reached != float("inf"):
        yield max(tiers, key=high), (reached, None)


def overlaps(tiers: list[AuthorityTier]) -> Iterator[tuple[AuthorityTier, AuthorityTier, Range]]:
    """Amounts of a series that two tiers decide: the later tier, the earlier one, and the amounts."""
    for earlier, later in pairwise(tiers):
        low = later.above or 0.0
        top = min(high(earlier), high(later))
        if low < top:
            yield later, earlier, (later.above, None if top == float("inf") else top)


def classes_left_out(system: System, authority: Authority) -> Iterator[tuple[AuthorityTier, dict[str, Text]]]:
    """Classes of a classification that no tier decides although another tier decides one, with the last such tier."""
    used: dict[str, dict[str, AuthorityTier]] = {}
    for tier in authority.tiers:
        scheme, _, part = (tier.class_ or "").partition("/")
        if part:
            used.setdefault(scheme, {})[part] = tier
    unbound = any(tier.class_ is None for tier in authority.tiers)
    for classification in system.classifications:
        parts = used.get(classification.id, {})
        left = {item.id: item.name for item in classification.classes if item.id not in parts}
        if parts and left and not unbound:
            yield list(parts.values())[-1], left


def classes_twice(authority: Authority) -> Iterator[tuple[AuthorityTier, AuthorityTier]]:
    """Tiers of one class, with the same or no amounts and the same or no name: the later and the earlier one."""
    first: dict[tuple[object, ...], AuthorityTier] = {}
    for tier in authority.tiers:
        if tier.class_ is not None:
            key = (tier.class_, tier.above, tier.up_to, str(tier.name or ""))
            earlier = first.setdefault(key, tier)
            if earlier is not tier:
                yield tier, earlier
