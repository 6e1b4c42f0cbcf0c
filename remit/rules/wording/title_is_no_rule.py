"""A policy whose title asks a question or is that of a model text: "What does the policy comprise?", "Policy (template)".

Why: such a text tells what a policy might be like, not who does what here; a model that nobody made his own rules nothing.

Instead: write the company's own rules, and name the policy after what it governs. A policy on samples or templates is named so rightly.

Guess: judged by how the title begins and ends and by words for model texts (templates/lexicon/wording.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.lexicon import lexicon, pattern
from remit.model.entities import Policy
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Titles in the first language."""
    lang = organisation.languages[0]
    for policy in organisation.all(Policy):
        if _is_no_title(plain(policy.name, lang).strip().lower(), lang):
            yield Diagnostic("title-is-no-rule", policy.span("name"), policy.ref, {"title": in_words(policy.name)})


def _is_no_title(title: str, lang: str) -> bool:
    if title.endswith(lexicon("wording.question-ends", lang)) or title.startswith(
        lexicon("wording.question-begins", lang)
    ):
        return True
    without = pattern("wording.model-things", lang).sub("", title)
    return bool(pattern("wording.model-texts", lang).search(without))
