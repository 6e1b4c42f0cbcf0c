"""Everything that a name in running text can mean: names and aliases of entities, headings, classes, and what is only mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from remit.evidence.memory import kept
from remit.lexicon import lexicon
from remit.model.entities import Basis, Policy, System
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]|[《》“”\"'\s]")


def bare_name(name: str, lang: str) -> str:
    """A name without brackets, blanks and the company's own prefix: 《公司采购管理制度》（试行） is 采购管理制度."""
    short = (
        _BRACKETS.sub("", name).casefold()
        if lang == "zh"
        else " ".join(re.sub(r"[“”\"《》]", "", name).casefold().split())
    )
    for prefix in sorted(lexicon("wording.own-prefixes", lang), key=len, reverse=True):
        if short.startswith(prefix) and len(short) > len(prefix) + 1:
            return short[len(prefix) :].strip()
    return short


@kept
def known_names(organisation: Organisation) -> Mapping[str, str]:
    """Each bare name of the first language with the name as written."""
    lang = organisation.languages[0]
    found: dict[str, str] = {}
    for text in _texts(organisation):
        words = text.by_language.get(lang) or str(text)
        found.setdefault(bare_name(words, lang), words)
    return found


def nearest_name(organisation: Organisation, name: str) -> str:
    """The known name that was most likely meant, else ""."""
    known = known_names(organisation)
    near = get_close_matches(bare_name(name, organisation.languages[0]), list(known), 1, 0.7)
    return known[near[0]] if near else ""


def _texts(organisation: Organisation) -> Iterator[Text]:
    for entity in organisation.entities():
        yield from _names(entity)
    for policy in organisation.all(Policy):
        if policy.control is not None:
            yield from (*policy.control.references, *policy.control.supersedes)
        for chapter in policy.chapters:
            yield from (article.title for article in chapter.articles if article.title is not None)
    for basis in organisation.all(Basis):
        yield from (clause.title for clause in basis.clauses if basis.matrix)
    system: System = organisation.system
    for table in (system.document_classes, system.classifications, system.numbering, system.groups):
        yield from (item.name for item in table if item.name is not None)


def _names(entity: Entity) -> Iterator[Text]:
    for text in (getattr(entity, "name", None), getattr(entity, "short", None), *getattr(entity, "aliases", ())):
        if isinstance(text, Text):
            yield text
