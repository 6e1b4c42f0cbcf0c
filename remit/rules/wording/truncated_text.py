"""A text that breaks off: it ends with a comma, an open bracket or a connective, or has no stop where all the others have one.

Why: what is missing may be the duty, the limit or the penalty itself, and nobody can obey half a sentence.

Instead: finish the sentence from the source, or take it out.

Guess: judged by the last sign or word, by brackets and quotation marks that are never closed, and, in a policy whose
sentences end with a stop, by a sentence of several clauses that does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic
from remit.evidence.policy_texts import Place, places
from remit.evidence.printed_numbers import without_number
from remit.evidence.running_text import passages
from remit.lexicon import lexicon
from remit.model.entities import Article, Policy
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Element, Text

GUESSES = True
_COMMAS = ("，", "、", ",")
_PAIRS = ("（）", "《》", "【】", "「」", "“”", "()", "[]")
_OPENING = tuple(pair[0] for pair in _PAIRS)
_STOPS = ("。", "；", "！", "？", ".", ";", "!", "?", "：", ":", "”", "》", "）", ")", '"')
_SENTENCE, _OTHERS, _SHARE = 12, 3, 0.9
_NAMES = frozenset({"name", "short", "aliases", "title", "options", "label", "unit"})
_NO_TEXTS = frozenset({"approval", "basis"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts of every kind in every language; those of a basis are quotations."""
    found: set[int] = set()
    for passage in passages(organisation):
        kind, named = passage.text.origin.document.kind, passage.field in _NAMES
        if kind not in _NO_TEXTS and _breaks_off(passage.text, named):
            found.add(id(passage.text))
            yield _finding(passage.text, passage.element)
    for policy in organisation.all(Policy):
        for text, element in _without_stop(policy, organisation.languages[0]):
            if id(text) not in found:
                yield _finding(text, element)


def _finding(text: Text, element: Element) -> Diagnostic:
    ends = {lang: "…" + words[-24:] if len(words) > 24 else words for lang, words in text.by_language.items()}
    return Diagnostic("truncated-text", text.origin.span(), element.ref, {"text": ends})


def _breaks_off(text: Text, named: bool) -> bool:
    return any(_is_cut(words, lang, named) for lang, words in text.by_language.items())


def _is_cut(written: str, lang: str, named: bool) -> bool:
    words = written.rstrip()
    if words[-1:] in _COMMAS:
        return bool(without_number(words))
    if any(opening in words for opening in _OPENING) and _is_open(INLINE.sub("x", words)):
        return True
    if named or not words[-1:].isalpha():
        return False
    last = words if lang == "zh" else f" {words.lower()}"
    return last.endswith(_ends("wording.open-ends", lang)) and not last.endswith(_ends("wording.closed-ends", lang))


def _is_open(words: str) -> bool:
    return any(words.count(pair[0]) > words.count(pair[1]) for pair in _PAIRS)


@cache
def _ends(name: str, lang: str) -> tuple[str, ...]:
    return lexicon(name, lang) if lang == "zh" else tuple(f" {word}" for word in lexicon(name, lang))


def _without_stop(policy: Policy, lang: str) -> Iterator[tuple[Text, Element]]:
    """Sentences without a stop among sentences that have one: text by text of the policy, item by item of a list."""
    of_articles: list[Place] = []
    of_lists: dict[int, list[Place]] = {}
    for place in places(policy):
        if isinstance(place.element, Article):
            of_articles.append(place)
        else:
            of_lists.setdefault(id(place.article), []).append(place)
    for group, few in ((of_articles, _OTHERS), *((group, _OTHERS - 1) for group in of_lists.values())):
        sentences = [
            (place, words)
            for place in group
            if _is_sentence(words := without_number(place.text.by_language.get(lang, "")).rstrip())
        ]
        bare = [place for place, words in sentences if not words.endswith((*_STOPS, "}"))]
        closed = len(sentences) - len(bare)
        if closed >= few and closed >= _SHARE * (len(sentences) - 1):
            yield from ((place.text, place.element) for place in bare if not (place.entries or place.article.table))


def _is_sentence(words: str) -> bool:
    """A clause at least: a heading or a bare point of a list needs no stop."""
    return len(words) >= _SENTENCE and any(sign in words for sign in ("，", "。", "；", ", ", ". "))
