"""The handbook site: pages of every language through the site engine."""

from __future__ import annotations

from remit.backends import Edition
from remit.pages.book import language_site
from remit.site import LanguageSite, render_site, require_found


def sites(edition: Edition) -> list[LanguageSite]:
    """The finished pages of every language."""
    return [language_site(edition, lang) for lang in edition.organisation.languages]


def render(edition: Edition) -> dict[str, bytes]:
    """Every file of the site. Raises UnfoundError where a page is not found by its name in the search."""
    made = sites(edition)
    files = render_site(made, edition.cache)
    require_found(made, files)
    return files
