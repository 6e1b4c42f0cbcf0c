"""A delegation of authority to whoever drafts or proposes the thing in every case that the delegation covers.

Guess: what only signs, seals or carries out what has been approved already is told by the words of the delegation's scope.

Why: on the days when the delegation is used, one hand proposes and approves (COSO: segregation of duties).

Instead: delegate to somebody who has no part in preparing, or limit the scope to signing what others have approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import MAKING
from remit.evidence.naming import called, who
from remit.lexicon import pattern
from remit.model.entities import Authority, AuthorityTier, ChainLink, Delegation
from remit.model.organisation import Organisation
from remit.views.parties import party_keys

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Delegations of deciding to who prepares."""
    for authority in organisation.all(Authority):
        for given in authority.delegations:
            link = None if _carries_out(given) else _prepares(authority, given)
            if link is not None:
                params = {
                    "authority": called(organisation, authority),
                    "to": who(organisation, given.to),
                }
                related = (Related(link.span(), "prepared-here"),)
                yield Diagnostic("delegation-to-preparer", given.span("to"), given.ref, params, related)


def _carries_out(given: Delegation) -> bool:
    """Whether the scope speaks of what comes after the approval."""
    scope = given.scope.by_language.items() if given.scope is not None else ()
    return any(pattern("documents.carrying-out", lang).search(words) for lang, words in scope)


def _prepares(authority: Authority, given: Delegation) -> ChainLink | None:
    """The link by which the receiver prepares, where there is one in each case that the delegation covers."""
    to = party_keys(given.to)
    covered = [tier for tier in authority.tiers if given.limit is None or (tier.above or 0) < given.limit]
    links = [_preparing(tier, to) for tier in covered]
    return links[0] if links and None not in links else None


def _preparing(tier: AuthorityTier, to: set[str]) -> ChainLink | None:
    return next((link for link in tier.chain if link.action in MAKING and to & party_keys(link.by)), None)
