"""Names that are probably two names of one thing: the same but for a word that tells nothing apart, or for a synonym.

Words decide (templates/lexicon/organisation.yaml), not a distance of letters: 一车间 and 二车间 differ by one letter and
are two; 仓储主管 and 仓库主管 differ by one and are hardly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from remit.evidence.memory import kept
from remit.evidence.name_words import bare, ending, replaced, synonyms, without
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text

_FAMILY = {"unit": ("unit",), "post": ("post", "role")}
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A name taken apart: the rank or kind it ends with, and what stands before, without words that tell nothing apart."""

    stem: str
    end: str


@cache
def shape(name: str, sort: str, lang: str, loosely: bool = True) -> Shape:
    """A name of a unit or post taken apart; `loosely` reads synonyms as one word, else only spellings of one word."""
    words = bare(name, lang)
    if lang != "zh":
        words = words.lower()
    equal = synonyms("end-synonyms" if loosely else "end-variants", lang)
    written = max(
        (
            next((word for word in equal if words.endswith(word) and words != word), ""),
            ending(words, f"{sort}-ends", lang),
        ),
        key=len,
    )
    stem = words[: len(words) - len(written)].strip() if written else words
    stem = without(stem, lexicon("organisation.name-fillers", lang)).strip()
    if sort == "post" and written:
        stem = _without_end(stem, "unit-words-in-posts", lang)
    if loosely:
        stem = replaced(stem, synonyms("name-synonyms", lang), "start")
    return Shape(stem, equal.get(written, written))


def _without_end(stem: str, entry: str, lang: str) -> str:
    end = ending(stem, entry, lang)
    return stem[: len(stem) - len(end)].strip() or stem


def nearest(organisation: Organisation, name: str, sort: str) -> Entity | None:
    """The one defined unit or post that a name not defined probably means; None where none or several come near."""
    if sort not in _FAMILY:
        return None
    lang = organisation.languages[0]
    mine = shape(name, sort, lang)
    if not mine.end:
        return None
    table = _table(organisation, sort)
    equal = table.get(mine, ())
    if equal:
        return equal[0] if len(equal) == 1 else None
    if lang != "zh" or len(mine.stem) < _SHORTEST:
        return None
    longer = [
        entity
        for other, entities in table.items()
        if other.end == mine.end and other.stem.endswith(mine.stem)
        for entity in entities
    ]
    return longer[0] if len(longer) == 1 and sort == "post" else None


@kept
def _table(organisation: Organisation, sort: str) -> Mapping[Shape, tuple[Entity, ...]]:
    """The defined units or posts by the shape of their names and aliases."""
    lang = organisation.languages[0]
    found: dict[Shape, dict[str, Entity]] = defaultdict(dict)
    for entity in organisation.entities():
        if entity.kind in _FAMILY[sort]:
            for text in (getattr(entity, "name", None), *getattr(entity, "aliases", ())):
                if isinstance(text, Text):
                    found[shape(str(text), sort, lang)][entity.ref] = entity
    return {key: tuple(entities.values()) for key, entities in found.items()}
