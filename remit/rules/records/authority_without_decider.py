"""A tier of an authority in which nobody decides: it is proposed, reviewed or deliberated, and ends there.

Why: an opinion is no decision; whose word makes it binding is open (ISO 9001:2015, 5.3).

Instead: end the chain with `action: approve` or `decide`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GIVING
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.local_names import tier_case
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Tiers whose chain has no approving or deciding link; an authority without any tier."""
    for authority in organisation.all(Authority):
        name = in_words(authority.name)
        if not authority.tiers:
            yield Diagnostic(
                "authority-without-decider", authority.span(), authority.ref, {"authority": name, "case": name}
            )
        for tier in authority.tiers:
            if not any(link.action in GIVING for link in tier.chain):
                case = {lang: tier_case(organisation.system, tier, lang) for lang in ("zh", "en")}
                yield Diagnostic("authority-without-decider", tier.span(), tier.ref, {"authority": name, "case": case})
