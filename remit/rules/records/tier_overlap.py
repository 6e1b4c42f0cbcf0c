"""Amounts or a class that two tiers of one authority decide.

Why: whoever wants the easier approver takes the tier that has him.

Instead: let each tier begin where the one before ends: `above` is exclusive, `up_to` inclusive. Tiers of different classes, or
of different matters one after another, do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.tiers import classes_twice, overlaps, series
from remit.model.entities import Authority, AuthorityTier
from remit.model.organisation import Organisation
from remit.views.local_names import tier_case
from remit.views.wording import amount_range, in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Tiers whose amounts overlap, and tiers of one class without anything that tells them apart."""
    for authority in organisation.all(Authority):
        for tiers in series(authority):
            for later, earlier, (low, high) in overlaps(tiers):
                case = {lang: amount_range(low, high, lang, organisation.system.currency) for lang in ("zh", "en")}
                field = "above" if later.above is not None else "up_to"
                yield _finding(organisation, authority, later, earlier, field, case)
        for later, earlier in classes_twice(authority):
            case = {lang: tier_case(organisation.system, later, lang) for lang in ("zh", "en")}
            yield _finding(organisation, authority, later, earlier, "class", case)


def _finding(
    organisation: Organisation,
    authority: Authority,
    later: AuthorityTier,
    earlier: AuthorityTier,
    field: str,
    case: dict[str, str],
) -> Diagnostic:
    params = {
        "authority": in_words(authority.name),
        "case": case,
        "tier": {lang: tier_case(organisation.system, later, lang) for lang in ("zh", "en")},
        "other": {lang: tier_case(organisation.system, earlier, lang) for lang in ("zh", "en")},
    }
    return Diagnostic("tier-overlap", later.span(field), later.ref, params, (Related(earlier.span(), "other-place"),))
