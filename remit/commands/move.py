"""`remit move REF --to UNIT`: a post or a unit goes under another unit."""

from __future__ import annotations

import click

from remit.cli import Settings
from remit.commands.rename import carry_out
from remit.words import words


@click.command("move", help=words("help.move"))
@click.argument("ref")
@click.option("--to", required=True, metavar="UNIT", help=words("help.move_to"))
@click.option("--dry-run", is_flag=True, help=words("help.refactor_dry_run"))
@click.pass_obj
def command(settings: Settings, ref: str, to: str, dry_run: bool) -> None:
    """Exit 1 where a reference would be broken, and nothing is written then."""
    from remit.refactoring.move import plan_move

    carry_out(settings, lambda before: plan_move(settings.root, before, ref, to, settings.as_of), dry_run=dry_run)
