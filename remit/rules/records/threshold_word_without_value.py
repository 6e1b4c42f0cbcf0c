"""A word such as major, large or within one's authority on which a decision hangs, and which is classified nowhere.

Why: whoever has the matter decides whether it is major; the same case goes up today and not tomorrow.

Instead: define the classes under `classifications:` in system.yaml and name them in the branch or tier, or write the amount.

Guess: the words stand in templates/lexicon/records.yaml. A word is classified where a class or term has it, and the word
after it shares a word with the classification; where the text itself states a figure or what it means; and where the tier,
branch or power has an amount, a class or an authority. Texts that only describe (purposes, relationships, what a form asks)
are not read, nor is the wording of a link to what says it itself. One finding for an element, naming the phrases; where a
post has the same words in a power and a duty, the power is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import enumeration
from remit.evidence.running_text import Passage, passages
from remit.evidence.thresholds import classified, decides, defined_in_text
from remit.lexicon import lexicon
from remit.model.entities import PostAuthority, Process
from remit.model.organisation import Organisation
from remit.model.values import INLINE

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Elements whose deciding texts use such a word without a value."""
    lang = organisation.languages[0]
    by_element: dict[str, list[tuple[Passage, str]]] = {}
    for passage in passages(organisation):
        if not decides(passage):
            continue
        for phrase in _phrases(_own_words(passage, lang), lang):
            if not classified(organisation, phrase, lang) and not defined_in_text(organisation, passage, phrase, lang):
                by_element.setdefault(_unit_of_report(passage), []).append((passage, phrase))
    powers = _by_power(by_element)
    for ref, found in by_element.items():
        key = (found[0][0].element.origin.document.ref, _named(found))
        power = powers.get(key, ref)
        if power == ref:
            params = {"words": enumeration([{lang: phrase} for phrase in key[1]], organisation.languages)}
            same = [other[0][0].span() for one, other in by_element.items() if one != ref and _same(other, key, powers)]
            related = tuple(Related(span, "other-place") for span in same)
            yield Diagnostic("threshold-word-without-value", found[0][0].span(), ref, params, related)


def _named(found: list[tuple[Passage, str]]) -> tuple[str, ...]:
    """The phrases of a finding, each once, without those that only begin another."""
    phrases = list(dict.fromkeys(phrase for _, phrase in found))
    return tuple(
        phrase for phrase in phrases if not any(other != phrase and other.startswith(phrase) for other in phrases)
    )


def _by_power(by_element: dict[str, list[tuple[Passage, str]]]) -> dict[tuple[str, tuple[str, ...]], str]:
    """Which power of a post has which phrases."""
    return {
        (found[0][0].element.origin.document.ref, _named(found)): ref
        for ref, found in by_element.items()
        if isinstance(found[0][0].element, PostAuthority)
    }


def _same(
    found: list[tuple[Passage, str]],
    key: tuple[str, tuple[str, ...]],
    powers: dict[tuple[str, tuple[str, ...]], str],
) -> bool:
    return key in powers and (found[0][0].element.origin.document.ref, _named(found)) == key


def _own_words(passage: Passage, lang: str) -> str:
    """The words of a text without those of its links, where it is a rule that only points to what others do."""
    if passage.element.origin.document.kind != "policy":
        return passage.words(lang)
    return INLINE.sub(" ", passage.text.by_language.get(lang, ""))


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
