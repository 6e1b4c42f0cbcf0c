"""Which scoring rule a target calls for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from remit.views.scoring import SHAPES, Rule, rule

ROWS = [
    ("target: {at_least: 95}\ndirection: lower", Rule("higher", 95, 95)),  # the bound decides
    ("target: {at_least: 0}", Rule("higher_zero", 0, 0)),
    ("target: {at_least: -3}", Rule("higher_zero", -3, -3)),
    ("target: {at_most: 2}", Rule("lower", 2, 2)),
    ("target: {at_most: 0}", Rule("lower_zero", 0, 0)),
    ("target: {equals: 100}\ndirection: higher", Rule("higher", 100, 100)),
    ("target: {equals: 0}\ndirection: lower", Rule("lower_zero", 0, 0)),
    ("target: {equals: 7}\ndirection: target", Rule("exact", 7, 7)),
    ("target: {equals: 0}", Rule("exact", 0, 0)),
    ("target: {at_least: 90, at_most: 103}\ndirection: higher", Rule("range", 90, 103)),
    ("target: {text: Renew the system}", Rule("judged")),
    ("target: {vague: better}", Rule("judged")),
    ("direction: higher", Rule("judged")),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rule_of_a_target(company: Callable[..., Any], text: str, expected: Rule) -> None:
    files = {"system.yaml": "name: A\nlanguages: [en]\n", "kpis/one.yaml": f"name: One\n{text}\n"}
    kpi = company(files).organisation.by_kind["kpi"]["one"]
    assert rule(kpi.target, kpi) == expected
    if expected.shape not in ("higher", "lower", "higher_zero", "lower_zero"):
        assert rule(kpi.target, None) == expected


def test_every_shape_is_explained_once() -> None:
    assert {expected.shape for _, expected in ROWS} == set(SHAPES)
    assert len(SHAPES) == len(set(SHAPES))
