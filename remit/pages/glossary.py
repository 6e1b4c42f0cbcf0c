"""Terms of the glossary where they stand in a text: a link to the term, whose definition shows on pointing or focus.

The definition is text beside the link, so that a keyboard, a finger and a screen reader reach it as a mouse does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

from remit.model.entities import Term
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.pages.markup import Markups
from remit.pages.places import href
from remit.views.mentions import Names
from remit.views.wording import plain

_TERM = Markup(
    '<span class="term"><a href="{target}" aria-describedby="{id}">{shown}</a>'
    '<span class="term__tip" role="tooltip" id="{id}" data-search-exclude>{definition}</span></span>'
)


class Glossary:
    """The terms of one language."""

    def __init__(self, organisation: Organisation, lang: str) -> None:
        self.lang = lang
        self.names: Names[Term] = Names(
            (text.get(lang), term)
            for term in organisation.all(Term)
            if term.definition is not None
            for text in (term.name, *term.aliases)
        )

    def passage(self, m: Markups, prefix: str) -> Callable[[Text | None], Markup]:
        """How the texts of one passage are shown: each term is explained where it stands first. `prefix` begins its ids."""
        return partial(self._shown, m, prefix, {})

    def _shown(self, m: Markups, prefix: str, seen: dict[str, int], text: Text | None) -> Markup:
        return m.text(text, lambda words: self._explained(m, prefix, seen, words))

    def _explained(self, m: Markups, prefix: str, seen: dict[str, int], words: str) -> Markup:
        found, done = Markup(""), 0
        for start, end, term in self.names.find(words):
            if term.ref not in seen:
                seen[term.ref] = len(seen)
                found += escape(words[done:start]) + _TERM.format(
                    target=href(m.page, term),
                    id=f"{prefix}-t{seen[term.ref]}",
                    shown=words[start:end],
                    definition=plain(term.definition, self.lang),
                )
                done = end
        return found + escape(words[done:])
