"""A delegation of more than the grantor may decide: its limit lies above the highest amount of the authority, or of the cases
that the grantor decides.

A grantor who decides no case of the authority stands above it, and is held to the authority's own highest amount only.

Why: nobody can pass on more than he has.

Instead: lower the limit to the grantor's, or let whoever decides the higher case grant it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.mandates import deciders
from remit.evidence.naming import called, who
from remit.model.entities import Authority, AuthorityTier
from remit.model.organisation import Organisation
from remit.views.parties import party_keys
from remit.views.wording import amount


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Delegations whose limit is above the top of the tiers that the grantor decides."""
    for authority in organisation.all(Authority):
        top = _top(authority)
        if top is None or top.up_to is None:
            continue
        for given in authority.delegations:
            if given.limit is not None and given.limit > top.up_to:
                params = {
                    "authority": called(organisation, authority),
                    "to": who(organisation, given.to),
                    "limit": {lang: amount(given.limit, lang, organisation.system.currency) for lang in ("zh", "en")},
                    "top": {lang: amount(top.up_to, lang, organisation.system.currency) for lang in ("zh", "en")},
                }
                related = (Related(top.span("up_to"), "other-tier"),)
                yield Diagnostic("delegation-exceeds-limit", given.span("limit"), given.ref, params, related)


def _top(authority: Authority) -> AuthorityTier | None:
    """The highest of the tiers that bind the grantor; None where one of them has no upper bound."""
    tiers = list(authority.tiers)
    own = [
        tier
        for tier in tiers
        if party_keys(authority.grantor) & set().union(*(party_keys(by) for by in deciders(tier)))
    ]
    binding = own or tiers
    if not binding or any(tier.up_to is None for tier in binding):
        return None
    return max(binding, key=lambda tier: tier.up_to or 0)
