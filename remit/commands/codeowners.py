"""`remit codeowners`: whom a git host asks about a change to each file, from owner units and the accounts in system.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from remit.cli import Settings
from remit.commands.where import linked
from remit.durable import replace_file
from remit.views.reviewers import Reviewed, reviewed_files
from remit.views.wording import name_of
from remit.words import words

_PLACES = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


@click.command("codeowners", help=words("help.codeowners"))
@click.option("--host", type=click.Choice(list(_PLACES)), default="github", help=words("help.codeowners_host"))
@click.option("--check", is_flag=True, help=words("help.codeowners_check"))
@click.pass_obj
def command(settings: Settings, host: str, check: bool) -> None:
    """Write the file at the top of the repository, or say with exit 1 that it is not what it would be."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    root = settings.root
    top = _repository(root)
    found = reviewed_files(organisation, settings.as_of)
    text = _text(found, root.relative_to(top).as_posix(), host, organisation.languages[0])
    target = top / _PLACES[host]
    if check:
        current = target.read_text("utf-8") if target.is_file() else ""
        name = "codeowners_current" if current == text else "codeowners_stale"
        click.echo(words(name, lang, path=_PLACES[host], host=host))
        if current != text:
            raise SystemExit(1)
        return
    replace_file(target, text.encode())
    asked = [item for item in found if item.handles]
    click.echo(words("codeowners_written", lang, path=_PLACES[host], number=len(asked)))
    units = {item.unit.ref: name_of(item.unit, lang) for item in found if not item.handles}
    if units:
        names = words("verify_beyond.separator", lang).join(units.values())
        number = len(found) - len(asked)
        click.echo(words("codeowners_unknown", lang, number=number, units=names), err=True)


def _text(found: Sequence[Reviewed], below: str, host: str, lang: str) -> str:
    """The file: a line a path. Ids are ASCII without blanks, so that no path needs escaping but the folder's own."""
    base = "/" if below == "." else f"/{_escaped(below)}/"
    head = [f"# {line}" for line in words("codeowners_head", lang, host=host).splitlines()]
    lines = [f"{base}{item.path} {' '.join(item.handles)}" for item in found if item.handles]
    return "\n".join([*head, *lines]) + "\n"


def _escaped(path: str) -> str:
    """A path as a pattern that means nothing but itself."""
    return "".join(f"\\{sign}" if sign in " #*?[]\\!" else sign for sign in path)


def _repository(root: Path) -> Path:
    """The folder of the git repository around the company's; the company's own where there is none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
