"""Fuzzing for as long as there is time: `python -m tests.fuzz loader --minutes 10`, `python -m tests.fuzz compile --minutes 10`.

What breaks is printed as the smallest input that breaks it. A fixed sample runs with every test run (test_fuzz.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import click
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from remit.diagnostics import Severity
from tests.fuzz.oracle import examine
from tests.fuzz.trees import Edit, tree, write

_BATCH = 100
_NUMBER = st.integers(0, 65535)
_EDITS = st.lists(st.builds(Edit, _NUMBER, _NUMBER, _NUMBER, _NUMBER), min_size=1, max_size=6)


def main() -> None:
    """Fuzz one part."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("part", choices=["loader", "compile"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="where the loader's inputs are kept from run to run")
    asked = parser.parse_args()
    if asked.part == "loader":
        with tempfile.TemporaryDirectory() as folder:
            _loader(asked.corpus or Path(folder), int(asked.minutes * 60))
    else:
        _Compiling(asked.seed).run(asked.minutes * 60)


def _loader(corpus: Path, seconds: int) -> None:
    """Atheris in a process of its own, begun with the files of the worked company's beginning."""
    corpus.mkdir(parents=True, exist_ok=True)
    policies = Path(__file__).resolve().parents[2] / "tests" / "company" / "small"
    for number, path in enumerate(sorted(policies.rglob("*.yaml"))):
        (corpus / f"seed-{number}").write_bytes(path.read_bytes())
    done = subprocess.run([sys.executable, "-m", "tests.fuzz.loader", str(corpus), str(seconds)], check=False)
    raise SystemExit(done.returncode)


class _Compiling:
    """Batches of damaged companies until the time is over; each kind of break is reported once, as small as it gets."""

    def __init__(self, start: int) -> None:
        self.start, self.known, self.found = start, set[str](), Counter[str]()
        self.tried = self.clean = 0

    def run(self, seconds: float) -> None:
        """Prints what breaks, then the counts."""
        end, batch = time.monotonic() + seconds, self.start
        while time.monotonic() < end:
            try:
                seed(batch)(self._batch())()
            except Exception as error:  # whatever it is, it is a break
                where = _where(error)
                self.known.add(where)
                notes = "\n".join(getattr(error, "__notes__", ()))
                click.echo(f"{where}: {error}\n{notes}\n")
            batch += 1
        click.echo(f"{self.tried} companies, {self.clean} without an error; {len(self.known)} kinds of break")

    def _batch(self) -> object:
        @settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2), _EDITS, st.booleans())
        def one(base: int, edits: list[Edit], render: bool) -> None:
            self.tried += 1
            with tempfile.TemporaryDirectory() as folder:
                write(tree(base, edits), Path(folder))
                try:
                    made = examine(Path(folder), render=render)
                except Exception as error:  # of a kind that is known, or told by the loop above
                    if _where(error) in self.known:
                        return
                    raise
                self.clean += made.organisation is not None and not made.count(Severity.ERROR)

        return one


def _where(error: BaseException) -> str:
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "remit" in frame.filename or "fuzz" in frame.filename
    ]
    ours = [frame for frame in frames if "__main__" not in frame.filename]
    return f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else type(error).__name__


if __name__ == "__main__":
    main()
