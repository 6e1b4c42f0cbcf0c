"""A KPI that others are broken down from, and by which nobody is measured.

Why: the goal at the top of the cascade has no one who answers for it; the parts are reached and the whole is not seen.

Instead: assign the parent to the post or unit that answers for the whole. A parent that has a parent in turn may be a mere
sum on the way up, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.measured import measured
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import in_words

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Parents at the top that stand on no post and no unit, with what rests on them."""
    below: dict[str, list[Kpi]] = {}
    for kpi in organisation.all(Kpi):
        if kpi.parent is not None and kpi.parent.target is not None:
            below.setdefault(kpi.parent.target.id, []).append(kpi)
    for kpi in organisation.all(Kpi):
        parts = below.get(kpi.id, [])
        if parts and kpi.parent is None and kpi.id not in measured(organisation):
            params = {"kpi": in_words(kpi.name), "parts": names_of(organisation, parts)}
            related = tuple(Related(part.span("parent"), "other-place") for part in parts)
            yield Diagnostic("parent-kpi-unmeasured", kpi.span("name"), kpi.ref, params, related)
