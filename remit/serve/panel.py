"""What was found, as HTML for a page of the preview: a panel of its own findings with the count of all, and the whole list.

Words and markup stand in templates/serve/; the panel is readable without JavaScript, which only reloads and remembers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import jinja2

from remit.compiler import Compilation
from remit.diagnostics import Severity
from remit.excerpt import Source, marked
from remit.judgement import Finding
from remit.language.schemas import kinds
from remit.messages import message, related_message
from remit.model.organisation import Organisation
from remit.model.places import UNPUBLISHED
from remit.pages.places import page_path, target_path
from remit.resources import templates_dir
from remit.words import words

OWN = "_remit/"
"""Where the preview's own files are; no page of a site has such a path."""
_MOST = 30  # findings that a page shows of other pages while the source is broken


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as it is shown: words, place, and its line in three parts of which the middle one is meant."""

    severity: str
    code: str
    text: str
    place: str
    line: tuple[str, str, str] | None
    related: tuple[str, ...]
    fixable: bool
    anchor: str


class Found:
    """The findings of a compilation by the page that they concern."""

    def __init__(self, compilation: Compilation, source: Source, shown: Organisation | None) -> None:
        self._source, self._shown = source, shown
        self._pages = {one.path: _page(one.kind, one.id) for one in compilation.documents}
        self.counts = {severity.value: compilation.count(severity) for severity in Severity}
        ordered = sorted(compilation.open, key=lambda finding: finding.severity.rank)  # stable: files stay in order
        self.by_page: dict[str, list[Finding]] = defaultdict(list)
        for finding in ordered:
            for page in dict.fromkeys(self._concerned(finding)):
                self.by_page[page].append(finding)
        self.errors = [finding for finding in ordered if finding.severity is Severity.ERROR]
        self.all = ordered

    def _concerned(self, finding: Finding) -> Iterator[str]:
        """The page of what the finding is about, and that of the file it stands in; "" where there is neither."""
        kind, _, ident = finding.diagnostic.subject.partition("/")[0].partition(":")
        about = _page(kind, ident) if kind in kinds() else ""
        stands_in = self._pages.get(finding.diagnostic.span.path, "")
        yield from [page for page in (about, stands_in) if page] or [""]

    def link(self, finding: Finding, lang: str) -> str:
        """The page that a finding concerns first, from the root of the preview; "" where it concerns none."""
        page = next(self._concerned(finding))
        return f"/{lang}/{page}" if page else ""

    def item(self, finding: Finding, lang: str, page: str = "") -> Item:
        """A finding in the words of a language, with the anchor of what it is about where that stands on `page`."""
        diagnostic = finding.diagnostic
        span = diagnostic.span
        line = self._source.line(span)
        shown = marked(line, span.column)[:3] if line and line.strip() else None
        element = self._shown.find(diagnostic.subject) if self._shown else None
        at, _, anchor = (target_path(element) if element is not None else "").partition("#")
        related = (
            f"{other.span.path}:{other.span.line} {related_message(other, lang)}" for other in diagnostic.related
        )
        return Item(
            finding.severity.value,
            finding.code,
            message(diagnostic, lang),
            f"{span.path}:{span.line}:{span.column}",
            shown,
            tuple(related),
            bool(diagnostic.fix),
            anchor if at == page else "",
        )


def _page(kind: str, ident: str) -> str:
    return "" if kind in UNPUBLISHED else page_path(kind, ident)


def panel(found: Found, page: str, lang: str, state: str, shown: str, *, broken: bool) -> str:
    """What stands on a page of the preview: its findings, the count of all, and while `broken` every error.

    `page` is the path from the language's root, `state` the name of what is shown, by which a page knows that there is something
    newer, `shown` that of the page itself, by which it knows whether it is another.
    """
    own = [found.item(finding, lang, page) for finding in found.by_page.get(page, ())]
    here = {id(finding) for finding in found.by_page.get(page, ())}
    elsewhere = [finding for finding in found.errors if broken and id(finding) not in here]
    return _made(
        "panel.html",
        lang,
        own=own,
        elsewhere=[(found.item(finding, lang), found.link(finding, lang)) for finding in elsewhere[:_MOST]],
        more=max(len(elsewhere) - _MOST, 0),
        counts=found.counts,
        broken=broken,
        state=state,
        shown=shown,
        mark=_mark(own, broken),
    )


def listing(found: Found, lang: str) -> str:
    """The body of the page that lists every finding by the page that it concerns first."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for finding in found.all:
        groups[finding.diagnostic.span.path, found.link(finding, lang)].append(found.item(finding, lang))
    shown = [(*where, items) for where, items in groups.items()]
    return _made("listing.html", lang, groups=shown)


def plain_page(title: str, body: str, lang: str) -> str:
    """A whole page of the preview that is none of the handbook's; `body` is finished HTML."""
    return _made("page.html", lang, title=title, body=body)


def _mark(own: Sequence[Item], broken: bool) -> str:
    """Changes when what the panel is about changes: a reader who has closed it sees it again then."""
    return sha256(repr((own, broken)).encode()).hexdigest()[:12]


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(templates_dir() / "serve")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _made(template: str, lang: str, **context: Any) -> str:
    def t(name: str, /, **params: object) -> str:
        return words(f"serve.{name}", lang, **params)

    def severity(name: str) -> str:
        return words(f"severity.{name}", lang)

    return (
        _environment()
        .get_template(template)
        .render(t=t, severity=severity, lang=lang, files=f"/{OWN}", listing=f"/{OWN}{lang}.html", **context)
    )
