"""The page that says who has read what: by unit, what is still to be read, by document. None where nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from remit.backends import Edition
from remit.change.reading import by_document, by_unit, kept
from remit.pages.downloads import Downloads
from remit.pages.words import page_words
from remit.site import Page

PATH = "register/reading/index.html"


def reading_page(edition: Edition, lang: str, downloads: Downloads, page: Callable[..., Page]) -> Iterator[Page]:
    """The page, made by `page`; nothing for a company that keeps no acknowledgements."""
    found = kept(edition.organisation, edition.as_of)
    if found:

        def context() -> dict[str, Any]:
            counts = Counter({"read": 0, "outdated": 0, "unread": 0})
            counts.update(reading.state for reading in found)
            return {
                "found": found,
                "counts": counts,
                "units": by_unit(edition.organisation, found),
                "documents": by_document(found),
                "downloads": downloads.whole(PATH, "registers"),
            }

        yield page(PATH, page_words(lang)("reading.title"), "register", "reading.html", context)
