"""Amounts or classes of an authority that no tier decides.

Why: such a case has no approver; it is decided by whoever dares, or waits.

Instead: let each tier begin where the one before ends (`above` is exclusive, `up_to` inclusive), and the top one be open. What
nobody may decide needs no tier when one without amounts takes the rest. A class needs a tier as soon as another class of
its classification has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import texts_of
from remit.evidence.tiers import classes_left_out, gaps, series
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.wording import amount_range, in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Gaps between the amounts of tiers, below the lowest and above the highest, and classes left out."""
    for authority in organisation.all(Authority):
        name = in_words(authority.name)
        rest = any(tier.above is None and tier.up_to is None and tier.class_ is None for tier in authority.tiers)
        for tiers in series(authority):
            for tier, (low, high) in gaps(tiers):
                if not rest:
                    field = "up_to" if high is None else "above"
                    case = {lang: amount_range(low, high, lang, organisation.system.currency) for lang in ("zh", "en")}
                    yield Diagnostic("tier-gap", tier.span(field), tier.ref, {"authority": name, "case": case})
        for tier, left in classes_left_out(organisation.system, authority):
            params = {"authority": name, "case": texts_of(organisation, list(left.values()))}
            yield Diagnostic("tier-gap", tier.span("class"), tier.ref, params)
