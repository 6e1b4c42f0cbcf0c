"""The self-test of the search: every page is looked for by its title and each of its keywords, in the finished index.
A search that misses a name is worse than none, because its reader believes that there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from remit.site.model import LanguageSite
from remit.site.ranking import Ranking

FIRST = 5
"""Among so many results a page has to stand when it is searched by name."""


@dataclass(frozen=True, slots=True)
class Unfound:
    """A name that does not lead to its page: the language, what was searched, the page's path, and what came instead."""

    lang: str
    name: str
    path: str
    instead: tuple[str, ...]


class UnfoundError(RuntimeError):
    """The search of the site does not find what it has to."""

    def __init__(self, unfound: Sequence[Unfound]) -> None:
        super().__init__(", ".join(f"{item.lang}/{item.path}: {item.name}" for item in unfound))
        self.unfound = tuple(unfound)


def require_found(sites: Sequence[LanguageSite], files: Mapping[str, bytes]) -> None:
    """Raises UnfoundError unless, in the index that is among the site's `files`, the title and every keyword of every
    page leads to it within the first results."""
    unfound = [item for site in sites for item in _unfound(site, files[f"{site.lang}/search/search_index.json"])]
    if unfound:
        raise UnfoundError(unfound)


def _unfound(site: LanguageSite, index: bytes) -> Iterator[Unfound]:
    ranking = Ranking(index)
    for page in (page for page in site.pages if page.listed):
        for name in dict.fromkeys((page.title, *page.keywords)):
            # Pages of the very name stand before all others, so that ranking the rest could not change the answer.
            # Where more than FIRST share a name, each of them is what was asked for, and none is one too many.
            if page.path in ranking.named(name):
                continue
            instead = ranking.search(name, FIRST)
            if page.path not in instead:
                yield Unfound(site.lang, name, page.path, tuple(instead))
