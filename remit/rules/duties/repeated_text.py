"""Two duties, purposes or KPI definitions that say the same, or differ by a word or two only.

Why: either two posts answer for one thing, or the text was copied and does not describe the work.

Example: two posts "organise the monthly stocktake of raw material" and "organise the monthly stocktake of tools".

Instead: say what this post does that the other does not; where one assists the other, use `role: assist`.

Texts that are alike among themselves make one finding, at the first of them. Duties to do other work as assigned are alike
by their nature and are left to catch-all-duty.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.charges import is_catch_all
from remit.evidence.enumeration import names_of
from remit.evidence.similarity import NEARLY_EQUAL, Pair, pairs
from remit.model.entities import Duty
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Groups of texts that are at least 85 % alike to the first of them in the authoritative language."""
    groups: dict[str, list[Pair]] = {}
    told: set[str] = set()
    for pair in sorted(pairs(organisation, NEARLY_EQUAL), key=lambda pair: (pair.element.ref, pair.other.ref)):
        beside = any(_is_catch_all(organisation, element) for element in (pair.element, pair.other))
        if pair.element.ref not in told and pair.other.ref not in told and not beside:
            groups.setdefault(pair.element.ref, []).append(pair)
        told.add(pair.other.ref)
    for group in groups.values():
        element = group[0].element
        text = next(
            found for name in ("text", "purpose", "definition", "name") if (found := getattr(element, name, None))
        )
        params = {
            "text": in_words(text),
            "other": names_of(organisation, [organisation.owner_of(pair.other) for pair in group]),
            "likeness": f"{min(pair.likeness for pair in group):.0%}",
        }
        related = tuple(Related(pair.other.span(), "other-place") for pair in group)
        yield Diagnostic("repeated-text", element.span(), element.ref, params, related)


def _is_catch_all(organisation: Organisation, element: Element) -> bool:
    return isinstance(element, Duty) and is_catch_all(element, organisation.languages[0])
