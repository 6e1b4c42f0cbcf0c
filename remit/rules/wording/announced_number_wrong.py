"""A number of points announced that is not the number given: "the following three duties:" and two of them.

Why: one point was lost or one is too many; nobody can tell which, and the rule is disputed when it matters.

Instead: correct the number, or write the missing point.

Guess: reads the last number before a word for points in a heading or before a colon, and counts the entries that come next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.policy_texts import articles, places
from remit.evidence.printed_numbers import number
from remit.lexicon import lexicon
from remit.model.entities import Policy
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Element, Text
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts before a list, and headings of articles that are a list; blocks and tables are not counted."""
    lang = organisation.languages[0]
    for policy in organisation.all(Policy):
        for place in places(policy):
            words = INLINE.sub("", place.text.by_language.get(lang, "")).strip()
            if place.entries and (words.endswith(("：", ":")) or _here(words, lang)):
                yield from _compared(place.text, place.element, _announced(words, lang), place.entries)
        for article in articles(policy):
            listed = len(article.items) if not article.blocks and not article.table else 0
            if article.title is not None and listed and article.text is None and not article.paragraphs:
                announced = _announced(article.title.by_language.get(lang, ""), lang)
                yield from _compared(article.title, article, announced, listed)


def _compared(text: Text, element: Element, announced: int | None, given: int) -> Iterator[Diagnostic]:
    if announced is not None and announced != given:
        params = {"text": in_words(text), "announced": str(announced), "given": str(given)}
        yield Diagnostic("announced-number-wrong", text.origin.span(), element.ref, params)


def _here(words: str, lang: str) -> bool:
    return any(word in words.lower() for word in lexicon("wording.announcing-words", lang))


def _announced(words: str, lang: str) -> int | None:
    """The last number of points in the last sentence, above one; a number with 第 before it is an ordinal."""
    sentence = re.split(r"[。；;]", words.rstrip("。；;：: "))[-1]
    points = "|".join(map(re.escape, lexicon("wording.points", lang)))
    if lang == "zh":
        found = re.findall(
            rf"(?<![第零一二三四五六七八九十百\d.])([两二三四五六七八九十]+|\d+)(?:大|个|条)?(?:{points})", sentence
        )
        value = number(found[-1]) if found else None
    else:
        words_of = {word: value for value, word in enumerate(lexicon("wording.number-words", lang), 2)}
        either = "|".join(words_of)
        found = re.findall(rf"\b({either}|\d+)\s+(?:\w+\s+)?(?:{points})\b", sentence, re.IGNORECASE)
        value = (words_of.get(found[-1].lower()) or number(found[-1])) if found else None
    return value if value is not None and value > 1 else None
