"""A text that announces a list, a table or an annex with nothing after it: "as follows:", "including:", "see the annex".

Why: the reader is told that the rule comes next, and it does not; each will supply his own.

Instead: write what was announced, show it with a block, or end the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.policy_texts import Place, places
from remit.lexicon import lexicon, pattern
from remit.model.entities import Policy, Post, Role
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Articles and items of policies, and duties. An annex is one of the policy; a table may stand in the article itself."""
    lang = organisation.languages[0]
    for policy in organisation.all(Policy):
        for place in places(policy):
            ends_there = not place.follows and _announces(place.text, lang)
            if ends_there or _points_to_nothing(policy, place, lang):
                yield _finding(place.text, place.element)
    holders: list[Post | Role] = [*organisation.all(Post), *organisation.all(Role)]
    for holder in holders:
        for duty in holder.duties:
            if not (duty.tasks or duty.objects or duty.outputs) and _announces(duty.text, lang):
                yield _finding(duty.text, duty)


def _announces(text: Text, lang: str) -> bool:
    words = text.by_language.get(lang, "").rstrip()
    return words.endswith(("：", ":")) or words.rstrip("。. ").lower().endswith(
        lexicon("wording.announcing-ends", lang)
    )


def _points_to_nothing(policy: Policy, place: Place, lang: str) -> bool:
    words = place.text.by_language.get(lang, "")
    if pattern("wording.see-table", lang).search(words):
        return not place.follows and not policy.annexes
    return not policy.annexes and bool(pattern("wording.see-annex", lang).search(words))


def _finding(text: Text, element: Element) -> Diagnostic:
    words = {lang: text if len(text) <= 40 else "…" + text[-38:] for lang, text in in_words(text).items()}
    return Diagnostic("announced-content-missing", text.origin.span(), element.ref, {"text": words})
