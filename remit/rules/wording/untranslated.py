"""A translation that is none: Chinese characters in another language's text, or the same sentence under both languages.

Why: the readers of that language get a sentence they cannot read, and the page looks finished.

Instead: translate it, or leave the language out so that it is listed as missing.

Guess: names that are spelt alike in both languages (ISO 9001, ERP) are no sentences; equal texts count from four words on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.running_text import passages
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Text
from remit.views.wording import plain

GUESSES = True
_HAN = re.compile(r"[㐀-鿿]+")
_WRITTEN_IN_HAN = frozenset({"zh", "ja"})
_WORDS = 4
_QUOTED = ("approval", "basis", "person")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Each text with more than one language; names of persons and quotations are left out."""
    for passage in passages(organisation):
        if len(passage.text.by_language) > 1 and passage.text.origin.document.kind not in _QUOTED:
            wrong = _foreign(passage.text)
            if wrong:
                params = {"lang": wrong, "text": plain(passage.text, wrong)[:40]}
                yield Diagnostic("untranslated", passage.text.origin.span(wrong), passage.subject, params)


def _foreign(text: Text) -> str:
    """The language whose text is written in another one, or ""."""
    (first, original), *others = text.by_language.items()
    for lang, words in others:
        if lang not in _WRITTEN_IN_HAN and _HAN.search(INLINE.sub("", words) if "{" in words else words):
            return lang
        if words == original and len(words.split()) >= _WORDS:
            return lang
    if first in _WRITTEN_IN_HAN and len(original.split()) >= _WORDS and not _HAN.search(original):
        return "" if "{" in original else first
    return ""
