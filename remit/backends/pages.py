"""The handbook site: pages of every language through the site engine."""

from __future__ import annotations

from collections.abc import Iterator

from remit.backends import Edition
from remit.pages.book import beside, language_site
from remit.site import LanguageSite, language_files, require_found, require_sound, shared_files


def sites(edition: Edition) -> list[LanguageSite]:
    """The finished pages of every language."""
    return [language_site(edition, lang) for lang in edition.organisation.languages]


def render(edition: Edition, lang: str) -> Iterator[tuple[str, bytes]]:
    """The site in one language, file by file; with the first language what all share.

    Raises UnfoundError where a page is not found by its name in the search.
    """
    site = language_site(edition, lang)
    require_sound([site])
    together = beside(edition, site)
    if lang == edition.organisation.languages[0]:
        yield from shared_files(together).items()
    index = f"{lang}/search/search_index.json"
    searched: dict[str, bytes] = {}
    for path, data in language_files(site, together, edition.cache):
        if path == index:
            searched[path] = data
        yield path, data
    require_found([site], searched)
