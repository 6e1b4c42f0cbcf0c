"""`remit merge REF --into REF`: one post is taken up by another, with what refers to it."""

from __future__ import annotations

import click

from remit.cli import Settings
from remit.commands.rename import carry_out
from remit.words import words


@click.command("merge", help=words("help.merge"))
@click.argument("ref")
@click.option("--into", required=True, metavar="REF", help=words("help.merge_into"))
@click.option("--dry-run", is_flag=True, help=words("help.refactor_dry_run"))
@click.pass_obj
def command(settings: Settings, ref: str, into: str, dry_run: bool) -> None:
    """Exit 1 where a reference would be broken, and nothing is written then."""
    from remit.refactoring.merge import plan_merge

    carry_out(settings, lambda before: plan_merge(settings.root, before, ref, into, settings.as_of), dry_run=dry_run)
