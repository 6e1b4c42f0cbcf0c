"""`remit show REF`: an entity or element as people read it, field by field."""

from __future__ import annotations

import click

from remit.cli import Settings
from remit.commands.where import linked, require
from remit.views.plain_sheet import lines
from remit.words import words


@click.command("show", help=words("help.show"))
@click.argument("ref")
@click.pass_obj
def command(settings: Settings, ref: str) -> None:
    """Print every field of the element with its label, nested elements indented."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    click.echo("\n".join(lines(require(organisation, ref, lang), organisation.system, lang)))
