"""A title in 《…》, an article or chapter number, or an annex in the text that leads to nothing in the system.

Why: the rule counts on a document that was renamed, renumbered or never written; whoever obeys looks for it in vain.

Instead: cite by a link ({policy:…}, {policy:…/article}), which cannot go stale; list outside documents under `references`.

Laws and published standards are found without the company and need no entry. Source: ISO 9001:2015 7.5.3.2 (documents of
external origin identified).

Guess: a title counts as known where a document, record, term, heading or reference has that name in any brackets; an article
number where this policy prints or counts it, and where no other law or policy stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.known_names import bare_name, known_names, nearest_name
from remit.evidence.policy_texts import articles
from remit.evidence.printed_numbers import number, printed
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon
from remit.model.entities import Policy
from remit.model.organisation import Organisation
from remit.model.values import INLINE

GUESSES = True
PROVES_ABSENCE = True
_TITLE = re.compile(r"《([^《》]{2,60})》")
_PLACES = {
    "zh": re.compile(r"(?P<cited>(?:第(?P<n>[零〇一二三四五六七八九十百\d]+)(?P<what>[条章]))|附(?:件|表|录)(?P<a>[一二三四五六七八九十\d]+))"),
    "en": re.compile(r"(?P<cited>\b(?:(?P<what>[Aa]rticle|[Cc]hapter) (?P<n>\d+)|(?:[Aa]nnex|[Aa]ppendix) (?P<a>\d+))\b(?!(?:\.\d| of (?:the|our)\b)))"),
}  # fmt: skip
_QUOTED = frozenset({"approval", "basis", "external"})
_HEADINGS = frozenset({"name", "title", "aliases"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts of the first language; the headings themselves cite nothing, and a term or basis quotes."""
    lang = organisation.languages[0]
    for passage in passages(organisation):
        kind = passage.text.origin.document.kind
        words = passage.text.by_language.get(lang, "")
        if kind in _QUOTED or passage.field in _HEADINGS:
            continue
        cited = [name for name in _titles(words) if not _is_known(organisation, name, lang)]
        owner = organisation.owner_of(passage.element)
        if isinstance(owner, Policy):
            cited += _numbers(owner, passage, INLINE.sub("§", words), lang)
        for citation in dict.fromkeys(cited):
            params = {"citation": citation, "nearest": nearest_name(organisation, citation) if "《" in citation else ""}
            yield Diagnostic("unresolved-citation", passage.span(), passage.subject, params)


def _titles(words: str) -> list[str]:
    return [f"《{name}》" for name in _TITLE.findall(words)] if "《" in words else []


def _is_known(organisation: Organisation, title: str, lang: str) -> bool:
    name = bare_name(title, lang)
    if name in known_names(organisation):
        return True
    outside = lexicon("wording.outside-titles", lang)
    return any(name.startswith(word) for word in outside) or name.endswith(lexicon("wording.law-ends", lang))


def _numbers(policy: Policy, passage: Passage, words: str, lang: str) -> list[str]:
    found: list[str] = []
    pattern = _PLACES.get(lang)
    if pattern is None or not any(sign in words for sign in ("第", "附", "rticle ", "hapter ", "nnex ", "ppendix ")):
        return found
    if printed(passage.text, passage.element) is not None:
        words = words[2:]
    for match in pattern.finditer(words):
        if words[: match.start()].endswith(("§", "》", *lexicon("wording.before-their-article", lang))):
            continue
        value = number(match["n"] or match["a"]) or 0
        if value > _last(policy, match["what"] or ""):
            found.append(match["cited"])
    return found


def _last(policy: Policy, what: str) -> int:
    """The highest number of an article, chapter or annex that the policy prints or would be given."""
    if what.lower() in ("章", "chapter"):
        titles, count = [(chapter.title, chapter) for chapter in policy.chapters], len(policy.chapters)
    elif what.lower() in ("条", "article"):
        listed = articles(policy)
        return max([len(listed), *(p.value for a in listed if a.title is not None and (p := printed(a.title, a)))])
    else:
        return len(policy.annexes)
    return max([count, *(p.value for text, element in titles if (p := printed(text, element)))])
