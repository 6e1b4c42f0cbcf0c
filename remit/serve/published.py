"""The files of an edition, each made when it is first asked for: a page in milliseconds, a download in seconds.

A language costs about a second before its first page. Search in the preview knows names, aliases and codes; the texts
would have to be made all, which is what `build` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import escape
from threading import RLock

from remit.backends import Edition
from remit.pages.book import beside, frame, language_site
from remit.registry import BACKENDS, Backend, Portion
from remit.site import Framing, choice
from remit.site.assets import shared_assets
from remit.site.index import index_files, page_entries
from remit.site.scan import passages
from remit.site.segment import Segmenter


class Published:
    """An edition as files by path, as `build` would write them; made under a lock, for several threads."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.languages = edition.organisation.languages
        self._pages_lock, self._downloads_lock = RLock(), RLock()
        self._languages: dict[str, _Language] = {}
        self._downloads: dict[tuple[str, str], Mapping[str, bytes]] = {}

    def file(self, path: str) -> bytes | None:
        """The bytes of a path of the output; None where it has none. Raises what back ends raise."""
        for backend in BACKENDS:
            if backend.owned(path) and backend.name != "site":
                return self._download(backend, path)
        lang, _, rest = path.partition("/")
        with self._pages_lock:
            if lang in self.languages:
                return self.language(lang).file(rest)
            return (
                self._assets.get(path)
                if path != "index.html"
                else choice([frame(self.edition, one) for one in self.languages])
            )

    def language(self, lang: str) -> _Language:
        """The site of a language."""
        with self._pages_lock:
            if lang not in self._languages:
                self._languages[lang] = _Language(self.edition, lang)
            return self._languages[lang]

    @cached_property
    def _assets(self) -> Mapping[str, bytes]:
        return shared_assets()

    def _download(self, backend: Backend, path: str) -> bytes | None:
        lang = path.split("/")[1] if backend.per_language else ""
        if lang and lang not in self.languages:
            return None
        with self._downloads_lock:
            if (backend.name, lang) not in self._downloads:
                self._downloads[backend.name, lang] = dict(Portion(backend, lang).files(self.edition))
            return self._downloads[backend.name, lang].get(path)


class _Language:
    """One language of the site; its pages are framed one by one."""

    def __init__(self, edition: Edition, lang: str) -> None:
        self.site = language_site(edition, lang)
        self.pages = {page.path: page for page in self.site.pages}
        self._framing = Framing(self.site, beside(edition, self.site), edition.cache)
        self._files: dict[str, bytes] = {}
        self._cache = edition.cache

    def file(self, path: str) -> bytes | None:
        """The bytes of a path from the language's root."""
        if path not in self._files:
            if path in self.pages:
                page = self.pages[path]
                html = page.html
                self._files[path] = self._framing.page(page, html, passages(html))
            elif path in self.site.files:
                self._files[path] = self.site.files[path]()
            elif path.startswith("search/"):
                self._files |= self._index()
        return self._files.get(path)

    def _index(self) -> Mapping[str, bytes]:
        segmenter = Segmenter(self.site.terms, self._cache, self.site.lang)
        titles = ((page, passages(f"<h1>{escape(page.title)}</h1>")) for page in self.site.pages if page.listed)
        return dict(index_files([page_entries(page, found, segmenter) for page, found in titles]))
