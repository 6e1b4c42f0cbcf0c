"""An authority of which nobody knows who granted it.

Why: power over the company's money and people comes from its owners, the board or the general manager; what nobody granted
binds nobody, and nobody can take it back.

Instead: write `grantor:`. What the board or the shareholders decide themselves needs none.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GIVING
from remit.evidence.lacking import lacks
from remit.model.entities import Authority, Unit
from remit.model.organisation import Organisation
from remit.views.parties import parties


def check(organisation: Organisation) -> Iterable[Diagnostic]:
    """Authorities without a grantor, unless the board decides in every tier; one finding for all where most have none."""
    every = [authority for authority in organisation.all(Authority) if not _of_the_board(authority)]
    return lacks(organisation, "authority-without-grantor", [a for a in every if a.grantor is None], every)


def _of_the_board(authority: Authority) -> bool:
    deciding = [link.by for tier in authority.tiers for link in tier.chain if link.action in GIVING]
    return bool(deciding) and all(
        isinstance(party.element, Unit) and party.element.tier == "board" for by in deciding for party in parties(by)
    )
