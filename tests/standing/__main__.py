"""Random edits of a company, each built beside the files of the build before and once more of nothing, compared file by file:
`python -m tests.standing [--trials 20] [--seed 0] [FOLDER]`; without a folder, of the worked company.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from tests.standing.edits import build, edited, edition

REPOSITORY = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--trials", default=20, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.argument("company", default=REPOSITORY, type=click.Path(path_type=Path))
def main(trials: int, seed: int, company: Path) -> None:
    """A line an edit; exit 1 where a file differs."""
    chance, wrong = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="remit-") as name:
        root = Path(name).resolve()
        shutil.copytree(company / "policies", root / "policies")
        cache = root / "cache"
        first = edition(root, cache)
        if first is None:
            raise click.UsageError(str(company))
        build(first, root / "out")
        for _ in range(trials):
            said, made = edited(root, chance)
            clean = build(made, root / "clean")
            kept = build(replace(made, cache=cache), root / "out")
            different = sorted(path for path in clean.keys() | kept.keys() if clean.get(path) != kept.get(path))
            click.echo(f"{len(different)} of {len(clean)} differ: {said}")
            for path in different[:20]:
                click.echo(f"    {path}")
            wrong += len(different)
            shutil.rmtree(root / "clean")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
