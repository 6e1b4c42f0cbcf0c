"""`remit rules`: the catalogue of findings."""

from __future__ import annotations

import json

import click

from remit.cli import Settings
from remit.messages import catalogue
from remit.words import system_language, words


@click.command("rules", help=words("help.rules"))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help=words("help.check_format")
)
@click.pass_obj
def command(settings: Settings, format_: str) -> None:
    """Print code, severity, name and message of every finding."""
    lang = settings.lang or system_language()
    if format_ == "json":
        entries = [
            {
                "code": entry.code,
                "name": entry.name,
                "family": entry.family,
                "severity": entry.severity.value,
                "message": entry.text("message", lang),
            }
            for entry in catalogue().values()
        ]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for entry in catalogue().values():
        click.echo(
            f"{entry.code}  {words(f'severity.{entry.severity.value}', lang)}  {entry.name}  {entry.text('message', lang)}"
        )
