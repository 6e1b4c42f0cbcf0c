"""`remit diff REV [REV]`: what changed between two revisions by meaning, how weighty it is, and for whom."""

from __future__ import annotations

from pathlib import Path

import click

from remit.change.compare import changes
from remit.change.model import Changes
from remit.cli import Settings
from remit.commands.check import wants_colour
from remit.commands.where import require
from remit.diff_report import REPORTERS, DiffReport
from remit.durable import replace_file
from remit.model.entities import Post
from remit.revisions import RevisionError, Revisions, revisions
from remit.words import words

_NOTICE = "docx"


@click.command("diff", help=words("help.diff"))
@click.argument("revision", metavar="REV")
@click.argument("second", metavar="[REV]", required=False, default="")
@click.option(
    "--format", "format_", type=click.Choice([*REPORTERS, _NOTICE]), default="text", help=words("help.diff_format")
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help=words("help.diff_output"))
@click.option("--post", metavar="POST", default="", help=words("help.diff_post"))
@click.option("--number", metavar="TEXT", default="", help=words("help.diff_number"))
@click.option("--reason", metavar="TEXT", default="", help=words("help.diff_reason"))
@click.pass_obj
def command(
    settings: Settings,
    revision: str,
    second: str,
    format_: str,
    output: Path | None,
    post: str,
    number: str,
    reason: str,
) -> None:
    """Exit 0 whatever changed; 2 for what cannot be done."""
    found = _revisions(settings, revision, second)
    lang = settings.lang or found.after.languages[0]
    if format_ == _NOTICE and output is None:
        raise click.UsageError(words("diff_needs_output", lang))
    if format_ != _NOTICE and (number or reason):
        raise click.UsageError(words("diff_notice_only", lang))
    every = changes(found.before, found.after)
    ref = _post(found, post, lang) if post else ""
    every = every.of_post(ref) if ref else every
    report = DiffReport(every, found.names, lang, wants_colour() and output is None, ref)
    if format_ == _NOTICE and output is not None:
        replace_file(output, _notice(settings, found, every, lang, number, reason))
        click.echo(words("diff_written", lang, path=str(output)))
        return
    shown = REPORTERS[format_](report)
    if output is not None:
        replace_file(output, f"{shown}\n".encode())
        click.echo(words("diff_written", lang, path=str(output)))
    else:
        click.echo(shown, color=report.colour)


def _notice(settings: Settings, found: Revisions, every: Changes, lang: str, number: str, reason: str) -> bytes:
    """The change notice, under the head of the company's documents."""
    from remit.backends import Edition
    from remit.backends.change_notice import Notice, change_notice
    from remit.source.company_files import read_attachments

    documents = found.after.system.documents
    attachments = read_attachments(settings.root, [documents.logo]) if documents is not None and documents.logo else {}
    edition = Edition(found.after, {}, as_of=settings.as_of, attachments=attachments)
    return change_notice(edition, Notice(every, found.names, settings.as_of, number, reason), lang)


def _revisions(settings: Settings, first: str, second: str) -> Revisions:
    try:
        return revisions(settings.root, first, second)
    except RevisionError as error:
        revision = error.revision or first
        message = words(error.name, settings.lang, revision=revision, folder=settings.root.name)
        raise click.UsageError(message) from error


def _post(found: Revisions, post: str, lang: str) -> str:
    """The reference of the post that is asked for; one that went is known from before."""
    ref = post if ":" in post else f"post:{post}"
    organisation = found.before if found.after.find(ref) is None and found.before.find(ref) is not None else found.after
    element = require(organisation, ref, lang)
    if not isinstance(element, Post):
        raise click.UsageError(words("diff_no_post", lang, ref=ref))
    return element.ref
