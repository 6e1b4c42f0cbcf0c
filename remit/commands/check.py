"""`remit check`: everything is checked, what lies under PATH is reported. Where nothing has changed since it was asked the same
question, the answer of that time is printed again; only else the compiler is imported (checking.py)."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remit.cache.inputs import compiler, digests
from remit.cache.shelf import Shelf
from remit.cli import Settings
from remit.diagnostics import Severity
from remit.processes import uncollected
from remit.words import system_language, words

if TYPE_CHECKING:
    from remit.compiler import Compilation

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
_INPUTS = ("policies", "templates/word", "lint-baseline.json")
_BEYOND = ("fix", "write_baseline", "since", "verify", "no_cache")
"""Options that write, or ask more than the files: git."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed and the exit code; where the text is empty nothing is printed."""

    text: str
    status: int


@click.command("check", help=words("help.check"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help=words("help.check_format"))
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), help=words("help.check_fail_on"))
@click.option("--select", default="", metavar="CODES", help=words("help.check_select"))
@click.option("--ignore", default="", metavar="CODES", help=words("help.check_ignore"))
@click.option("--since", metavar="REV", help=words("help.check_since"))
@click.option("--no-dated", is_flag=True, help=words("help.check_no_dated"))
@click.option("--no-baseline", is_flag=True, help=words("help.check_no_baseline"))
@click.option("--write-baseline", is_flag=True, help=words("help.check_write_baseline"))
@click.option("--fix", is_flag=True, help=words("help.check_fix"))
@click.option("--verify", is_flag=True, help=words("help.check_verify"))
@click.option("--no-cache", is_flag=True, help=words("help.check_no_cache"))
@click.pass_context
def command(context: click.Context, /, **_: object) -> None:
    """Exit 0 where nothing reaches the failing severity, else 1; 2 for what cannot be done."""
    found = _kept(context)
    if found is None:
        from remit.checking import answer

        found = answer(context)
    if found.text:
        click.echo(found.text, color=wants_colour())
    if found.status:
        raise SystemExit(found.status)


def _kept(context: click.Context) -> Answer | None:
    """The answer from the cache, or given and kept now; None where that cannot be."""
    settings, options = context.ensure_object(Settings), context.params
    if any(options[name] for name in _BEYOND):
        return None
    shelf = Shelf(settings.root / ".remit" / "cache" / "check")
    inputs = digests(settings.root, _INPUTS, shelf)
    if inputs is None:
        return None
    asked = {
        name: [str(Path(one).resolve()) for one in value] if name == "paths" else value
        for name, value in options.items()
    }
    said = [settings.as_of, settings.lang, system_language(), wants_colour()]
    key = json.dumps([compiler(), inputs, str(settings.root), asked, said])
    kept = shelf.get("answer", key)
    if kept is not None:
        status, _, shown = kept.decode().partition("\n")
        return Answer(shown, int(status))
    # Until it ends, next to nothing is thrown away: to look for that, from the imports on, would take a tenth of the time.
    with uncollected():
        from remit.checking import answer

        found = answer(context)
    # A file that changed while it was read: nobody knows which of the two the answer is about.
    if digests(settings.root, _INPUTS, shelf) == inputs:
        shelf.put("answer", key, f"{found.status}\n{found.text}".encode())
    return found


def message_language(settings: Settings, compilation: Compilation) -> str:
    """The language asked for, else the first language of the system."""
    if settings.lang:
        return settings.lang
    return compilation.organisation.languages[0] if compilation.organisation else "zh"


def wants_colour() -> bool:
    """Whether standard output is shown in colour: at a terminal or by FORCE_COLOR, never against NO_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
