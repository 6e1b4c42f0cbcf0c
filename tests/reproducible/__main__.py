"""Clean builds of a company in other folders, time zones, locales, hash seeds, umasks and orders of files, compared byte by
byte: `python -m tests.reproducible [FOLDER]`; without one, of the worked company. A small company is built so in every test run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from tests.reproducible.builds import CASES, REPOSITORY, build, differences


def main() -> None:
    """A line a build; exit 1 where a file differs."""
    company = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else REPOSITORY
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        first = build(company, Path(folder), CASES[0])
        click.echo(f"{len(first)} files, {sum(map(len, first.values())):,} bytes: {CASES[0]}")
        wrong = 0
        for case in CASES[1:]:
            different = differences(first, build(company, Path(folder), case))
            click.echo(f"{len(different)} differ: {case}")
            for path in different[:20]:
                click.echo(f"    {path}")
            wrong += len(different)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
