"""Clean builds of a company in other folders, time zones, locales, hash seeds, umasks and orders of files, compared byte by
byte: `python -m tests.reproducible [FOLDER]`; without one, of the worked company. The small company of the tests is also made by
the wheel, installed into an environment of its own. It is built in other circumstances in every test run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from tests.reproducible.builds import CASES, EXAMPLE, REPOSITORY, build, differences, installed


def main() -> None:
    """A line a build; exit 1 where a file differs."""
    company = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else REPOSITORY
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        first = build(company, Path(folder), CASES[0])
        click.echo(f"{len(first)} files, {sum(map(len, first.values())):,} bytes: {CASES[0]}")
        wrong = _by_wheel(Path(folder))
        for case in CASES[1:]:
            different = differences(first, build(company, Path(folder), case))
            click.echo(f"{len(different)} differ: {case}")
            for path in different[:20]:
                click.echo(f"    {path}")
            wrong += len(different)
    raise SystemExit(1 if wrong else 0)


def _by_wheel(work: Path) -> int:
    """How many files of the small company the wheel makes otherwise than the checkout."""
    (work / "by-wheel").mkdir()
    wheel = build(EXAMPLE, work / "by-wheel", CASES[1], installed(work))
    different = differences(build(EXAMPLE, work / "by-checkout", CASES[0]), wheel)
    click.echo(f"{len(different)} of {len(wheel)} differ: the wheel, installed, and the checkout")
    for path in different[:20]:
        click.echo(f"    {path}")
    return len(different)


if __name__ == "__main__":
    main()
