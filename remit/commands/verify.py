"""`remit verify FILE`: whether a file in somebody's hands is in force and as it was made, and what differs in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from remit.building import edition_of
from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.compiler import compile_tree
from remit.excerpt import Source, printable
from remit.report import Report, text
from remit.source.files import read_file
from remit.words import words

if TYPE_CHECKING:
    from remit.backends import Edition
    from remit.backends.verification import Verdict
    from remit.source.document import Document
    from remit.views.difference import Difference

_MOST = 40
_SIGNS = {"same": ("{}", None), "removed": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}


@click.command("verify", help=words("help.verify"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help=words("help.verify_format")
)
@click.pass_obj
def command(settings: Settings, files: tuple[Path, ...], format_: str) -> None:
    """Exit 0 where every file is in force and unaltered, else 1; 2 for what cannot be done."""
    compilation = compile_tree(settings.root, settings.as_of)
    lang = message_language(settings, compilation)
    if compilation.organisation is None:
        raise click.ClickException(text(Report(compilation.open, lang, Source(settings.root))))
    edition = edition_of(compilation, compilation.organisation, settings.as_of, None)
    found: list[tuple[Path, Verdict]] = [(path, _verdict(path, edition, compilation.documents)) for path in files]
    if format_ == "json":
        click.echo(json.dumps({"files": [_as_json(*one, lang) for one in found]}, ensure_ascii=False, indent=1))
    else:
        shown = ("\n".join(_lines(path, verdict, edition.organisation.languages, lang)) for path, verdict in found)
        click.echo("\n\n".join(shown), color=wants_colour())
    if not all(verdict.holds for _, verdict in found):
        raise SystemExit(1)


def _verdict(path: Path, edition: Edition, documents: Sequence[Document]) -> Verdict:
    from remit.backends.verification import Verdict, verify
    from remit.office.unpacking import LARGEST, UnreadableError

    try:
        data = read_file(path.resolve(), LARGEST)
    except OSError:
        return Verdict("unreadable", problem=UnreadableError("no-file"))
    if len(data) > LARGEST:
        return Verdict("unreadable", problem=UnreadableError("too-large", most=LARGEST >> 20))
    return verify(edition, documents, data)


def _lines(path: Path, verdict: Verdict, languages: Sequence[str], lang: str) -> Iterator[str]:
    from remit.backends.paper import words as document_words

    say = document_words(lang)
    yield click.style(path.name, bold=True)
    if verdict.entity is not None or verdict.reference:
        yield from (f"  {line}" for line in _document(verdict, lang))
    yield f"  {click.style(_state(verdict, lang), fg='green' if verdict.holds else 'red')}"
    if verdict.state not in ("foreign", "unreadable", "pdf"):
        likely = "likely_" if verdict.state == "likely" and verdict.words in ("same", "altered") else ""
        yield f"  {say(f'verify.words.{likely}{verdict.words}')}"
        if verdict.language and verdict.language != languages[0]:
            first = say(f"verify.names.{languages[0]}") if say.has(f"verify.names.{languages[0]}") else languages[0]
            yield f"  {say('verify.translation', language=first)}"
    if verdict.tracked:
        yield f"  {say('verify.tracked')}"
        yield from _differences(verdict.tracked, lang)
    if verdict.differences:
        yield f"  {say.get(f'verify.from_{verdict.stretch}')}"
        yield from _differences(verdict.differences, lang)


def _document(verdict: Verdict, lang: str) -> Iterator[str]:
    from remit.backends.paper import words as document_words
    from remit.views.wording import name_of

    say = document_words(lang)
    reference = printable(verdict.reference)
    if verdict.entity is not None:
        name = name_of(verdict.entity, lang)
        title = say("job.title", post=name) if verdict.entity.kind == "post" else name
        yield say("verify.document", name=title, reference=reference)
    else:
        yield say("verify.document_unknown", reference=reference)
    if verdict.digest:
        known = verdict.language and say.has(f"verify.names.{verdict.language}")
        yield say(
            "verify.facts" if verdict.version else "verify.facts_without_version",
            version=printable(verdict.version),
            language=say(f"verify.names.{verdict.language}") if known else say("verify.language_unknown"),
            digest=printable(verdict.digest.removeprefix("sha256:")[:12]),
        )


def _state(verdict: Verdict, lang: str) -> str:
    """The state in a sentence, with version and dates where they are known."""
    from remit.backends.paper import date
    from remit.backends.paper import words as document_words

    say = document_words(lang)
    spoiled = {"altered": "spoiled", "other": "dated"}.get(verdict.words) if verdict.state == "current" else None
    name = f"verify.state.{spoiled or verdict.state}"
    known = {
        "version": verdict.version,
        "current": verdict.current,
        "effective": date(verdict.effective, lang),
        "approved": date(verdict.approved, lang),
        "problem": _problem(verdict, lang),
    }
    pattern = str(say.get(f"{name}_as")) if say.has(f"{name}_as") else ""
    if pattern and all(value or f"{{{key}}}" not in pattern for key, value in known.items()):
        return pattern.format(**known)
    return say(name, **known)


def _problem(verdict: Verdict, lang: str) -> str:
    if verdict.problem is None:
        return ""
    params = {name: printable(str(value)) for name, value in verdict.problem.params.items()}
    return words(f"unreadable.{verdict.problem.name}", lang, **params)


def _differences(found: Sequence[Difference], lang: str) -> Iterator[str]:
    from remit.backends.paper import words as document_words
    from remit.views.difference import shortened

    for difference in found[:_MOST]:
        pieces: list[str] = []
        for piece in shortened(difference):
            pattern, colour = _SIGNS[piece.kind]
            pieces.append(click.style(pattern.format(printable(piece.text)), fg=colour))
        yield f"    {''.join(pieces)}"
    if len(found) > _MOST:
        yield f"    {document_words(lang)('verify.more', n=len(found) - _MOST)}"


def _as_json(path: Path, verdict: Verdict, lang: str) -> dict[str, Any]:
    """The verdict for programs; codes, dates and differences beside the sentence."""
    return {
        "file": path.name,
        "holds": verdict.holds,
        "state": verdict.state,
        "words": verdict.words,
        "document": verdict.reference,
        "version": verdict.version,
        "language": verdict.language,
        "digest": verdict.digest,
        "current": verdict.current,
        "effective": verdict.effective,
        "message": _state(verdict, lang),
        "stretch": verdict.stretch,
        "differences": [_pieces(one) for one in verdict.differences],
        "tracked": [_pieces(one) for one in verdict.tracked],
    }


def _pieces(difference: Difference) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in difference]
