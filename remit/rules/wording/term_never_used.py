"""A defined term that no text uses and no element refers to.

Why: a glossary that defines what nobody says hides the terms that count, and goes stale unnoticed.

Instead: use the term where it is meant, or take it out.

Guess: looks for the name, without what stands in brackets, and the aliases in every text of the first language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.running_text import passages
from remit.model.entities import Term
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
PROVES_ABSENCE = True
_BRACKETS = re.compile(r"(?<!\s)\s*[（(][^（()）]*[)）]")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a term; all texts are searched at once, the ledger and quotations left out."""
    lang = organisation.languages[0]
    terms = [term for term in organisation.all(Term) if not organisation.used_by(term)]
    if not terms:
        return
    words = "\n".join(
        f"{passage.text.by_language.get(lang, '')}\t{passage.text.origin.document.ref}"
        for passage in passages(organisation)
        if passage.text.origin.document.kind not in ("approval", "basis", "term")
    ).casefold()
    definitions = "\n".join(_definition(term, lang) for term in organisation.all(Term))
    for term in terms:
        names = [text.get(lang) for text in (term.name, *term.aliases)]
        said = [part.casefold() for name in names for part in (name, _BRACKETS.sub("", name)) if part]
        own = _definition(term, lang)
        if not any(part in words or definitions.count(part) > own.count(part) for part in said):
            yield Diagnostic("term-never-used", term.span("name"), term.ref, {"term": in_words(term.name)})


def _definition(term: Term, lang: str) -> str:
    return term.definition.get(lang).casefold() if term.definition else ""
