"""The handbook site: pages of every language through the site engine."""

from __future__ import annotations

from remit.backends import Edition
from remit.pages.book import language_site
from remit.site import LanguageSite, render_site


def sites(edition: Edition) -> list[LanguageSite]:
    """The finished pages of every language."""
    return [language_site(edition, lang) for lang in edition.organisation.languages]


def render(edition: Edition) -> dict[str, bytes]:
    """Every file of the site."""
    return render_site(sites(edition), edition.cache)
