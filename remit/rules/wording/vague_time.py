"""A time in the text of a duty, function, step or article that commits to nothing, and no cadence or limit beside it.

Why: "in time" and "regularly" can be neither planned nor missed; an auditor asks "when, last time?" and gets no answer.

Instead: write `timing:` (a cadence, a day, a limit) on the duty or step, or put the number of days into the sentence.

A function has its time in the duties that realise it, an article in what its blocks and links show, a step in its process.

Source: ISO 9001:2015 4.4.1 and 6.2.2 (when it will be completed).

Guess: judged by a list of words in the first language. A clause that also says a time ("within two days"), a name ("定期报告") and a
heading are left out; "按时" and "on time" are vague only where no plan, order or date in the sentence says which time is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.diagnostics import Diagnostic
from remit.evidence.charges import carriers, steps_of_duties
from remit.evidence.enumeration import enumeration
from remit.evidence.prose import clauses, is_preamble, prose
from remit.evidence.running_text import Passage
from remit.lexicon import pattern
from remit.model.entities import Article, Duty, Function, FunctionItem, Process, Step
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Element, Text
from remit.views.wording import plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an element, at the first such text, with all its vague words."""
    lang = organisation.languages[0]
    found: dict[str, list[tuple[Passage, list[str]]]] = {}
    for passage in prose(organisation):
        words = _vague(passage.text, lang)
        if words and not is_preamble(passage, lang):
            found.setdefault(passage.subject, []).append((passage, words))
    for subject, hits in found.items():
        if not _has_time(organisation, hits[0][0].element, [text for passage, _ in hits for text in (passage.text,)]):
            words = list(dict.fromkeys(word for _, several in hits for word in several))
            params = {
                "words": enumeration([{lang: word} for word in words], [lang])[lang],
                "text": _excerpt(hits[0], lang),
            }
            yield Diagnostic("vague-time", hits[0][0].span(), subject, params)


def _excerpt(hit: tuple[Passage, list[str]], lang: str) -> str:
    text = plain(hit[0].text, lang).strip()
    found = text.lower().find(hit[1][0].lower())
    start = max(0, found - 15)
    return ("…" if start else "") + text[start : found + 25] + ("…" if found + 25 < len(text) else "")


def _vague(text: Text, lang: str) -> list[str]:
    written = text.by_language.get(lang, "")
    if not (
        pattern("wording.vague-times", lang).search(written) or pattern("wording.vague-if-alone", lang).search(written)
    ):
        return []
    words = INLINE.sub(lambda link: link[3] or "", written)
    named = bool(pattern("wording.names-a-time", lang).search(written))
    found: list[str] = []
    for clause in clauses(pattern("wording.no-vague-times", lang).sub("", words)):
        if not pattern("wording.definite-times", lang).search(clause) and not any(sign.isdigit() for sign in clause):
            found += pattern("wording.vague-times", lang).findall(clause)
            found += [] if named else pattern("wording.vague-if-alone", lang).findall(clause)
    return found


def _has_time(organisation: Organisation, element: Element, texts: list[Text]) -> bool:
    """Whether a time is written in the field for it: on the element, or on what realises, shows or contains it."""
    if getattr(element, "timing", None) is not None:
        return True
    if isinstance(element, Step):
        process = organisation.owner_of(element)
        return _timed(process) or (element.duty is not None and _timed(element.duty.target))
    if isinstance(element, Duty):
        return any(_timed(step) for step in steps_of_duties(organisation).get(element.ref, ()))
    if isinstance(element, Function | FunctionItem):
        realised = [element.ref]
        if isinstance(element, Function):
            realised += [item.ref for item in element.items]
            if any(_timed(item) for item in element.items):
                return True
        return any(
            _has_time(organisation, duty, []) for ref in realised for duty in carriers(organisation).get(ref, ())
        )
    if isinstance(element, Article):
        return any(_timed(target) or _steps_timed(target) for target in _shown(element, texts))
    return False


def _shown(article: Article, texts: list[Text]) -> Iterator[Any]:
    for block in article.blocks:
        yield from (ref.target for ref in block.of)
    for text in texts:
        yield from (ref.target for ref in text.refs.values())


def _steps_timed(target: Any) -> bool:
    parts = target.steps if isinstance(target, Process) else getattr(target, "duties", ())
    return any(_timed(part) for part in parts)


def _timed(element: Any) -> bool:
    """Whether the time beside it is a time; one kept as found is reported there and settles nothing here."""
    timing = getattr(element, "timing", None)
    return timing is not None and timing.vague is None and timing.placeholder is None
