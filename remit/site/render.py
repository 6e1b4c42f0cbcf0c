"""The page loop: frame + finished body + the own section's navigation → bytes, for every page of every language.
Pure but for the cache folder; mkdocs takes part only through the compiled frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from remit.cache.standing import made, made_with
from remit.site.assets import shared_assets, templates
from remit.site.index import index_files, page_entries
from remit.site.model import LanguageSite, Page, relative_link, require_sound
from remit.site.navigation import Navigator, contents, fragments
from remit.site.scan import Passage, passages, with_permalinks
from remit.site.segment import Segmenter
from remit.site.shells import shell


def render_site(sites: Sequence[LanguageSite], cache: Path | None) -> dict[str, bytes]:
    """All files of the site, by path: pages and search per language, shared assets, and the choice of language.

    The first language is the system's own. `cache` is a folder that may be deleted at any time, or None; what it
    holds changes the time taken, never a byte. Raises ValueError for input that cannot become a site, and for a
    theme this engine does not know.
    """
    require_sound(sites)
    files = shared_files(sites)
    for site in sites:
        files.update(language_files(site, sites, cache))
    return dict(sorted(files.items()))


def shared_files(sites: Sequence[LanguageSite]) -> dict[str, bytes]:
    """What the languages share: the frame's assets and the choice of language."""
    return {**shared_assets(), "index.html": choice(sites)}


def language_files(
    site: LanguageSite, sites: Sequence[LanguageSite], cache: Path | None
) -> Iterator[tuple[str, bytes]]:
    """The files of one language, one after another, so that nobody has to hold them all; `cache` as for render_site.

    Of the other `sites` only language, labels, terms and the paths of their pages count.
    """
    framing = Framing(site, sites, cache)
    segmenter = Segmenter((term for one in sites for term in one.terms), cache, site.lang)
    entries: list[bytes] = []

    def written(page: Page) -> tuple[bytes, bytes]:
        """The file of a page and its entries in the search."""
        html = page.html
        found = passages(html)
        return framing.page(page, html, found), page_entries(page, found, segmenter) if page.listed else b""

    for page in site.pages:
        path = f"{site.lang}/{page.path}"
        data, searched = made_with(path, partial(written, page))
        if page.listed:
            entries.append(searched)
        yield path, data
    for name, data in index_files(entries):
        yield f"{site.lang}/{name}", data
    for name, make in site.files.items():
        path = f"{site.lang}/{name}"
        yield path, made(path, make)
    segmenter.save()


def alternates(
    page: Page, site: LanguageSite, sites: Sequence[LanguageSite], paths: Mapping[str, set[str]]
) -> list[dict[str, str]]:
    """The other languages as `lang`, `name` and `href`: the same page, or the home page where there is none."""
    here = f"{site.lang}/{page.path}"
    return [
        {
            "lang": other.lang,
            "name": other.labels["language"],
            "href": relative_link(
                here, f"{other.lang}/{page.path if page.path in paths[other.lang] else 'index.html'}"
            ),
        }
        for other in sites
        if other.lang != site.lang
    ]


def window_title(page: Page, site: LanguageSite) -> str:
    """What the browser shows for the page."""
    return page.title if page.title == site.name else f"{page.title} - {site.name}"


class Framing:
    """Puts the pages of one language into its frame, one at a time and in any order."""

    def __init__(self, site: LanguageSite, sites: Sequence[LanguageSite], cache: Path | None) -> None:
        self.site, self.sites = site, sites
        self._paths = {other.lang: {page.path for page in other.pages} for other in sites}
        self._navigator = Navigator(site)
        constant = {f"label.{key}": escape(value) for key, value in site.labels.items()}
        constant |= {"name": escape(site.name), "notice": escape(site.notice)}
        self._frame = _filled(shell(site.lang, cache), constant)
        self._tip, self._edit = escape(site.labels["permalink"]), site.labels["edit"]

    def page(self, page: Page, html: str, found: Sequence[Passage]) -> bytes:
        """The whole file of a page whose body is `html` and has the passages `found`."""
        macros = fragments()
        up = "../" * page.path.count("/")
        base = up or "./"
        # A page outside all sections is an entrance: it leads away, not down.
        toc = contents(found) if page.section else ""
        values = {
            "base": base,
            "asset": "../" + up,
            "title": escape(window_title(page, self.site)),
            "robots": "" if page.listed else str(macros.unlisted()),
            "topic": escape(page.title),
            "alternates": str(macros.alternates(alternates(page, self.site, self.sites, self._paths))),
            "tabs": self._navigator.tabs(page.section, base),
            "nav": self._navigator.nav(page, base, toc),
            "nav_hidden": "" if page.section else "hidden",
            "toc": toc,
            "toc_hidden": "" if toc else "hidden",
            "crumbs": str(macros.crumbs(self._navigator.crumbs(page, base))),
            "kind": escape(page.kind),
            "content": with_permalinks(html, self._tip),
            "edit": str(macros.edit(self._edit, page.edit)),
        }
        return "".join(values[piece] if at % 2 else piece for at, piece in enumerate(self._frame)).encode()


def _filled(frame: tuple[str, ...], values: Mapping[str, str]) -> tuple[str, ...]:
    """`frame` with the marks in `values` filled in, and the text around them joined."""
    pieces = [frame[0]]
    for mark, text in zip(frame[1::2], frame[2::2], strict=True):
        if mark in values:
            pieces[-1] += values[mark] + text
        else:
            pieces += [mark, text]
    return tuple(pieces)


def choice(sites: Sequence[LanguageSite]) -> bytes:
    """The page at the site's root: the choice of language."""
    environment = Environment(loader=FileSystemLoader(templates()), autoescape=True, keep_trailing_newline=True)
    return environment.get_template("choice.html").render(sites=sites).encode()
