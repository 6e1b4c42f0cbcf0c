"""A fixed sample of what `python -m tests.fuzz compile` tries, and what it once broke."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.oracle import examine
from tests.fuzz.trees import Edit, tree, write


@pytest.mark.parametrize("seed", range(3))
def test_damaged_companies(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    for number in range(5):
        edits = [Edit(*(chance.randrange(65536) for _ in range(4))) for _ in range(chance.choice((1, 1, 2, 4)))]
        root = tmp_path / str(number)
        write(tree(chance.randrange(3), edits), root)
        examine(root, render=False)
