"""The work of `remit build`: check, render and write; nothing is written where there are errors."""

from __future__ import annotations

import gc
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import click

from remit import __version__
from remit.audience.reader import Reader, UnknownLevelError, reader
from remit.backends import Edition, edition_for
from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.compiler import Compilation, compile_tree
from remit.diagnostics import Severity
from remit.excerpt import Source
from remit.failures import failures_told, holder, shown
from remit.model.organisation import Organisation
from remit.production import produce
from remit.registry import BACKENDS, Portion, backend
from remit.report import Report, summary, text
from remit.words import words
from remit.write import MANIFEST, Made, Output, Written, write

_ABOUT = "build.json"
_LAST = 9000  # numbers what is put beside the portions


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build into the folder `target`, and for whom; `markdown` is a folder for the pages as projects of MkDocs.

    `anew` leaves alone what was kept of earlier builds.
    """

    target: Path
    only: str | None
    markdown: Path | None
    audience: str
    people: bool
    draft: bool
    anew: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """What was read: the references of its documents, and how many findings of each severity there are."""

    documents: tuple[str, ...]
    findings: Mapping[str, int]


def build(settings: Settings, wanted: Wanted) -> None:
    """Compile the system into the output folder, with progress on standard error and a summary at the end."""
    started = time.monotonic()
    target = wanted.target

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
        made, source, lang = _compiled(settings, wanted)
        gc.collect()  # what was only checked is no more needed, and two processes would each have a copy of it
        with failures_told(target, lang):
            files = _make(made, wanted.only, lang, output)
            written = output.finish(files, _replaced(wanted.only))
    if wanted.markdown is not None:
        with failures_told(wanted.markdown, lang):
            _write_markdown(made, wanted.markdown)
    _summary(source, made, files, written, target, lang, time.monotonic() - started)


def _compiled(settings: Settings, wanted: Wanted) -> tuple[Edition, _Source, str]:
    """What is published, what it comes from, and the language of messages; ends the program where there are errors."""
    root, target = settings.root, wanted.target
    compilation = compile_tree(root, settings.as_of)
    lang = message_language(settings, compilation)
    organisation = compilation.organisation
    if organisation is None or compilation.count(Severity.ERROR):
        errors = [finding for finding in compilation.open if finding.severity is Severity.ERROR]
        report = Report(errors, lang, Source(root), colour=wants_colour(), totals=summary(compilation))
        click.echo(text(report), color=report.colour)
        click.echo(words("stopped", lang, error=len(errors), out=shown(target)), err=True)
        raise SystemExit(1)
    for_whom = _reader(organisation, wanted.audience, lang, people=wanted.people)
    _refuse_other(target, for_whom, lang)
    cache = None if wanted.anew else root / ".remit" / "cache"
    made = edition_of(compilation, organisation, settings.as_of, cache, for_whom, draft=wanted.draft)
    return made, _Source(tuple(one.ref for one in compilation.documents), summary(compilation)), lang


def edition_of(
    compilation: Compilation,
    organisation: Organisation,
    as_of: str,
    cache: Path | None,
    for_whom: Reader | None = None,
    *,
    draft: bool = False,
) -> Edition:
    """What is published of a compilation for a reader, or its working text, with the company's own templates and pictures."""
    who = for_whom or reader(organisation)
    made = edition_for(who, organisation, as_of, compilation.findings, cache, draft=draft)
    documents = made.organisation.system.documents
    named = {documents.logo} if documents is not None else set()
    pictures = {name: data for name, data in compilation.attachments.items() if name in named}
    return replace(made, attachments=pictures, templates=compilation.templates)


def _reader(organisation: Organisation, audience: str, lang: str, *, people: bool) -> Reader:
    """Who it is compiled for. Raises click.UsageError for a level that the system does not define."""
    try:
        return reader(organisation, audience, people=people)
    except UnknownLevelError as error:
        near = get_close_matches(error.level, error.known, 1)
        meant = words("nearest_level", lang, nearest=near[0]) if near else ""
        known = ", ".join(error.known) or words("no_levels", lang)
        raise click.UsageError(words("unknown_level", lang, level=audience, nearest=meant, known=known)) from error


def _refuse_other(target: Path, for_whom: Reader, lang: str) -> None:
    """Raise click.ClickException for a folder that holds what was compiled for others: with --only they would be mixed."""
    try:
        found = json.loads((target / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        if not (target / MANIFEST).is_file():
            return
        found = {}
    before = str(found.get("audience", "")), bool(found.get("people", False))
    if before != (for_whom.level, for_whom.people):
        told = {
            name: _audience(*who, lang)
            for name, who in (("before", before), ("now", (for_whom.level, for_whom.people)))
        }
        raise click.ClickException(words("other_audience", lang, out=shown(target), **told))


def _audience(level: str, people: bool, lang: str) -> str:
    told = words("audience.level", lang, level=level) if level else words("audience.all", lang)
    return words("audience.with_people", lang, audience=told) if people else told


def _make(made: Edition, only: str | None, lang: str, output: Output) -> dict[str, Made]:
    """Make what is wanted and put it on the stage of the output folder."""
    portions = [portion for one in BACKENDS if only in (None, one.name) for portion in one.portions(made)]
    first = {portion.backend.name: portion for portion in reversed(portions)}

    def begun(portion: Portion) -> None:
        if portion is first[portion.backend.name]:  # so that of two processes one tells it
            _progress(portion.backend.name, lang)

    files = produce(made, portions, output, begun)
    about: dict[str, object] = {"remit": __version__}
    about |= {"audience": made.reader.level} if made.reader.level else {}
    about |= {"people": True} if made.reader.people else {}
    staging = output.staging(_LAST)
    staging.put(_ABOUT, json.dumps(about, indent=1).encode())
    files |= staging.made
    _progress("write", lang)
    return files


def _replaced(only: str | None) -> Callable[[str], bool] | None:
    return None if only is None else backend(only).owned


def _write_markdown(made: Edition, folder: Path) -> None:
    from remit.backends.pages import sites
    from remit.site import markdown_project

    write(folder, markdown_project(sites(made)))


def _progress(name: str, lang: str | None) -> None:
    click.echo(f"  {words(f'progress.{name}', lang)} …", err=True)


def _summary(
    source: _Source,
    made: Edition,
    files: Mapping[str, Made],
    written: Written,
    out: Path,
    lang: str,
    seconds: float,
) -> None:
    kinds = Counter(ref.partition(":")[0] for ref in source.documents)
    groups = Counter(path.rpartition(".")[2] for path in files)
    click.echo(words("summary.title", lang, out=shown(out)))
    click.echo(
        "  "
        + words(
            "summary.entities",
            lang,
            files=len(source.documents),
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
    withheld = sum(
        1 for ref in source.documents if not ref.startswith("rename:") and ref not in made.organisation.elements
    )
    if made.reader.visible is not None:
        click.echo(
            "  " + words("summary.withheld", lang, audience=_audience(made.reader.level, False, lang), count=withheld)
        )
    click.echo("  " + words(f"summary.people.{'named' if made.reader.people else 'unnamed'}", lang))
    click.echo("  " + words("summary.findings", lang, count=words("count", lang, **source.findings)))
    click.echo("  " + words("summary.time", lang, seconds=f"{seconds:.1f}"))
