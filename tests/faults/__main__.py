"""Hundreds of builds struck by kills, full and read-only disks, one another and changing files: `python -m tests.faults`.

Linux; the trials with disks of their own need the right to mount one. A sample in one process runs with every test run
(test_faults.py).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from remit.cli import program
from tests.faults import trials
from tests.faults.company import Child, Company, build
from tests.faults.trials import Trial

Run = Callable[[Company, random.Random, int], Iterator[Trial]]


def main() -> None:
    """A line a kind of trial: how many, what they met; then everything that was wrong, exit 1 if anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=20260630)
    parser.add_argument("--trials", type=int, default=300, help="in all, beside a kill at every single step of writing")
    parser.add_argument("--only", default="", help="this kind of trial only")
    asked = parser.parse_args()
    wrong = 0
    for command in program.list_commands(click.Context(program)):  # imported once, before anything is forked
        program.get_command(click.Context(program), command)
    with tempfile.TemporaryDirectory(prefix="remit-faults-") as folder:
        company = Company(Path(folder))
        for name, (share, run) in _KINDS.items():
            if asked.only in ("", name):
                wrong += _report(name, run(company, random.Random(asked.seed), asked.trials * share // 100))
    raise SystemExit(1 if wrong else 0)


def _report(name: str, found: Iterator[Trial]) -> int:
    met: Counter[str] = Counter()
    wrong: list[str] = []
    started = time.monotonic()
    for trial in found:
        met[trial.met] += 1
        wrong += trial.wrong
    shown = ", ".join(f"{what}: {count}" for what, count in met.most_common(6))
    click.echo(f"{name:16} {met.total():4} trials, {len(wrong)} wrong, {time.monotonic() - started:5.0f} s; {shown}")
    for line in wrong[:10]:
        click.echo(f"    {line}")
    return len(wrong)


def _times(trial: Callable[[Company, random.Random], Trial]) -> Run:
    return lambda company, chance, number: (trial(company, chance) for _ in range(number))


def _killed_builds(company: Company, chance: random.Random, number: int) -> Iterator[Trial]:
    out = company.site("first", {})
    started = time.monotonic()
    Child(lambda: build(company.sources["second"], out), company.work / "log").wait()
    longest = (time.monotonic() - started) * 1.1
    return (trials.killed_build(company, chance, longest) for _ in range(number))


def _killed_steps(company: Company, chance: random.Random, number: int) -> Iterator[Trial]:
    return (trials.killed_step(company, chance, step + 1) for step in range(trials.steps_of_writer(company)))


def _read_only_disks(company: Company, chance: random.Random, number: int) -> Iterator[Trial]:
    steps = trials.steps_of_writer(company)
    return (trials.read_only_disk(company, chance, steps) for _ in range(number))


_KINDS: dict[str, tuple[int, Run]] = {
    "killed-build": (25, _killed_builds),
    "killed-writer": (20, _times(trials.killed_writer)),
    "killed-step": (0, _killed_steps),
    "full-disk": (15, _times(trials.full_disk)),
    "read-only-disk": (10, _read_only_disks),
    "vanished-folder": (10, _times(trials.vanished_folder)),
    "two-builds": (10, _times(trials.two_builds)),
    "changing-source": (10, _times(trials.changing_source)),
}


if __name__ == "__main__":
    main()
