"""`remit serve`: the handbook in a browser while it is being written; each save is checked and shown."""

from __future__ import annotations

import gc
import signal
import time
import webbrowser
from dataclasses import replace

import click

from remit.building import edition_of
from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Severity
from remit.excerpt import Source
from remit.report import Report, summary, text
from remit.serve.preview import Preview
from remit.serve.server import PreviewServer
from remit.serve.watch import Watch
from remit.source.yaml_reader import Parsed
from remit.words import system_language, words

_VERSIONS = 2


@click.command("serve", help=words("help.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=words("help.serve_port"))
@click.option("--host", default="127.0.0.1", show_default=True, help=words("help.serve_host"))
@click.option("--open", "open_", is_flag=True, help=words("help.serve_open"))
@click.pass_obj
def command(settings: Settings, port: int, host: str, open_: bool) -> None:
    """Serve until interrupted; nothing is written but .remit/cache."""
    # Whoever stops it from a script ends it as Ctrl-C does; shells start what runs in the background deaf to that.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    root = settings.root
    watch = Watch(root)
    preview = Preview(root, settings.lang or system_language())
    try:
        server = PreviewServer(host, port, preview)
    except OSError as error:
        problem = words("serve.no_port", settings.lang, host=host, port=port, problem=error.strerror or str(error))
        raise click.ClickException(problem) from error
    click.echo(words("serve.starting", settings.lang), err=True)
    told = False
    known: dict[bytes, Parsed] = {}
    try:
        with server.running(), watch.events():
            for _ in watch.changes(_tidy):
                lang = _show(preview, settings, known)
                if not told:
                    click.echo(words("serve.ready", lang, url=server.url))
                    told = True
                    if open_:
                        webbrowser.open(server.url)
    except KeyboardInterrupt:
        click.echo(words("serve.ended", settings.lang), err=True)


def _show(preview: Preview, settings: Settings, known: dict[bytes, Parsed]) -> str:
    """Compile what is on disk now and show it, its pages before the rules have run where all files are sound; the language of
    messages. `known` are the files read so far, by their bytes."""
    preview.busy()
    started = time.monotonic()
    # A third of the time would go into looking for garbage among what is all kept: that waits until nobody does.
    gc.disable()
    cache, findings = settings.root / ".remit" / "cache", preview.findings

    def unchecked(linked: Compilation) -> None:
        if findings is not None and linked.organisation is not None:
            before = replace(linked, findings=findings)
            preview.show_unchecked(edition_of(before, linked.organisation, settings.as_of, cache, draft=True))

    compilation = compile_tree(settings.root, settings.as_of, known=known, sound=unchecked)
    if len(known) > _VERSIONS * len(compilation.documents):
        known.clear()  # versions of a long day
    lang = message_language(settings, compilation)
    errors = [finding for finding in compilation.open if finding.severity is Severity.ERROR]
    organisation = compilation.organisation
    if organisation is None or errors:
        preview.show(compilation, None)
        report = Report(errors, lang, Source(settings.root), colour=wants_colour(), totals=summary(compilation))
        click.echo(text(report), err=True, color=report.colour)
    else:
        preview.show(compilation, edition_of(compilation, organisation, settings.as_of, cache, draft=True))
    seconds = f"{time.monotonic() - started:.1f}"
    counted = words("count", lang, **summary(compilation))
    click.echo(
        words(
            "serve.shown_before" if errors or organisation is None else "serve.shown",
            lang,
            seconds=seconds,
            count=counted,
        ),
        err=True,
    )
    return lang


def _tidy() -> None:
    """Free what earlier states held; what is shown now need not be looked through again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()
