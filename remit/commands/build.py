"""`remit build`: where nothing has changed since the last build into a folder, that is said and nothing is done; only else the
compiler is imported (building.py)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import click

from remit.cache.inputs import compiler, digests
from remit.cache.shelf import Shelf
from remit.cli import Settings
from remit.registry import BACKENDS
from remit.words import words
from remit.write import state_of

_NAMES = [one.name for one in BACKENDS]
_INPUTS = ("policies", "templates", "lint-baseline.json")


@click.command("build", help=words("help.build"))
@click.option("--only", type=click.Choice(_NAMES), help=words("help.build_only", kinds=", ".join(_NAMES)))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=words("help.build_out"))
@click.option("--draft", is_flag=True, help=words("help.build_draft"))
@click.option("--audience", default="", help=words("help.build_audience"))
@click.option("--people", is_flag=True, help=words("help.build_people"))
@click.option("--markdown", type=click.Path(path_type=Path, file_okay=False), help=words("help.build_markdown"))
@click.option("--no-cache", is_flag=True, help=words("help.build_no_cache"))
@click.pass_obj
def command(
    settings: Settings,
    only: str | None = None,
    out: Path | None = None,
    markdown: Path | None = None,
    audience: str = "",
    *,
    draft: bool = False,
    people: bool = False,
    no_cache: bool = False,
) -> None:
    """Compile the system into the output folder; where that holds what would be made nothing is done."""
    root = settings.root
    # A working text never stands where people look for what is in force, nor what few may read where many look.
    target = out or root / "-".join(["site", *["draft"][:draft], *[audience][: bool(audience)], *["people"][:people]])
    shelf = Shelf(root / ".remit" / "cache" / "build")
    asked = [settings.as_of, settings.lang, str(root), only, audience, people, draft]
    recipe = "" if no_cache or markdown is not None else _recipe(root, shelf, asked)
    place = str(target.absolute())
    standing = f"{recipe} {state_of(target)}".encode()
    if recipe and shelf.get("answer", place) == standing:
        click.echo(words("up_to_date", settings.lang, out=str(out or target.name)))
        return
    from remit.building import Wanted, build

    build(settings, Wanted(target, only, markdown, audience, people, draft, no_cache))
    # A source that changed while it was read: nobody knows which of the two was built.
    if recipe and _recipe(root, shelf, asked) == recipe:
        shelf.put("answer", place, f"{recipe} {state_of(target)}".encode())


def _recipe(root: Path, shelf: Shelf, asked: Sequence[object]) -> str:
    """Everything that a build depends on, in short; empty where that cannot be told."""
    inputs = digests(root, _INPUTS, shelf)
    return "" if inputs is None else sha256(json.dumps([compiler(), inputs, asked]).encode()).hexdigest()
