"""`remit impact REF`: what hangs on a thing, and what would be if it went, were merged, moved or lost its holder. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from remit.cli import Settings
from remit.commands.check import message_language, wants_colour
from remit.commands.where import require
from remit.compiler import Compilation, compile_tree
from remit.excerpt import Source, printable
from remit.judgement import Finding
from remit.labels import labels
from remit.language.schemas import kinds
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity
from remit.refactoring.consequences import Consequences, consequences
from remit.refactoring.plan import RefactorError
from remit.report import Report, as_json, text
from remit.views.impact import Impact, Sole, impact
from remit.views.wording import name_of
from remit.words import words

_PLACES = 4
_WAYS = ("remove", "merge_into", "move_to", "without")


@click.command("impact", help=words("help.impact"))
@click.argument("ref")
@click.option("--remove", is_flag=True, help=words("help.impact_remove"))
@click.option("--merge-into", metavar="REF", help=words("help.impact_merge_into"))
@click.option("--move-to", metavar="UNIT", help=words("help.impact_move_to"))
@click.option("--without", metavar="PERSON", help=words("help.impact_without"))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help=words("help.impact_format")
)
@click.pass_obj
def command(settings: Settings, /, ref: str, format_: str, **options: Any) -> None:
    """Exit 0 whatever would follow; 2 for what cannot be asked."""
    before = compile_tree(settings.root, settings.as_of, with_baseline=False)
    lang = message_language(settings, before)
    if before.organisation is None:
        raise click.ClickException(words("refactor.no_organisation", lang))
    element = require(before.organisation, ref, lang)
    ways = [way for way in _WAYS if options[way]]
    if len(ways) > 1:
        raise click.UsageError(words("impact.one_way", lang))
    if not ways:
        found = impact(before.organisation, element)
        told = (
            _plain_json(before.organisation, found, lang)
            if format_ == "json"
            else _plain(before.organisation, found, lang)
        )
    else:
        what = _consequences(settings, before, element, ways[0], options[ways[0]], lang)
        told = (
            _changed_json(what, before, lang) if format_ == "json" else _changed(settings, what, before, element, lang)
        )
    click.echo(json.dumps(told, ensure_ascii=False, indent=1) if format_ == "json" else "\n".join(told))


def _consequences(
    settings: Settings, before: Compilation, element: Element, way: str, option: Any, lang: str
) -> Consequences:
    try:
        return consequences(settings.root, before, element.ref, way, str(option), settings.as_of)
    except RefactorError as error:
        raise click.UsageError(words(f"refactor.{error.name}", lang, **(error.params or {"none": ""}))) from error


def _plain(organisation: Organisation, found: Impact, lang: str) -> Iterator[str]:
    yield click.style(f"{name_of(found.element, lang)}  {found.element.ref}", bold=True)
    groups: dict[tuple[str, str], list[str]] = {}
    for one in found.dependences:
        owner = organisation.owner_of(one.source)
        place = f"{one.use.span.path}:{one.use.span.line}:{one.use.span.column}"
        shown = _called(one.source, owner, lang)
        groups.setdefault((owner.kind, one.role[_two(lang)]), []).append(f"    {place}  {shown}")
    for (kind, role), lines in groups.items():
        yield words("impact.group", lang, kind=kinds()[kind].label(lang), role=role, number=len(lines))
        yield from lines
    if not groups:
        yield words("uses_none", lang, ref=found.element.ref)
    yield from _listed("impact.documents", found.documents, lang)
    yield from _listed("impact.posts", found.posts, lang)
    yield from _soles(found.sole, organisation, lang)


def _two(lang: str) -> str:
    return "zh" if lang == "zh" else "en"


def _called(element: Element, owner: Entity, lang: str) -> str:
    """An element with what it stands in."""
    name, own = printable(name_of(owner, lang)), printable(name_of(element, lang))
    return name if element is owner or own == element.ref else f"{name} › {own}"


def _listed(name: str, elements: Sequence[Entity], lang: str) -> Iterator[str]:
    if elements:
        shown = labels(lang)("list_separator").join(printable(name_of(one, lang)) for one in elements)
        yield words(name, lang, number=len(elements), names=shown)


def _soles(soles: Sequence[Sole], organisation: Organisation, lang: str) -> Iterator[str]:
    if soles:
        yield words("impact.sole.title", lang, number=len(soles))
        for one in soles:
            name = _called(one.element, organisation.owner_of(one.element), lang)
            yield "    " + words(f"impact.sole.{one.what}", lang, name=name)


def _changed(settings: Settings, what: Consequences, before: Compilation, element: Element, lang: str) -> Iterator[str]:
    option = what.option or "-"
    yield click.style(
        words(f"impact.would.{what.way}", lang, name=name_of(element, lang), ref=element.ref, option=option), bold=True
    )
    source = Source(settings.root, what.texts)
    for family, findings in what.groups():
        yield ""
        yield click.style(words(f"impact.family.{family}", lang, number=len(findings)), bold=True)
        yield from _findings(findings, lang, source)
    if what.mentions:
        yield ""
        yield click.style(words("impact.mentions", lang, number=len(what.mentions)), bold=True)
        for one in what.mentions:
            yield f"  {one.span.path}:{one.span.line}:{one.span.column}  {printable(one.text)}"
    organisation = before.organisation
    if organisation is None:
        return
    if what.sole:
        yield ""
        yield from _soles(what.sole, organisation, lang)
    yield from _listed("impact.headless", what.headless, lang)
    for why in ("content", "printed", "gone"):
        found = [organisation.elements[ref] for ref, reason in what.reissued if reason == why]
        yield from _listed(f"impact.reissue.{why}", [one for one in found if isinstance(one, Entity)], lang)
    yield ""
    yield words("impact.total", lang, **what.counts())


def _findings(findings: Sequence[Finding], lang: str, source: Source) -> Iterator[str]:
    """The findings as check shows them, without its count and with the first of many second places."""
    short = [
        replace(one, diagnostic=replace(one.diagnostic, related=one.diagnostic.related[:_PLACES])) for one in findings
    ]
    shown = text(Report(short, lang, source, colour=wants_colour(), summary=False))
    yield from (f"  {line}" if line else line for line in shown.splitlines())


def _plain_json(organisation: Organisation, found: Impact, lang: str) -> dict[str, Any]:
    return {
        "ref": found.element.ref,
        "uses": [
            {
                "path": one.use.span.path, "line": one.use.span.line, "column": one.use.span.column,
                "source": one.source.ref, "kind": organisation.owner_of(one.source).kind, "field": one.use.field,
                "as": one.role[_two(lang)],
            }
            for one in found.dependences
        ],
        "documents": [one.ref for one in found.documents],
        "posts": [one.ref for one in found.posts],
        "sole": [{"what": one.what, "ref": one.element.ref} for one in found.sole],
    }  # fmt: skip


def _changed_json(what: Consequences, before: Compilation, lang: str) -> dict[str, Any]:
    source = Source(what.root, what.texts)
    return {
        "way": what.way,
        "option": what.option,
        "consequences": {
            family: json.loads(as_json(Report(findings, lang, source)))["findings"]
            for family, findings in what.groups()
        },
        "mentions": [
            {"path": one.span.path, "line": one.span.line, "column": one.span.column, "text": one.text}
            for one in what.mentions
        ],
        "sole": [{"what": one.what, "ref": one.element.ref} for one in what.sole],
        "headless": [one.ref for one in what.headless],
        "reissue": [{"ref": ref, "why": why} for ref, why in what.reissued],
        "summary": what.counts(),
    }
