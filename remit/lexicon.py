"""The words that rules, evidence and views look for in texts (vague times, suffixes of units …), from templates/lexicon.

One file a family, one list a name, one column a language; a company that speaks otherwise changes the list, not the rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from remit.resources import catalogue_data, templates_dir


@cache
def lexicon(name: str, lang: str) -> tuple[str, ...]:
    """The words of a dotted name such as wording.vague-times in a language; none where it has no list of that language.

    Raises KeyError for a name that is not in the lexicon: a bug of ours.
    """
    family, _, entry = name.partition(".")
    return tuple(str(word) for word in _table(family)[entry].get(lang, ()))


@cache
def _table(family: str) -> Mapping[str, Mapping[str, list[str]]]:
    table: Mapping[str, Mapping[str, list[str]]] = catalogue_data(templates_dir() / "lexicon" / f"{family}.yaml")
    return table


@cache
def longest_first(name: str, lang: str) -> tuple[str, ...]:
    """The words of a list, the longest first: whoever takes the first that fits takes the longest."""
    return tuple(sorted(lexicon(name, lang), key=lambda word: (-len(word), word)))


@cache
def pattern(name: str, lang: str) -> re.Pattern[str]:
    """Any word of a list, the longest first; English words as whole words and in any case. Never matches an empty list."""
    words = sorted(lexicon(name, lang), key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    body = "|".join(re.escape(word) for word in words)
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE) if lang != "zh" else re.compile(body)
