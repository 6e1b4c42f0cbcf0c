"""What commits money or the company: judged by the words of templates/lexicon/records.yaml."""

from __future__ import annotations

from remit.lexicon import pattern
from remit.model.values import Text
from remit.views.wording import plain


def commits_money(text: Text | None, lang: str) -> bool:
    """Whether a text speaks of spending, contracts, scrapping or the like, and not of a plan or budget for it."""
    words = plain(text, lang)
    rest = pattern("records.no-spending", lang).sub(" ", words)
    return bool(pattern("records.spending", lang).search(rest))


def bounded(text: Text | None, lang: str) -> bool:
    """Whether a text states an amount or a number itself."""
    words = plain(text, lang)
    return any(character.isdigit() for character in words) and bool(pattern("records.amounts", lang).search(words))


def commits(text: Text, lang: str) -> bool:
    """Whether a power is one to sign for, approve or spend money, and not to stop or refuse it."""
    words = plain(text, lang)
    if pattern("records.holding-back", lang).search(words) or pattern("records.within-authority", lang).search(words):
        return False
    return bool(pattern("records.committing", lang).search(words)) and commits_money(text, lang)
