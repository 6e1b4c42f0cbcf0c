"""`remit rename KIND OLD NEW`: another id for one thing, in every file at once; the ledger's entries stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.compiler import Compilation, compile_tree
from remit.excerpt import Source
from remit.refactoring.plan import Plan, RefactorError, write
from remit.report import Report, text
from remit.words import words


@click.command("rename", help=words("help.rename"))
@click.argument("names", nargs=-1, required=True, metavar="KIND OLD NEW")
@click.option("--dry-run", is_flag=True, help=words("help.refactor_dry_run"))
@click.pass_obj
def command(settings: Settings, names: tuple[str, ...], dry_run: bool) -> None:
    """KIND OLD NEW, or KIND:OLD NEW; exit 1 where it would leave errors behind, and nothing is written then."""
    from remit.refactoring import rename

    if len(names) == 2 and ":" in names[0]:
        kind, old, new = names[0].partition(":")[0], *names
    elif len(names) == 3:
        kind, old, new = names
    else:
        raise click.UsageError(words("refactor.usage_rename", settings.lang))
    carry_out(
        settings,
        lambda before: rename.plan_rename(settings.root, before, rename.names(kind, old, new), settings.as_of),
        dry_run=dry_run,
    )


def carry_out(settings: Settings, make: Callable[[Compilation], Plan], *, dry_run: bool) -> None:
    """Make the plan and write it, or show it as a diff; what stands in the way is told and nothing is written."""
    before = compile_tree(settings.root, settings.as_of, with_baseline=False)
    lang = message_language(settings, before)
    try:
        plan = make(before)
        if dry_run:
            click.echo("".join(plan.diff()), nl=False)
        written = () if dry_run else write(settings.root, plan)
    except RefactorError as error:
        if not error.findings:
            raise click.UsageError(words(f"refactor.{error.name}", lang, **_filled(error.params))) from error
        source = Source(settings.root, error.texts)
        click.echo(text(Report(error.findings, lang, source, colour=wants_colour())))
        raise click.ClickException(words(f"refactor.{error.name}", lang, **_filled(error.params))) from error
    for name, params in plan.notes:
        click.echo(words(f"refactor.{name}", lang, **params), err=dry_run)
    if dry_run:
        click.echo(words("refactor.dry", lang, files=len(plan.after)), err=True)
    else:
        click.echo(words("refactor.done", lang, files=len(written), entry=_entry(plan)))


def _filled(params: dict[str, str]) -> dict[str, Any]:
    return params or {"none": ""}


def _entry(plan: Plan) -> str:
    """The file of the ledger that records it."""
    return next((path for path in plan.after if path.startswith("policies/renames/")), "-")
