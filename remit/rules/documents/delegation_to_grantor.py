"""A delegation to the very party that grants the authority, or that decides every case of it within the limit already.

Why: it gives nothing; most likely somebody else was meant, and the stand-in that was intended does not exist.

Instead: name who is to act, or delete the delegation.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.mandates import deciders
from remit.evidence.naming import called, who
from remit.model.entities import Authority, Delegation
from remit.model.organisation import Organisation
from remit.views.parties import party_keys


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Delegations that give somebody what he has."""
    for authority in organisation.all(Authority):
        for given in authority.delegations:
            to = party_keys(given.to)
            if to and (to <= party_keys(authority.grantor) or _has_already(authority, given, to)):
                params = {
                    "authority": called(organisation, authority),
                    "to": who(organisation, given.to),
                }
                yield Diagnostic("delegation-to-grantor", given.span("to"), given.ref, params)


def _has_already(authority: Authority, given: Delegation, to: set[str]) -> bool:
    within = [tier for tier in authority.tiers if given.limit is None or (tier.above or 0) < given.limit]
    return bool(within) and all(to <= set().union(*(party_keys(by) for by in deciders(tier))) for tier in within)
