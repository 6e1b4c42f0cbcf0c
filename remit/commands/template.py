"""`remit template KIND`: the file that a company starts its own Word template from."""

from __future__ import annotations

from pathlib import Path

import click

from remit.cli import Settings
from remit.commands.where import linked
from remit.durable import replace_file
from remit.office.placeholders import kinds, table
from remit.words import system_language, words


@click.command("template", help=words("help.template"))
@click.argument("kind", type=click.Choice(kinds()))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=words("help.template_out"))
@click.option("--list", "listed", is_flag=True, help=words("help.template_list"))
@click.option("--force", is_flag=True, help=words("help.template_force"))
@click.pass_obj
def command(settings: Settings, kind: str, out: Path | None, listed: bool, force: bool) -> None:
    """Write templates/word/KIND.docx, or KIND.LANG.docx in a language other than the first; a file there is left alone."""
    from remit.backends.starting_templates import starting_template

    if listed:
        lang = settings.lang or system_language()
        for row in table(kind):
            click.echo(f"{'  ' * row.depth}{row.written}  {row.meaning['zh' if lang == 'zh' else 'en']}")
        return
    organisation = linked(settings)
    first = organisation.languages[0]
    lang = settings.lang or first
    name = f"{kind}.docx" if lang == first else f"{kind}.{lang}.docx"
    path = out or settings.root / "templates" / "word" / name
    shown = path.relative_to(settings.root).as_posix() if path.is_relative_to(settings.root) else path.as_posix()
    if path.exists() and not force:
        raise click.ClickException(words("template_exists", lang, path=shown))
    replace_file(path, starting_template(kind, lang))
    click.echo(words("template_written", lang, path=shown, kind=kind))
