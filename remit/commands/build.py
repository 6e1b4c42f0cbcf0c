"""`remit build`: check, render and write; nothing is written where there are errors."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from remit import __version__
from remit.backends import BACKENDS, Edition, edition, edition_in_force
from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Severity
from remit.excerpt import Source
from remit.failures import failures_told, holder, shown
from remit.model.organisation import Organisation
from remit.report import Report, summary, text
from remit.words import words
from remit.write import Output, Written, write

_NAMES = [backend.name for backend in BACKENDS]


@click.command("build", help=words("help.build"))
@click.option("--only", type=click.Choice(_NAMES), help=words("help.build_only", kinds=", ".join(_NAMES)))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=words("help.build_out"))
@click.option("--draft", is_flag=True, help=words("help.build_draft"))
@click.option("--markdown", type=click.Path(path_type=Path, file_okay=False), help=words("help.build_markdown"))
@click.pass_obj
def command(
    settings: Settings,
    only: str | None = None,
    out: Path | None = None,
    markdown: Path | None = None,
    *,
    draft: bool = False,
) -> None:
    """Compile the system into the output folder, with progress on standard error and a summary at the end."""
    started = time.monotonic()
    root = settings.root
    # A working text never stands where people look for what is in force.
    target = out or root / ("site-draft" if draft else "site")

    def waiting(process: str, machine: str) -> None:
        click.echo(
            words("output.waiting", settings.lang, out=shown(target), by=holder(process, machine, settings.lang)),
            err=True,
        )

    # Held before the source is read: of two builds at once the one that writes last has read last.
    with failures_told(target, settings.lang), Output(target, on_wait=waiting) as output:
        if output.finished:
            click.echo(words("output.finished", settings.lang, out=shown(target)), err=True)
        _progress("load", settings.lang)
        compilation = compile_tree(root, settings.as_of)
        lang = message_language(settings, compilation)
        organisation = compilation.organisation
        if organisation is None or compilation.count(Severity.ERROR):
            errors = [finding for finding in compilation.open if finding.severity is Severity.ERROR]
            report = Report(errors, lang, Source(root), colour=wants_colour(), totals=summary(compilation))
            click.echo(text(report), color=report.colour)
            click.echo(words("stopped", lang, error=len(errors), out=shown(target)), err=True)
            raise SystemExit(1)
        made = edition_of(compilation, organisation, settings.as_of, root / ".remit" / "cache", draft=draft)
        with failures_told(target, lang):
            files = _render(made, only, lang)
            written = output.write(files, _replaced(only))
    if markdown is not None:
        with failures_told(markdown, lang):
            _write_markdown(made, markdown)
    _summary(compilation, files, written, target, lang, time.monotonic() - started)


def edition_of(
    compilation: Compilation, organisation: Organisation, as_of: str, cache: Path | None, *, draft: bool = False
) -> Edition:
    """What is published of a compilation, or its working text, with the company's own templates and pictures."""
    if draft:
        made = edition(organisation, compilation.findings, cache)
    else:
        made = edition_in_force(organisation, as_of, compilation.findings, cache)
    return replace(
        made,
        as_of=as_of,
        attachments=compilation.attachments,
        templates=compilation.templates,
    )


def _render(made: Edition, only: str | None, lang: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for backend in BACKENDS:
        if only in (None, backend.name):
            _progress(backend.name, lang)
            files |= backend.render(made)
    if only is None:
        files["build.json"] = json.dumps({"remit": __version__}, indent=1).encode()
    _progress("write", lang)
    return files


def _replaced(only: str | None) -> Callable[[str], bool] | None:
    return None if only is None else next(backend for backend in BACKENDS if backend.name == only).owned


def _write_markdown(made: Edition, folder: Path) -> None:
    from remit.backends.pages import sites
    from remit.site import markdown_project

    write(folder, markdown_project(sites(made)))


def _progress(name: str, lang: str | None) -> None:
    click.echo(f"  {words(f'progress.{name}', lang)} …", err=True)


def _summary(
    compilation: Compilation, files: Mapping[str, bytes], written: Written, out: Path, lang: str, seconds: float
) -> None:
    kinds = Counter(document.kind for document in compilation.documents)
    groups = Counter(path.rpartition(".")[2] for path in files)
    click.echo(words("summary.title", lang, out=shown(out)))
    click.echo(
        "  "
        + words(
            "summary.entities",
            lang,
            files=len(compilation.documents),
            kinds=", ".join(f"{k} {n}" for k, n in sorted(kinds.items())),
        )
    )
    by_ending = ", ".join(f".{k} {n}" for k, n in sorted(groups.items()))
    click.echo(
        "  "
        + words(
            "summary.written",
            lang,
            total=written.total,
            changed=written.changed,
            removed=written.removed,
            groups=by_ending,
        )
    )
    click.echo("  " + words("summary.findings", lang, count=words("count", lang, **summary(compilation))))
    click.echo("  " + words("summary.time", lang, seconds=f"{seconds:.1f}"))
