"""An authority in which a higher amount is approved by a lower post than a smaller one.

Judged are tiers with amounts, lowest first, where both approvers stand in one line; a board counts above every post.

Why: the larger the sum, the higher the decision; otherwise whoever may not decide the small case decides the large one.

Instead: exchange the approvers, or correct the amounts of the tiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Authority, AuthorityTier, ChainLink
from remit.model.organisation import Organisation
from remit.views.chain_words import who
from remit.views.chains import GIVING
from remit.views.rank import outranks
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a tier, at its approving link."""
    for authority in organisation.all(Authority):
        tiers = [tier for tier in authority.tiers if tier.above is not None or tier.up_to is not None]
        ladder = [(tier, link) for tier in sorted(tiers, key=_start) if (link := _approving(tier)) is not None]
        for (low, below), (high, above) in pairwise(ladder):
            if _start(high) > _start(low) and outranks(below.by, above.by):
                params = {
                    "authority": in_words(authority.name),
                    "high": who(organisation, above.by),
                    "low": who(organisation, below.by),
                }
                related = (Related(below.span("by"), "other-tier"),)
                yield Diagnostic("tier-approver-order", above.span("by"), above.ref, params, related)


def _start(tier: AuthorityTier) -> float:
    return tier.above if tier.above is not None else float("-inf")


def _approving(tier: AuthorityTier) -> ChainLink | None:
    return next((link for link in tier.chain if link.action in GIVING), None)
