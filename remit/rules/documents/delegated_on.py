"""Authority that its receiver delegates further: one who decides only by delegation grants the same thing to a third party.

The same thing is the same record, process or named decision. Who also decides a case in his own right may delegate.

Why: whoever granted the authority chose the receiver, not whom the receiver chooses; a delegate cannot delegate.

Instead: let the original holder grant it to the third party, or do without.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.mandates import Mandate, deciders, mandates
from remit.evidence.naming import called, who
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.parties import parties, party_keys


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Delegations under an authority whose grantor has only received it."""
    received: dict[tuple[str, str], Mandate] = {}
    for item in mandates(organisation):
        for key in _matters(item.authority):
            for party in parties(item.given.to):
                received.setdefault((key, party.key), item)
    for authority in organisation.all(Authority):
        granting = party_keys(authority.grantor)
        own = set().union(*(party_keys(by) for tier in authority.tiers for by in deciders(tier)))
        for key in _matters(authority) if authority.delegations and not granting & own else ():
            source = next((received[key, one] for one in sorted(granting) if (key, one) in received), None)
            if source is not None and source.authority is not authority:
                yield from _findings(organisation, authority, source)
                break


def _findings(organisation: Organisation, authority: Authority, source: Mandate) -> Iterator[Diagnostic]:
    for given in authority.delegations:
        params = {
            "authority": called(organisation, authority),
            "by": who(organisation, authority.grantor),
            "to": who(organisation, given.to),
            "source": called(organisation, source.authority),
        }
        related = (Related(source.given.span(), "other-place"),)
        yield Diagnostic("delegated-on", given.span("to"), given.ref, params, related)


def _matters(authority: Authority) -> list[str]:
    """What the authority decides on."""
    refs = [ref.key for ref in (authority.record, authority.process) if ref is not None]
    return refs[:1] or ([str(authority.decision)] if authority.decision is not None else [])
