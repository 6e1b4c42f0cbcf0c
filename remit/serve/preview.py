"""What each address of the preview answers: the last edition that could be made, and on it what was found last.

One thread shows new states, many read: a state is replaced whole and never changed. Events go out over `Bulletin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath
from secrets import token_hex
from threading import Condition

import jinja2
from markupsafe import escape

from remit.backends import Edition
from remit.backends.company_templates import BrokenTemplateError
from remit.compiler import Compilation
from remit.diagrams.png import FontMissingError
from remit.excerpt import Source
from remit.judgement import Finding
from remit.resources import templates_dir
from remit.serve.panel import OWN, Found, listing, panel, plain_page
from remit.serve.published import Published
from remit.words import words

_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf", ".ics": "text/calendar; charset=utf-8", ".bpmn": "application/xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
EVENTS = f"{OWN}events"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with; `location` is where a redirection leads."""

    status: int
    body: bytes = b""
    type: str = _TYPES[".html"]
    location: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What open pages are told: the name of the state that is shown, and whether a newer one is being made."""

    state: str
    busy: bool


class Bulletin:
    """The latest news for any number of waiting threads."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._number, self._news, self.closed = 0, News("", True), False

    def publish(self, news: News) -> None:
        """Tell everybody who waits."""
        with self._condition:
            self._number, self._news = self._number + 1, news
            self._condition.notify_all()

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._condition:
            self.closed = True
            self._condition.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, News | None]:
        """The number of the latest news, and the news where they are newer than `number`; waits for so long at most."""
        with self._condition:
            self._condition.wait_for(lambda: self.closed or self._number > number, seconds)
            return self._number, self._news if self._number > number and not self.closed else None


@dataclass(frozen=True, slots=True)
class _State:
    """One state of the source. `broken` says that `published` is of an earlier one, or that there never was any."""

    name: str
    found: Found
    published: Published | None
    broken: bool


class Preview:
    """The site as it would be built, and the findings on the pages that they concern.

    `root` is the company's folder; `lang` is the language of what has no page of its own, until the company's first language is known.
    """

    def __init__(self, root: Path, lang: str) -> None:
        self._root, self._lang = root, lang
        self._run, self._numbers = token_hex(4), count(1)
        self._state: _State | None = None
        self._checked: Published | None = None
        self.bulletin = Bulletin()

    def busy(self) -> None:
        """Tell open pages that a newer state is being made."""
        self.bulletin.publish(News(self._state.name if self._state else "", True))

    @property
    def findings(self) -> tuple[Finding, ...] | None:
        """What was found last; None where nothing is shown that could be made."""
        state = self._state
        return None if state is None or state.broken or state.published is None else state.published.edition.findings

    def show_unchecked(self, edition: Edition) -> None:
        """Show the pages of a state that is still being checked, with what was found before; `findings` has to be known."""
        if self._state is None:
            raise ValueError("nothing was found before")
        self._state = _State(self._name(), self._state.found, Published(edition), False)
        self.bulletin.publish(News(self._state.name, True))

    def show(self, compilation: Compilation, edition: Edition | None) -> None:
        """Show a new state; without an edition the last one that was checked stays, with the new findings."""
        if edition is not None:
            self._checked = Published(edition)
        organisation = self._checked.edition.organisation if self._checked else None
        found = Found(compilation, Source(self._root), organisation)
        self._state = _State(self._name(), found, self._checked, edition is None)
        self.bulletin.publish(News(self._state.name, False))

    def _name(self) -> str:
        """The name of a new state. The run is part of it, so that a page left open over a restart finds out."""
        return f"{self._run}-{next(self._numbers)}"

    def answer(self, path: str) -> Answer:
        """The answer to a request for a path without its leading slash, percent signs resolved. No path reaches a disk."""
        state = self._state
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN), state)
        lang = self._language(path, state)
        if state is None or state.published is None:
            return self._page(503, "nothing", lang, path, state)
        if not path:
            return Answer(302, location=f"/{state.published.languages[0]}/index.html")
        try:
            data = state.published.file(path)
            if data is None and "." not in path.rpartition("/")[2]:
                index = f"{path.rstrip('/')}/index.html"
                if state.published.file(index) is not None:
                    return Answer(302, location=f"/{index}")
        except (BrokenTemplateError, FontMissingError, jinja2.TemplateError) as error:
            return self._page(500, "failed", lang, path, state, _problem(error, lang))
        if data is None:
            return self._page(404, "unknown", lang, path, state)
        return Answer(200, self._with_panel(data, path, lang, state) if path.endswith(".html") else data, _type(path))

    def _language(self, path: str, state: _State | None) -> str:
        first = path.partition("/")[0]
        if state is None or state.published is None:
            return first if first in ("zh", "en") else self._lang
        return first if first in state.published.languages else state.published.languages[0]

    def _own(self, path: str, state: _State | None) -> Answer:
        if path in ("preview.js", "preview.css"):
            return Answer(200, (templates_dir() / "serve" / path).read_bytes(), _type(path))
        lang = path.removesuffix(".html")
        if lang in (state.published.languages if state and state.published else ("zh", "en")) and state is not None:
            body = plain_page(words("serve.listing", lang), listing(state.found, lang), lang)
            return Answer(200, self._with_panel(body.encode(), f"{OWN}{path}", lang, state))
        return self._page(404, "unknown", self._language("", state), path, state)

    def _page(self, status: int, name: str, lang: str, path: str, state: _State | None, problem: str = "") -> Answer:
        """A page that says why there is none, with what was found: it is replaced when there is one."""
        said = problem or words(f"serve.{name}", lang)
        body = plain_page(words(f"serve.{name}_title", lang), f"<p>{escape(said)}</p>", lang).encode()
        return Answer(status, self._with_panel(body, path, lang, state) if state is not None else body)

    def _with_panel(self, html: bytes, path: str, lang: str, state: _State) -> bytes:
        """The page with the panel before its end; what stands in it is of the preview alone."""
        page = path.partition("/")[2]
        shown = sha256(html).hexdigest()[:12]
        inserted = panel(state.found, page, lang, state.name, shown, broken=state.broken).encode()
        before, end, after = html.rpartition(b"</body>")
        return before + inserted + end + after if end else html + inserted


def _problem(error: Exception, lang: str) -> str:
    if isinstance(error, FontMissingError):
        return words("no_font", lang, families=", ".join(error.families))
    if isinstance(error, BrokenTemplateError):
        return words("bad_word_template", lang, template=error.path)
    name = getattr(error, "name", None) or getattr(error, "filename", None) or ""
    return words("bad_template", lang, template=PurePosixPath(str(name)).name, problem=str(error))


def _type(path: str) -> str:
    return _TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
