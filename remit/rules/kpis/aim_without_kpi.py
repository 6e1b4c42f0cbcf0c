"""Something that the texts set out to raise, lower or ensure, and that no KPI measures.

Why: an aim that nobody measures is neither reached nor missed (ISO 9001:2015, 6.2.1 b and 9.1.1).

Example: the policy is "to raise customer satisfaction and lower cost"; there is no KPI of either.

Instead: write a KPI for each aim that is meant, assign it, and cite it ({kpi:…}); take out what is only said.

Guess: judged by a verb of change and a measurable thing in one clause (提高客户满意度, reduce costs), and by whether that thing
stands in the name, definition or formula of any KPI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import enumeration
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon, pattern
from remit.model.entities import Kpi
from remit.model.organisation import Organisation
from remit.views.wording import plain

GUESSES = True
PROVES_ABSENCE = True
_CLAUSE = re.compile(r"[，。；;：:！!？?\n]|,\s|\.\s")
_KINDS = ("policy", "unit", "post", "process")
"""Where aims are set out; the first speak for the company, the last for their own work."""
_SHOWN = 8


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company, at the first text with an aim that is measured nowhere; policies and missions before the rest."""
    lang = organisation.languages[0]
    open_ = _unmeasured(organisation, lang)
    if not open_:
        return
    found: dict[str, tuple[str, Passage]] = {}
    for passage in sorted(_candidates(organisation, open_, lang), key=_rank):
        for aim, written in _aims(passage.words(lang), open_, lang):
            found.setdefault(aim, (written, passage))
    if found:
        first, *others = dict.fromkeys(passage for _, passage in found.values())
        params = {"aims": enumeration([{lang: written} for written, _ in found.values()], (lang,), _SHOWN)}
        related = tuple(Related(other.span(), "other-place") for other in others)
        yield Diagnostic("aim-without-kpi", first.span(), first.subject, params, related)


def _candidates(organisation: Organisation, open_: dict[str, str], lang: str) -> Iterator[Passage]:
    every = [passage for passage in passages(organisation) if passage.text.origin.document.kind in _KINDS]
    written = "\n".join(passage.text.by_language.get(lang, "") for passage in every).lower()
    said = [word for word in open_ if word in written]  # most are said nowhere: no text needs to be asked for them
    for passage in every if said else ():
        low = passage.text.by_language.get(lang, "").lower()
        if any(word in low for word in said):
            yield passage


def _rank(passage: Passage) -> int:
    return _KINDS.index(passage.text.origin.document.kind)


def _unmeasured(organisation: Organisation, lang: str) -> dict[str, str]:
    """Every way to say an aim that no KPI speaks of, with how it is called."""
    texts = [
        text for kpi in organisation.all(Kpi) for text in (kpi.name, kpi.definition, kpi.formula) if text is not None
    ]
    measured = "\n".join(plain(text, lang) for text in texts).lower()
    also = {words[0]: words[1:] for words in _table("kpis.aim-measured-by", lang)}
    open_ = [
        words
        for words in _table("kpis.aims", lang)
        if not any(each in measured for each in (*words, *also.get(words[0], ())))
    ]
    return {word: words[0] for words in open_ for word in words}


@cache
def _table(name: str, lang: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("=")) for line in lexicon(name, lang))


def _aims(text: str, open_: dict[str, str], lang: str) -> Iterator[tuple[str, str]]:
    """Each aim of a text, by how it is called and by its longest word that the text has."""
    verbs = pattern("kpis.aim-verbs", lang)
    for clause in _CLAUSE.split(text):
        if verbs.search(clause):
            low = clause.lower()
            written = sorted((word for word in open_ if word in low), key=len, reverse=True)
            yield from ((open_[word], word) for word in written)
