"""Every rule finds its own defect at a few random places of the worked company."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.rules import rules
from tests.mutation.operators_found import load
from tests.mutation.run import outcomes, planted
from tests.mutation.tree import PLANTERS, Tree

load()
ROOT = Path(__file__).resolve().parents[2]
SEED = 7
EACH = 1
_MAY_MISS = 0.02
pytestmark = pytest.mark.xdist_group("mutation")


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(ROOT)


def test_every_rule_has_a_planter() -> None:
    assert sorted(PLANTERS) == sorted(rules())


def test_the_clean_company_has_no_finding(tree: Tree) -> None:
    assert tree.findings(tree.documents.values()) == []


def test_planted_defects_are_found(tree: Tree) -> None:
    """A few of each rule, drawn anew only where the seed changes; the long run is `python -m tests.mutation`."""
    mutants = [mutant for rule in sorted(PLANTERS) for mutant in planted(tree, rule, EACH, SEED)]
    assert {mutant.rule for mutant in mutants} == set(PLANTERS)
    missed = [outcome for outcome in outcomes(tree, mutants) if not outcome.found]
    assert [
        f"{o.mutant.rule}: {o.mutant.subject} {o.mutant.pointer} {o.mutant.note} {o.said[:4]}" for o in missed
    ] == []
