"""Branches of a decision by amount: which cases they hold for, whatever words stand beside the numbers; tiers have bounds too."""

from __future__ import annotations

from remit.lexicon import pattern
from remit.model.entities import AuthorityTier, Branch, System


def by_amount(branch: Branch, system: System) -> bool:
    """Whether an amount alone decides: bounds are written, and a class or words beside them only say the amount again."""
    if branch.above is None and branch.up_to is None:
        return False
    if branch.class_ is not None:
        return _measured(branch.class_, system)
    return branch.when is None or any(
        pattern("processes.amounts", lang).search(words) for lang, words in branch.when.by_language.items()
    )


def _measured(value: str, system: System) -> bool:
    """Whether a class (classification/class) is one by numbers."""
    scheme, _, part = value.partition("/")
    classes = (found for item in system.classifications if item.id == scheme for found in item.classes)
    return any(
        bound is not None
        for found in classes
        if found.id == part
        for item in found.criteria
        for bound in (item.above, item.at_least, item.up_to, item.below)
    )


def low(branch: Branch | AuthorityTier) -> float:
    """The bound (exclusive) above which the branch or tier holds."""
    return branch.above if branch.above is not None else float("-inf")


def high(branch: Branch | AuthorityTier) -> float:
    """The bound (inclusive) up to which the branch or tier holds."""
    return branch.up_to if branch.up_to is not None else float("inf")
