"""How the attainment of a target is scored: which rule a target calls for, and its bounds.

One rule for each shape of target, so that a scorecard, its explanation and its check cannot part:
- higher (at least T): actual ÷ T. higher_zero (T ≤ 0): 1 when met, else 0.
- lower (at most T): 2 − actual ÷ T, from 0 up: each per cent above the target costs what each per cent short of one costs
  where higher is better, and an actual of 0 needs no division by it. lower_zero (T ≤ 0): 1 when met, else 0.
- exact (equal to T): 1 − |actual − T| ÷ |T|, from 0 up; where T is 0, 1 when equal, else 0.
- range (low to high): 1 within, else 1 less the distance to the nearer bound ÷ that bound, from 0 up; 0 where that is 0.
- judged (no number): the assessor gives the points.
Points are attainment × 100, from 0 to MOST.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from remit.model.entities import Kpi
from remit.model.values import Target

MOST = 120
"""The most points that one indicator can have; 100 mean that the target is reached."""

Shape = Literal["higher", "higher_zero", "lower", "lower_zero", "exact", "range", "judged"]
SHAPES: tuple[Shape, ...] = ("higher", "higher_zero", "lower", "lower_zero", "exact", "range", "judged")
"""Every shape, in the order in which an explanation names them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The shape of a target and its bounds in the unit of the indicator: one bound stands in `low` and `high` alike."""

    shape: Shape
    low: float = 0.0
    high: float = 0.0


def rule(target: Target | None, kpi: Kpi | None) -> Rule:
    """The rule of a target. Its bounds decide; the direction of the indicator only where a target is a plain number."""
    if target is None or all(bound is None for bound in (target.at_least, target.at_most, target.equals)):
        return Rule("judged")
    if target.at_least is not None and target.at_most is not None:
        return Rule("range", target.at_least, target.at_most)
    direction = kpi.direction if kpi is not None else None
    if target.at_least is not None or (target.equals is not None and direction == "higher"):
        return _one_sided("higher", "higher_zero", target.at_least if target.equals is None else target.equals)
    if target.at_most is not None or direction == "lower":
        return _one_sided("lower", "lower_zero", target.at_most if target.equals is None else target.equals)
    return Rule("exact", target.equals or 0.0, target.equals or 0.0)


def _one_sided(shape: Shape, without_ratio: Shape, bound: float | None) -> Rule:
    value = bound or 0.0
    return Rule(shape if value > 0 else without_ratio, value, value)
