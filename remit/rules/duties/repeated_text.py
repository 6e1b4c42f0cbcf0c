"""Two duties, purposes or KPI definitions that say the same, or differ by a word or two only.

Why: either two posts answer for one thing, or the text was copied and does not describe the work.

Example: two posts "organise the monthly stocktake of raw material" and "organise the monthly stocktake of tools".

Instead: say what this post does that the other does not; where one assists the other, use `role: assist`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.organisation import Organisation
from remit.views.similarity import pairs


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Pairs whose texts are at least 85 % alike in the authoritative language."""
    for pair in pairs(organisation, 0.85):
        params = {"text": pair.text, "other": pair.other.ref, "likeness": f"{pair.likeness:.0%}"}
        related = (Related(pair.other.span(), "other-place"),)
        yield Diagnostic("repeated-text", pair.element.span(), pair.element.ref, params, related)
