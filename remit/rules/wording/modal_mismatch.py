"""A rule that binds in one language and does not in the other: 必须 and "may", 可以 and "must", 不得 and no negation at all.

Why: who reads the translation may do what the text forbids, or is held to what it only allows.

Instead: 应 and 必须 are shall or must; 不得 is shall not or must not; 宜 is should; 可 is may.

Source: ISO/IEC Directives part 2, clause 7; GB/T 1.1-2020, annex C (verbal forms of provisions).

Guess: judged by the modal words, and only where each language has words of one force and none of the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.prose import prose
from remit.lexicon import pattern
from remit.model.organisation import Organisation
from remit.views.wording import plain

GUESSES = True
_MODAL = re.compile("[应须必得禁许可宜权]|建议")
_FORCES = ("forbid", "oblige", "advise", "permit")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Texts that are written in Chinese and in English."""
    if not {"zh", "en"} <= set(organisation.languages):
        return
    for passage in prose(organisation):
        if not _MODAL.search(passage.text.by_language.get("zh", "")):
            continue
        one, other = (passage.words(lang) for lang in ("zh", "en"))
        if other:
            here, there = _forces(one, "zh"), _forces(other, "en")
            if here and _contradicts(here, there, other):
                words = pattern(f"wording.modal-{here[0]}", "zh").search(_cleaned(one, "zh"))
                params = {
                    "modal": words[0] if words else "", "zh": plain(passage.text, "zh")[:50], "en": plain(passage.text, "en")[:70],
                }  # fmt: skip
                yield Diagnostic("modal-mismatch", passage.text.origin.span("en"), passage.subject, params)


def _cleaned(words: str, lang: str) -> str:
    return pattern("wording.no-modals", lang).sub(" ", words)


def _forces(words: str, lang: str) -> list[str]:
    cleaned = _cleaned(words, lang)
    found = []
    for force in _FORCES:
        modal = pattern(f"wording.modal-{force}", lang)
        if modal.search(cleaned):
            found.append(force)
            cleaned = modal.sub(" ", cleaned)
    return found


def _contradicts(here: list[str], there: list[str], english: str) -> bool:
    """Whether the one force of the Chinese text is answered by another one only."""
    if here[0] == "forbid":
        return not pattern("wording.negations", "en").search(english)
    if len(here) > 1 or len(there) != 1 or pattern("wording.negations", "en").search(english):
        return False
    return here[0] != there[0] and not (here[0] == "advise" and there[0] == "oblige")
