"""Changes as text for a terminal, Markdown for a merge request and JSON: one table of reporters."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click

from remit.change.model import LANGUAGES, Change, Changes, EntityChange, Grade
from remit.change.reporting import by_documents, document_words, reason_words, report_words
from remit.change.telling import message, say
from remit.excerpt import printable
from remit.views.difference import Difference, shortened

_COLOURS: Mapping[Grade, str] = {"major": "red", "minor": "yellow", "editorial": "cyan"}
_SIGNS = {"same": ("{}", None), "removed": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}
_MARKS = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#!-])")
# What a forge makes of plain text: mentions that send mail, references that leave a trace elsewhere, links.
_CALLED = re.compile(r"(@|[#!]|://|www\.)(?=\w)")


@dataclass(frozen=True, slots=True)
class DiffReport:
    """What is reported, of which revisions, in which language; `post` is the reference of the only post that is asked for."""

    changes: Changes
    names: tuple[str, str]
    lang: str
    colour: bool = False
    post: str = ""

    @property
    def catalogue(self) -> str:
        """The language of the words around: English for one without a catalogue."""
        return self.lang if self.lang in LANGUAGES else "en"

    def words(self, name: str, /, **params: object) -> str:
        """Words of the report, filled in."""
        return report_words(name, self.catalogue, **params)

    @property
    def title(self) -> str:
        """What is compared."""
        before, after = (name or self.words("working_tree") for name in self.names)
        if self.post:
            return self.words("title_post", post=self.post_name(self.post), before=before, after=after)
        return self.words("title", before=before, after=after)

    def post_name(self, ref: str) -> str:
        """What a post is called; its reference where it is not met."""
        return self.changes.posts.get(ref, {}).get(self.catalogue, ref)

    def reason(self, change: Change) -> str:
        """Why a change weighs what it does, with the clause that says so."""
        return reason_words(change.reason, self.catalogue)

    def counts(self) -> str:
        """The line that closes a report."""
        found = self.changes.counts()
        return self.words("counts", entities=len(self.changes.entities), changes=sum(found.values()), **found)

    def difference(self, change: Change) -> Difference:
        """The words that differ, with little of what is the same."""
        found = change.difference.get(self.catalogue)
        return shortened(found) if found else ()


def text(report: DiffReport) -> str:
    """For people: file by file, each change with its grade and reason, who must read again; the last line is the count."""
    lines = [_style(report, report.title, bold=True)]
    for entity in report.changes.entities:
        lines += ["", *_entity(report, entity)]
    if not report.changes.entities:
        lines += ["", _nothing(report)]
    if not report.post and report.changes.entities:
        lines += ["", *_must_read(report)]
    if report.changes.unread:
        lines += ["", report.words("unread", files=report.words("separator").join(report.changes.unread))]
    return "\n".join([*lines, "", report.counts()])


def _nothing(report: DiffReport) -> str:
    return report.words("none_post", post=report.post_name(report.post)) if report.post else report.words("none")


def _entity(report: DiffReport, entity: EntityChange) -> Iterator[str]:
    name = _style(report, printable(entity.name[report.catalogue]), bold=True)
    yield report.words("entity", name=name, ref=entity.ref, event=_event(report, entity))
    reason = ""
    for number, change in enumerate(entity.changes):
        grade = _style(report, say(f"grades.{change.grade}", report.catalogue), fg=_COLOURS[change.grade])
        yield report.words("change", grade=grade, message=printable(message(change, report.catalogue)))
        pieces = report.difference(change)
        if pieces:
            yield report.words("difference", text="".join(_piece(report, one.kind, one.text) for one in pieces))
        following = entity.changes[number + 1].reason if number + 1 < len(entity.changes) else ""
        reason = change.reason
        if reason != following:
            yield _style(report, report.words("reason", reason=report.reason(change)), dim=True)


def _event(report: DiffReport, entity: EntityChange) -> str:
    event = report.words(f"events.{entity.event}")
    return event + report.words("was", ref=entity.was) if entity.event == "renamed" else event


def _piece(report: DiffReport, kind: str, words: str) -> str:
    pattern, colour = _SIGNS[kind]
    return _style(report, pattern.format(printable(words)), fg=colour)


def _must_read(report: DiffReport) -> Iterator[str]:
    found = report.changes.must_read()
    if not found:
        yield report.words("must_read_none")
        return
    yield _style(report, report.words("must_read"), bold=True)
    for documents, posts in by_documents(found):
        names = document_words(documents, report.catalogue)
        who = report.words("separator").join(report.post_name(ref) for ref in posts)
        yield report.words("must_read_line", post=printable(who), documents=printable(names))


def _style(report: DiffReport, words: str, **style: Any) -> str:
    return click.style(words, **style) if report.colour and words and any(style.values()) else words


def markdown(report: DiffReport) -> str:
    """For a merge request: a fold for each file, then a table of posts."""
    lines = [f"## {_escaped(report.title)}", "", report.counts(), ""]
    for entity in report.changes.entities:
        lines += [*_fold(report, entity), ""]
    if not report.changes.entities:
        lines += [_escaped(_nothing(report)), ""]
    if not report.post and report.changes.posts:
        lines += [*_posts(report), ""]
    if report.changes.unread:
        lines += [_escaped(report.words("unread", files=", ".join(report.changes.unread))), ""]
    return "\n".join(lines).rstrip()


def _fold(report: DiffReport, entity: EntityChange) -> Iterator[str]:
    grade = say(f"grades.{entity.grade}", report.catalogue)
    name = _uncalled(html.escape(printable(entity.name[report.catalogue])))
    opened = " open" if entity.grade == "major" and entity.document else ""
    event = html.escape(_event(report, entity))
    yield f"<details{opened}><summary><b>{name}</b> <code>{html.escape(entity.ref)}</code> {event}: {grade}</summary>"
    yield ""
    yield _row(report.words(f"columns.{name}") for name in ("grade", "what", "why"))
    yield "|---|---|---|"
    for change in entity.changes:
        said = _escaped(message(change, report.catalogue))
        pieces = "".join(_MARKS[one.kind].format(_escaped(one.text)) for one in report.difference(change))
        said = f"{said}<br>{pieces}" if pieces else said
        own = say(f"grades.{change.grade}", report.catalogue)
        yield _row((f"**{own}**" if change.grade == "major" else own, said, _escaped(report.reason(change))))
    yield ""
    yield "</details>"


def _posts(report: DiffReport) -> Iterator[str]:
    must = report.changes.must_read()
    yield f"### {_escaped(report.words('posts'))}"
    yield ""
    yield _row(report.words(f"columns.{name}") for name in ("post", "changes", "read"))
    yield "|---|--:|---|"
    for ref in report.changes.posts:
        own = report.changes.of_post(ref)
        documents = document_words(must.get(ref, ()), report.catalogue)
        yield _row((_escaped(report.post_name(ref)), str(sum(own.counts().values())), _escaped(documents)))


def _row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(words: str) -> str:
    """Text of the model in Markdown, on one line: nothing of it is markup."""
    return _uncalled(_MARKDOWN.sub(r"\\\1", html.escape(" ".join(printable(words).split()), quote=False)))


def _uncalled(markup: str) -> str:
    """Words that call nobody: an empty comment keeps apart what only together means something to a forge."""
    return _CALLED.sub(r"\1<!-- -->", markup)


def as_json(report: DiffReport) -> str:
    """For machines; the format is a fixed interface (docs/changes.md)."""
    must = report.changes.must_read()
    found = {
        "before": report.names[0],
        "after": report.names[1],
        "entities": [_entity_data(report, entity) for entity in report.changes.entities],
        "posts": [
            {
                "ref": ref,
                "name": report.post_name(ref),
                "changes": sum(report.changes.of_post(ref).counts().values()),
                "read_again": [one.ref for one in must.get(ref, ())],
            }
            for ref in report.changes.posts
        ],
        "unread": list(report.changes.unread),
        "summary": report.changes.counts(),
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _entity_data(report: DiffReport, entity: EntityChange) -> dict[str, object]:
    return {
        "ref": entity.ref, "was": entity.was, "kind": entity.kind, "document": entity.document, "event": entity.event,
        "name": entity.name[report.catalogue], "grade": entity.grade,
        "changes": [_change_data(report, change) for change in entity.changes],
    }  # fmt: skip


def _change_data(report: DiffReport, change: Change) -> dict[str, object]:
    return {
        "name": change.name, "subject": change.subject, "grade": change.grade, "reason": change.reason,
        "message": message(change, report.catalogue), "because": report.reason(change),
        "before": change.before[report.catalogue], "after": change.after[report.catalogue],
        "difference": [{"kind": one.kind, "text": one.text} for one in change.difference.get(report.catalogue, ())],
        "posts": list(change.posts),
    }  # fmt: skip


REPORTERS: Mapping[str, Callable[[DiffReport], str]] = {"text": text, "markdown": markdown, "json": as_json}
