"""An authority in which a higher amount is approved by a lower post than a smaller one.

Judged are tiers with amounts, lowest first, where both approvers stand in one line; a board counts above every post.

Why: the larger the sum, the higher the decision; otherwise whoever may not decide the small case decides the large one.

Instead: exchange the approvers, or correct the amounts of the tiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.branching import low
from remit.evidence.naming import who
from remit.evidence.rank import outranks
from remit.model.entities import Authority, AuthorityTier, ChainLink
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a tier, at its approving link."""
    for authority in organisation.all(Authority):
        tiers = [tier for tier in authority.tiers if tier.above is not None or tier.up_to is not None]
        ladder = [(tier, link) for tier in sorted(tiers, key=low) if (link := _approving(tier)) is not None]
        for (lower, below), (higher, above) in pairwise(ladder):
            if low(higher) > low(lower) and outranks(below.by, above.by):
                params = {
                    "authority": in_words(authority.name),
                    "high": who(organisation, above.by),
                    "low": who(organisation, below.by),
                }
                related = (Related(below.span("by"), "other-tier"),)
                yield Diagnostic("tier-approver-order", above.span("by"), above.ref, params, related)


def _approving(tier: AuthorityTier) -> ChainLink | None:
    return next((link for link in tier.chain if link.action in GIVING), None)
