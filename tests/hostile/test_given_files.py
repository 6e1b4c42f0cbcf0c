"""What others hand over, and what a company brings, takes little memory and time: each is judged as its table says.

The slowest run with `python -m tests.hostile.handed` and `python -m tests.hostile.brought` only.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.backends.starting_templates import starting_template
from remit.office.properties import read_properties
from remit.office.reading import read_text
from remit.office.unpacking import UnreadableError
from tests.hostile import brought, handed
from tests.hostile.archives import packed, parts_of


@pytest.mark.parametrize("part", ["handed", "brought"])
def test_each_is_judged_within_its_bounds(part: str) -> None:
    expected = yaml.safe_load(Path(__file__).with_name(f"{part}.yaml").read_text("utf-8"))
    command = [sys.executable, "-m", f"tests.hostile.{part}", *expected["here"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-2000:]
    assert dict(line.split("\t") for line in done.stdout.splitlines()) == expected["here"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 20), st.binary(max_size=8), st.integers(0, 40), st.booleans())
def test_a_damaged_file_is_read_or_refused(place: int, put: bytes, taken: int, inside: bool) -> None:
    """Damage to the archive, or to a part that is packed anew."""
    sound = starting_template("policy", "zh")
    parts = parts_of(sound)
    name = sorted(parts)[place % len(parts)]
    raw = parts[name] if inside else sound
    at = place % max(len(raw), 1)
    damaged = raw[:at] + put + raw[at + taken :]
    file = packed({**parts, name: damaged}) if inside else damaged
    for read in (read_text, read_properties):
        with suppress(UnreadableError):
            read(file)


@pytest.mark.parametrize(
    ("part", "names"),
    [("handed", (*handed.OFFICE, *handed.PLACES)), ("brought", (*brought.PICTURES, *brought.TEMPLATES))],
    ids=["handed", "brought"],
)
def test_every_case_has_its_judgement(part: str, names: tuple[str, ...]) -> None:
    expected = yaml.safe_load(Path(__file__).with_name(f"{part}.yaml").read_text("utf-8"))
    assert sorted(names) == sorted([*expected["here"], *expected["by hand"]])
