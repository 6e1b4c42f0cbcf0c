"""Workbooks for managers: responsibility, authority, clauses by unit, scorecards, registers, the training plan.

Each kind has a module of its own; all share the frame in workbook_frame.py.
"""

from __future__ import annotations

from remit.backends import (
    Edition,
    authority_workbook,
    coverage_workbook,
    raci_workbooks,
    registers,
    scorecards,
    training_plan,
)

_KINDS = (raci_workbooks, authority_workbook, coverage_workbook, scorecards, registers, training_plan)


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/: raci/, authorities.xlsx, coverage/, scorecards/, registers.xlsx and training-plan.xlsx."""
    files: dict[str, bytes] = {}
    for kind in _KINDS:
        files |= kind.render(edition, lang)
    return files
