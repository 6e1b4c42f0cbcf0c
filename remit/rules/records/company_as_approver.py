"""A text that lets "the company", "the superior" or "the leaders" approve or decide, and not a post or a body.

Why: everybody can say he is the company; nobody knows to whose desk the paper goes (ISO 9001:2015, 5.3).

Instead: name the post or body, or cite the authority.

Guess: a vague party right before a word for approving, by the words of templates/lexicon/records.yaml. What
names beside it who approves is clear: a step by its performer, a power by its authority, an article by the chain it shows, a
text by its links; and the superior is clear on a post or unit that has one. Whatever is written as {named: …} is reported as a
vague party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GATES
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon, pattern
from remit.model.entities import Article, Decision, Duty, Function, FunctionItem, Item, PostAuthority, Step, SubItem
from remit.model.organisation import Organisation
from remit.model.values import Element

GUESSES = True
_READ = (Duty, Step, Function, FunctionItem, Article, Item, SubItem, PostAuthority, Decision)
_FIELDS = frozenset({"text", "name", "tasks", "paragraphs", "items"})
_SAYS_WHO = {"authority", "process", "meeting"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts in which a vague party approves; one finding for an element."""
    lang = organisation.languages[0]
    vague = _vaguely_named(organisation)
    seen: set[str] = set()
    for passage in passages(organisation):
        if not isinstance(passage.element, _READ) or passage.field not in _FIELDS or passage.subject in seen:
            continue
        found = _vague_approver(passage.words(lang), lang)
        if found and not _clear(organisation, passage, found, lang) and passage.text.origin.document.ref not in vague:
            seen.add(passage.subject)
            yield Diagnostic("company-as-approver", passage.span(), passage.subject, {"words": found})


def _vaguely_named(organisation: Organisation) -> frozenset[str]:
    """Files in which such a party is written as {named: …}: said there once."""
    words = {word for lang in organisation.languages for word in lexicon("records.vague-approvers", lang)}
    return frozenset(
        loose.origin.document.ref for loose in organisation.loose if loose.kind == "named" and loose.text in words
    )


def _clear(organisation: Organisation, passage: Passage, words: str, lang: str) -> bool:
    element: Element = passage.element
    if isinstance(element, Step) and element.action in GATES and element.performer is not None:
        return True
    if isinstance(element, PostAuthority | Decision) and element.authority is not None:
        return True
    if isinstance(element, Article) and element.blocks:
        return True
    if any(ref.kind in _SAYS_WHO for ref in passage.text.refs.values()):
        return True
    above = pattern("records.superiors", lang).search(words) is not None
    return above and organisation.owner_of(element).kind in ("post", "unit")


def _vague_approver(text: str, lang: str) -> str:
    """The words in which nobody in particular approves; empty where there are none."""
    leads = (*lexicon("records.before-approvers", lang), "")
    for found in _pattern(lang).finditer(text):
        before = text[: found.start()]
        if lang != "zh" or not before or any(lead and before.endswith(lead) for lead in leads):
            return found[0].strip()
    return ""


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    who, does, between = (
        "|".join(map(re.escape, sorted(lexicon(f"records.{name}", lang), key=len, reverse=True)))
        for name in ("vague-approvers", "approving", "between-approving")
    )
    if lang == "zh":
        return re.compile(rf"(?:{who})(?:{between})?(?:{does})")
    return re.compile(
        rf"\b(?:(?:approv(?:ed|al)|decided|authori[sz]ed|decision) (?:by|of) (?:the )?(?:{who})\b(?! of)"
        rf"|(?:the )?(?:{who}) (?:{does})\b)",
        re.IGNORECASE,
    )
