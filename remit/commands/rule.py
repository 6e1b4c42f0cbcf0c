"""`remit rule CODE`: the documentation of one rule."""

from __future__ import annotations

import click

from remit.cli import Settings
from remit.messages import by_code
from remit.rules import rules
from remit.words import system_language, words


@click.command("rule", help=words("help.rule"))
@click.argument("code")
@click.pass_obj
def command(settings: Settings, code: str) -> None:
    """Print what the rule finds, why, and what to do instead; exit 2 for an unknown code."""
    lang = settings.lang or system_language()
    entry = by_code(code)
    if entry is None:
        raise click.UsageError(words("unknown_rule", lang, code=code))
    click.echo(f"{entry.code} {entry.name} ({words(f'severity.{entry.severity.value}', lang)})\n")
    what = entry.text("what", lang)
    if what and lang in entry.texts:
        click.echo("\n".join(part for part in (what, entry.text("why", lang), entry.text("instead", lang)) if part))
    elif entry.name in rules():
        click.echo(rules()[entry.name].documentation)
    else:
        click.echo(f"{entry.text('message', lang)}\n{entry.text('fix', lang)}")
