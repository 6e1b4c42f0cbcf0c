"""A delegation of authority without a last day, or without a limit where the authority is divided by amounts.

Why: what was meant for an absence stays for ever, and what was meant for small sums holds for all (COSO: authority is
delegated within limits and reviewed).

Instead: write `until` and `limit`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.document_words import field_words
from remit.evidence.naming import called, who
from remit.language.schemas import resolved
from remit.model.entities import Authority
from remit.model.generate import class_schemas
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a delegation, with what it lacks."""
    schema = resolved(class_schemas()["Delegation"])
    for authority in organisation.all(Authority):
        amounts = any(tier.above is not None or tier.up_to is not None for tier in authority.tiers)
        for given in authority.delegations:
            lacks = [
                *(["until"] if given.until is None else []),
                *(["limit"] if amounts and given.limit is None else []),
            ]
            if lacks:
                params = {
                    "authority": called(organisation, authority),
                    "to": who(organisation, given.to),
                    "missing": field_words(schema, lacks),
                }
                yield Diagnostic("open-ended-delegation", given.span(), given.ref, params)
