"""A policy that does not say what it is for, to whom it applies, or who interprets it.

Why: in a dispute these are the first questions, and a rule without an answer to them is not applied.

Instead: write the articles (general provisions and closing provisions). From when it holds is a matter of its control data, which have a
rule of their own (uncontrolled-document).

A procedure needs purpose and scope only, a work instruction its scope, a policy that only binds its parts together nothing. Source: GB/T 1.1
(scope), 规章制定程序条例 (解释), ISO 9001:2015 4.3 and 7.5.2.

Guess: judged by words in the headings and texts of the first language.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.evidence.policy_texts import articles, places
from remit.lexicon import lexicon, pattern
from remit.model.entities import Policy
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
_PARTS = ("purpose", "scope", "interpretation")
_ALSO = {"iso": frozenset({"purpose", "scope"}), "instruction": frozenset({"scope"})}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a policy that has articles of its own, naming what is missing."""
    lang = organisation.languages[0]
    for policy in organisation.all(Policy):
        if not articles(policy):
            continue
        words = _words(policy, lang)
        asked = _ALSO.get(policy.outline or "", _PARTS)
        missing = [part for part in _PARTS if part in asked and not pattern(f"wording.part-{part}", lang).search(words)]
        if missing:
            names = [{tongue: _name(part, tongue) for tongue in ("zh", "en")} for part in missing]
            params = {"policy": in_words(policy.name), "parts": enumeration(names, ("zh", "en"))}
            yield Diagnostic("policy-parts-missing", policy.span("name"), policy.ref, params)


def _name(part: str, lang: str) -> str:
    return lexicon(f"wording.name-of-{part}", lang)[0]


def _words(policy: Policy, lang: str) -> str:
    titles = [chapter.title for chapter in policy.chapters]
    titles += [article.title for article in articles(policy) if article.title is not None]
    texts = (*titles, *(place.text for place in places(policy)))
    return "\n".join(text.by_language.get(lang, "") for text in texts)
