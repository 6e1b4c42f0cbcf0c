"""The seal of a document's words, kept in the file, by which a change made by hand shows even when the text is long superseded.

It covers the words of the body without white space and without what programs count for themselves, so that saving a file
again changes nothing. It is no signature: whoever can compute it can renew it; a document in force is compared as a whole.
"""

from __future__ import annotations

import hashlib
import re
from html import unescape

from remit.office.reading import ReadDocument

PROPERTY = "remit.text"
_FIELD = re.compile(r'<w:fldChar w:fldCharType="begin"/>.*?<w:fldChar w:fldCharType="end"/>', re.DOTALL)
_TEXT = re.compile(r'<w:t(?: xml:space="preserve")?>([^<]*)</w:t>')


def seal_of(read: ReadDocument) -> str:
    """The seal that the words of a file in hand ask for."""
    return _digest("".join(line.text for line in read.body))


def seal_of_xml(document: str) -> str:
    """The same of the document part as our engine writes it, without reading it as a whole: all its fields are counted."""
    without = _FIELD.sub("", document) if "<w:fldChar " in document else document
    return _digest(unescape("".join(_TEXT.findall(without))))


def sealed(properties: tuple[tuple[str, str], ...], document: str) -> tuple[tuple[str, str], ...]:
    """The properties with the seal of the document part, where they name a document."""
    return (*properties, (PROPERTY, seal_of_xml(document))) if dict(properties).get("remit.reference") else properties


def _digest(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:32]
