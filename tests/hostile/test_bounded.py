"""What tries to take all time and memory is refused with a finding, in little of either.

The companies that are refused run here; the others, which are rendered, with `python -m tests.hostile.bounded`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

_EXPECTED = Path(__file__).with_name("bounded.yaml")
_LONGEST = 2500  # of what is told, a line: a value is quoted as far as it tells which is meant


def test_each_is_refused_within_its_bounds() -> None:
    expected = yaml.safe_load(_EXPECTED.read_text("utf-8"))
    command = [sys.executable, "-m", "tests.hostile.bounded", *expected]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert {name: errors.split(",") for name, errors, _ in lines} == expected
    assert all(int(longest) <= _LONGEST for _, _, longest in lines)
