"""One word with two definitions, or two words with the same definition, in the glossary.

Why: a defined term means one thing; two definitions let each side keep its own, and two terms make readers look for a difference.

Instead: keep one term, and write the other word as its alias.

Source: GB/T 1.1-2020 and ISO 704: one concept, one term.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Term
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The later of two terms in the order of ids, at the name, alias or definition that repeats."""
    lang = organisation.languages[0]
    names: dict[str, Term] = {}
    definitions: dict[str, Term] = {}
    for term in organisation.all(Term):
        found = False
        for text in (term.name, *term.aliases):
            other = names.setdefault(_plain(text, lang), term)
            if other is not term and not found:
                found = True
                yield _finding(term, other, text, {"name": in_words(text), "other": in_words(other.name)})
        if term.definition is not None:
            other = definitions.setdefault(_plain(term.definition, lang), term)
            if other is not term and not found:
                yield _finding(
                    term, other, term.definition, {"name": in_words(term.name), "other": in_words(other.name)}
                )


def _plain(text: Text, lang: str) -> str:
    return "".join(sign for sign in text.get(lang).casefold() if sign.isalnum())


def _finding(term: Term, other: Term, text: Text, params: dict[str, dict[str, str]]) -> Diagnostic:
    related = (Related(other.span(), "first-defined-here"),)
    return Diagnostic("term-defined-twice", text.origin.span(), term.ref, params, related)
