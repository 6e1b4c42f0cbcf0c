"""Two languages of one text that disagree: a number, a limit or a checked link stands in one and not in the other.

Why: the text was changed in one language only; the two halves of the company then work to two rules.

Instead: change both; where they must differ, say the number in both.

Guess: numbers are compared as values (8万元 and 80,000; 三个工作日 and three workdays), links by what they lead to. A number that
one language says in other words (每季, twice, half a year) counts as said.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.quantities import sayable, state_the_same, stated
from remit.evidence.running_text import passages
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Text
from remit.views.wording import name_of, plain

GUESSES = True
_QUOTED = ("approval", "basis")
_SHOWN = 70


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Each text in the first language against each other language; ledgers and quotations are left out."""
    first, *others = organisation.languages
    for passage in passages(organisation):
        written = passage.text.by_language
        if passage.text.origin.document.kind in _QUOTED or passage.field == "unit" or first not in written:
            continue
        for lang in others:
            if lang in written:
                missing = _links(passage.text, written[first], written[lang]) or _numbers(passage.text, first, lang)
                if missing:
                    both = {"first": _short(plain(passage.text, first)), "other": _short(plain(passage.text, lang))}
                    params = {"missing": missing, **both}
                    span = passage.text.origin.span(lang)
                    yield Diagnostic("stale-translation", span, passage.subject, params)


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _links(text: Text, one: str, other: str) -> str:
    """What the first link leads to that stands in one language only."""
    if "{" not in one and "{" not in other:
        return ""
    here, there = ([f"{found[1]}:{found[2]}" for found in INLINE.finditer(words)] for words in (one, other))
    only = [key for key in here if key not in there] + [key for key in there if key not in here]
    target = text.refs[only[0]].target if only and only[0] in text.refs else None
    return name_of(target, next(iter(text.by_language))) if target is not None else ""


def _numbers(text: Text, first: str, lang: str) -> str:
    """The first number that one language states and the other cannot be read to state."""
    one, other = _without_links(text.by_language[first]), _without_links(text.by_language[lang])
    if state_the_same(one, first, other, lang):
        return ""
    here, there = stated(one, first), stated(other, lang)
    missing = [value for value in here if value not in there]
    if missing:
        said = sayable(other, lang)
        missing = [value for value in missing if value not in said]
    back = [] if missing else [value for value in there if value not in here]
    if back:
        said = sayable(one, first)
        back = [value for value in back if value not in said]
    return here[missing[0]] if missing else there[back[0]] if back else ""


def _without_links(words: str) -> str:
    return INLINE.sub(lambda link: f" {link[3] or ''} ", words) if "{" in words else words
