"""A delegation to the very party that grants the authority, or that decides every case of it within the limit already.

Why: it gives nothing; most likely somebody else was meant, and the stand-in that was intended does not exist.

Instead: name who is to act, or delete the delegation.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Authority, Delegation
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.document_words import called
from remit.views.mandates import deciders
from remit.views.parties import parties
from remit.views.wording import performer


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Delegations that give somebody what he has."""
    for authority in organisation.all(Authority):
        for given in authority.delegations:
            to = _keys(given.to)
            if to and (to <= _keys(authority.grantor) or _has_already(authority, given, to)):
                params = {
                    "authority": called(organisation, authority),
                    "to": {lang: performer(given.to, lang) for lang in organisation.languages},
                }
                yield Diagnostic("delegation-to-grantor", given.span("to"), given.ref, params)


def _has_already(authority: Authority, given: Delegation, to: set[str]) -> bool:
    within = [tier for tier in authority.tiers if given.limit is None or (tier.above or 0) < given.limit]
    return bool(within) and all(to <= set().union(*(_keys(by) for by in deciders(tier))) for tier in within)


def _keys(performer: Performer | None) -> set[str]:
    return {party.key for party in parties(performer)}
