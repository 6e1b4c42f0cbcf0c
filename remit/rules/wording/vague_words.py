"""Words that leave the measure to the reader: reasonable, suitable, a certain amount, as far as possible, the relevant rules.

Why: two people who read "reasonable" do two things, and both are right; nothing can be found wrong, so nothing is kept.

Instead: say by what it is judged (a number, a table, the name of the rule), or leave the word out.

Guess: judged by a list of words in the first language; a sentence that goes on to explain the word after a colon is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import enumeration
from remit.evidence.prose import prose
from remit.evidence.running_text import Passage
from remit.lexicon import pattern
from remit.model.organisation import Organisation

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a file, at the first such text, the others as further places."""
    lang = organisation.languages[0]
    found: dict[str, list[tuple[Passage, list[str]]]] = {}
    for passage in prose(organisation):
        words = _vague(passage.words(lang), lang)
        if words:
            found.setdefault(passage.text.origin.document.path, []).append((passage, words))
    for hits in found.values():
        words = list(dict.fromkeys(word for _, several in hits for word in several))
        params = {"words": enumeration([{lang: word} for word in words], [lang])[lang], "count": str(len(hits))}
        related = tuple(Related(passage.span(), "other-place") for passage, _ in hits[1:])
        yield Diagnostic("vague-words", hits[0][0].span(), hits[0][0].subject, params, related)


def _vague(text: str, lang: str) -> list[str]:
    plain = pattern("wording.no-vague-words", lang).sub("", text)
    found = pattern("wording.vague-words", lang).search(plain)
    if found is None or any(sign in plain[found.end() :] for sign in "：:"):
        return []
    return pattern("wording.vague-words", lang).findall(plain)
