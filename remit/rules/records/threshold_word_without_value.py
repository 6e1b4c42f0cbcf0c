"""A word such as major, large or within one's authority on which a decision hangs, and which is classified nowhere.

Why: whoever has the matter decides whether it is major; the same case goes up today and not tomorrow.

Instead: define the classes under `classifications:` in system.yaml and name them in the branch or tier, or write the amount.

Guess: the words stand in templates/lexicon/records.yaml. A word is classified where a class or term has it, and the word
after it shares a word with the classification; where the text itself states a figure or what it means; and where the tier,
branch or power has an amount, a class or an authority. Texts that only describe (purposes, relationships, what a form asks)
are not read. One finding for an element, naming the phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic
from remit.lexicon import lexicon
from remit.model.entities import Process
from remit.model.organisation import Organisation
from remit.views.enumeration import enumeration
from remit.views.running_text import Passage, passages
from remit.views.thresholds import classified, decides, defined_in_text

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Elements whose deciding texts use such a word without a value."""
    lang = organisation.languages[0]
    by_element: dict[str, list[tuple[Passage, str]]] = {}
    for passage in passages(organisation):
        if not decides(passage):
            continue
        for phrase in _phrases(passage.words(lang), lang):
            if not classified(organisation, phrase, lang) and not defined_in_text(organisation, passage, phrase, lang):
                by_element.setdefault(_unit_of_report(passage), []).append((passage, phrase))
    for ref, found in by_element.items():
        first = found[0][0]
        phrases = list(dict.fromkeys(phrase for _, phrase in found))
        params = {"words": enumeration([{lang: phrase} for phrase in phrases], organisation.languages)}
        yield Diagnostic("threshold-word-without-value", first.span(), ref, params)


def _unit_of_report(passage: Passage) -> str:
    """An authority is one matter with all its tiers, as is a reward and what triggers a process."""
    element = passage.element
    document = element.origin.document
    whole = document.kind in ("authority", "incentive") or isinstance(element, Process)
    return document.ref if whole else element.ref


def _phrases(text: str, lang: str) -> Iterator[str]:
    """The threshold words of a text, each with what it qualifies: 重大合同, or what it is said of: 偏差较大."""
    said_of = lexicon("records.after-predicates", lang)
    for found in _pattern(lang).finditer(text):
        word = found["word"] or found[0]
        before = (
            re.search(r"[㐀-鿿]{2,4}$", text[max(0, found.start() - 4) : found.start()]) if word in said_of else None
        )
        yield f"{before[0]}{word}" if before else found[0].strip()


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """A threshold word; an adjective with what follows it, unless it only names a degree."""
    words = "|".join(map(re.escape, sorted(lexicon("records.thresholds", lang), key=len, reverse=True)))
    if lang != "zh":
        return re.compile(rf"\b(?P<word>{words})\b(?:\s+[a-z-]+){{0,2}}", re.IGNORECASE)
    ends, degrees, qualifying = (
        "|".join(map(re.escape, lexicon(f"records.{name}", "zh")))
        for name in ("after-thresholds", "degrees", "qualifying")
    )
    noun = rf"(?:(?!{ends})[㐀-鿿A-Za-z]){{0,4}}"
    whole = "|".join(word for word in words.split("|") if word not in qualifying.split("|"))
    return re.compile(rf"(?P<word>{qualifying})(?!{degrees}){noun}|(?P<whole>{whole})")
