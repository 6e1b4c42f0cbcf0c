"""`remit new KIND ID`: a starting file with the required fields and the most useful optional ones, commented."""

from __future__ import annotations

import re

import click

from remit.cli import Settings
from remit.durable import new_file
from remit.language.schemas import kinds
from remit.messages import catalogue
from remit.views.starting import starting_file
from remit.words import system_language, words


@click.command("new", help=words("help.new"))
@click.argument("kind", type=click.Choice([name for name, kind in kinds().items() if kind.folder]))
@click.argument("ident", metavar="ID")
@click.pass_obj
def command(settings: Settings, kind: str, ident: str) -> None:
    """Write policies/<folder>/<ID>.yaml; an existing file is left alone."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", ident):
        raise click.UsageError(catalogue()["bad-file-name"].text("fix", settings.lang or system_language()))
    root = settings.root
    path = root / "policies" / kinds()[kind].folder / f"{ident}.yaml"
    shown = path.relative_to(root).as_posix()
    if path.exists():
        raise click.ClickException(words("exists", settings.lang, path=shown))
    new_file(path, starting_file(kinds()[kind]).encode())
    click.echo(words("written_one", settings.lang, path=shown))
