"""What others hand over, and what a company brings, takes little memory and time: each is judged as its table says.

The slowest run with `python -m tests.hostile.handed` and `python -m tests.hostile.brought` only.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.hostile import brought, handed


@pytest.mark.parametrize("part", ["handed", "brought"])
def test_each_is_judged_within_its_bounds(part: str) -> None:
    expected = yaml.safe_load(Path(__file__).with_name(f"{part}.yaml").read_text("utf-8"))
    command = [sys.executable, "-m", f"tests.hostile.{part}", *expected["here"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-2000:]
    assert dict(line.split("\t") for line in done.stdout.splitlines()) == expected["here"]


@pytest.mark.parametrize(
    ("part", "names"),
    [("handed", (*handed.OFFICE, *handed.PLACES)), ("brought", (*brought.PICTURES, *brought.TEMPLATES))],
    ids=["handed", "brought"],
)
def test_every_case_has_its_judgement(part: str, names: tuple[str, ...]) -> None:
    expected = yaml.safe_load(Path(__file__).with_name(f"{part}.yaml").read_text("utf-8"))
    assert sorted(names) == sorted([*expected["here"], *expected["by hand"]])
