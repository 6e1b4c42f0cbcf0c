"""Several units of which none has a parent: nothing says how they stand to each other.

Why: without a chart nobody knows who directs whom, and nothing can be escalated (ISO 9001:2015, 5.3).

Instead: write the company as a unit, and the `parent:` of every other.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.model.entities import Unit
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding, at the first unit."""
    units = organisation.all(Unit)
    if len(units) > 1 and not any(unit.parent for unit in units):
        related = tuple(Related(unit.span(), "other-place") for unit in units[1:])
        params = {"units": names_of(organisation, units)}
        yield Diagnostic("no-organisation-chart", units[0].span(), units[0].ref, params, related)
