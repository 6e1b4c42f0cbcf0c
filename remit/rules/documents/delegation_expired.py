"""A delegation of authority that has run out and is still listed.

A delegation to the same party in the same authority that has not run out takes its place.

Why: it is printed in the job description and the table of authorities, and whoever reads it there goes on signing.

Instead: renew it with a new `until`, or delete the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called, who
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.parties import party_keys

DATED = True


def check(organisation: Organisation, as_of: str) -> Iterator[Diagnostic]:
    """Delegations whose last day lies before the day."""
    for authority in organisation.all(Authority):
        valid = {
            key
            for given in authority.delegations
            if given.until is None or given.until >= as_of
            for key in party_keys(given.to)
        }
        for given in authority.delegations:
            replaced = party_keys(given.to) <= valid
            if given.until is not None and given.until < as_of and not replaced:
                params = {
                    "authority": called(organisation, authority),
                    "to": who(organisation, given.to),
                    "until": given.until,
                }
                yield Diagnostic("delegation-expired", given.span("until"), given.ref, params)
