"""`remit where REF`: everything that cites an entity."""

from __future__ import annotations

from difflib import get_close_matches

import click

from remit.cli import Settings
from remit.compiler import compile_tree, linked_tree
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.words import words


@click.command("where", help=words("help.where"))
@click.argument("ref")
@click.pass_obj
def command(settings: Settings, ref: str) -> None:
    """Print file, line, source and field of each use."""
    organisation = linked(settings)
    element = require(organisation, ref, settings.lang or organisation.languages[0])
    uses = organisation.used_by(element)
    for use in uses:
        place = {"path": use.span.path, "line": use.span.line, "column": use.span.column}
        click.echo(words("use_line", **place, source=use.source.ref, field=use.field))
    if not uses:
        click.echo(words("uses_none", settings.lang or organisation.languages[0], ref=ref))


def linked(settings: Settings) -> Organisation:
    """The organisation under the root. Raises click.ClickException where system.yaml is missing or broken."""
    organisation = linked_tree(settings.root)
    if organisation is None:
        from remit.excerpt import Source
        from remit.report import Report, text

        found = compile_tree(settings.root, settings.as_of).open
        raise click.ClickException(text(Report(found, settings.lang or "zh", Source(settings.root))))
    return organisation


def require(organisation: Organisation, ref: str, lang: str) -> Element:
    """The element of a reference, also by a former name. Raises click.UsageError with the nearest one where there is none."""
    element = organisation.find(organisation.renames.current(ref))
    if element is None:
        near = get_close_matches(ref, list(organisation.elements), 1)
        message = (
            words("unknown_ref_near", lang, ref=ref, nearest=near[0]) if near else words("unknown_ref", lang, ref=ref)
        )
        raise click.UsageError(message)
    return element
