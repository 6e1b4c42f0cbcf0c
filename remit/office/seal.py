"""The seal of a document's words, kept in the file, by which a change made by hand shows even when the text is long superseded.

It covers the words of the body without white space and without what programs count for themselves, so that saving a file
again changes nothing. It is no signature: whoever can compute it can renew it; a document in force is compared as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from remit.office.reading import ReadDocument
from remit.office.xmltext import legal

PROPERTY = "remit.text"


def seal_of(read: ReadDocument) -> str:
    """The seal that the words of a file in hand ask for."""
    return _digest("".join(line.text for line in read.body))


def sealed(properties: tuple[tuple[str, str], ...], words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The properties with the seal of the words as they were written, where they name a document."""
    if not dict(properties).get("remit.reference"):
        return properties
    return (*properties, (PROPERTY, _digest(legal("".join(words)))))


def _digest(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:32]
