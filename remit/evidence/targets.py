"""The targets of KPIs: those of the KPI itself and those that stand on its assignments."""

from __future__ import annotations

from collections.abc import Iterator

from remit.evidence.measured import measured
from remit.language.schemas import in_both, kinds
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.model.values import Target

WHOLES = {"%": 100.0, "％": 100.0, "‰": 1000.0}
"""The figure that is the whole, by the unit of a share."""


def targets(organisation: Organisation) -> Iterator[tuple[Kpi, Target, str]]:
    """Each target with its KPI and the reference of what it stands on."""
    for kpi in organisation.all(Kpi):
        if kpi.target is not None:
            yield kpi, kpi.target, kpi.ref
        for item in measured(organisation).get(kpi.id, ()):
            if item.assignment.target is not None:
                yield kpi, item.assignment.target, item.holder.ref


def direction_label(kpi: Kpi) -> dict[str, str]:
    """What the direction of a KPI is called, by language; empty where it has none."""
    found = kinds()["kpi"].schema["properties"]["direction"]["x-labels"]
    return in_both(found.get(kpi.direction, ""))


def easier(one: Target, other: Target, direction: str | None) -> bool:
    """Whether `one` is clearly easier to reach than `other`, both with the bound that the direction asks for."""
    if direction == "higher":
        low, high = (_first(item.at_least, item.equals) for item in (one, other))
        return low is not None and high is not None and low < high
    if direction == "lower":
        low, high = (_first(item.at_most, item.equals) for item in (other, one))
        return low is not None and high is not None and high > low
    return False


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
