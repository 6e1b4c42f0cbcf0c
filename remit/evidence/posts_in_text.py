"""Names of posts in running text that nothing defines; which words begin and end one stands in templates/lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from remit.evidence.memory import kept
from remit.evidence.mentions import mentions
from remit.evidence.name_words import bare, is_post_name, is_vague
from remit.evidence.running_text import Passage, passages
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text

_SKIPPED = frozenset({"name", "short", "aliases", "label", "qualifications", "career", "family", "basis"})
_STOPS = "，。；：、（）()“”\\s"
_REACH = 24
"""How far back from its end a name is looked for, in letters."""


@kept
def unknown_posts(organisation: Organisation) -> Mapping[tuple[str, str], list[Passage]]:
    """The passages in which an unknown post is named, by file and name in small letters, in the order of the files."""
    lang = organisation.languages[0]
    known = _known(organisation)
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages(organisation):
        if passage.field in _SKIPPED or passage.text.origin.document.kind in (
            "acknowledgement",
            "approval",
            "basis",
            "external",
            "person",
        ):
            continue
        # Few texts end a word like a post: the links of the others need not be taken out.
        words = passage.words(lang) if _ends(lang).search(passage.text.by_language.get(lang, "")) else ""
        for name in _names_in(words, lang):
            if _is_new(name, lang, known):
                found.setdefault((passage.text.origin.document.path, name.casefold()), []).append(passage)
    return found


def _names_in(words: str, lang: str) -> Iterator[str]:
    """What ends like a post, begins where a party may begin and is followed by what may follow one."""
    for end in _ends(lang).finditer(words):
        begun = _begun(lang).search(words[max(0, end.start() - _REACH) : end.end()])
        if begun is None or (begun.groupdict().get("open") == "" and end.start() >= _REACH):
            continue
        # A sentence may begin with a verb as well (指导维修工): there only what acts is taken for a party.
        if _followed(lang, begun.groupdict().get("open") is not None).match(words, end.end()):
            yield begun["name"].strip()


def _is_new(name: str, lang: str, known: frozenset[str]) -> bool:
    short = bare(name, lang).casefold()
    if short in known or name.casefold() in known or not is_post_name(name, lang) or is_vague(name, lang):
        return False
    within = short if lang == "zh" else short.split()
    if any(word in within for word in lexicon("organisation.no-post-in-text", lang)):
        return False
    parts = set(short.split())
    if len(parts) > 1 and any(parts <= set(word.split()) for word in known):
        return False  # the regional manager is the Regional Sales Manager
    # 分管生产副总 names 生产副总, and 检验员 is short for 质量检验员.
    return not any(short.endswith(word) or word.endswith(short) for word in known)


@kept
def _known(organisation: Organisation) -> frozenset[str]:
    """Every name that means something: of entities, groups and mentions, with aliases and short names."""
    texts: list[Text] = [mention.text for mention in mentions(organisation)]
    texts += [group.name for group in organisation.system.groups]
    for entity in organisation.entities():
        texts += _names(entity)
    found = (words.strip().casefold() for text in texts for words in text.by_language.values())
    return frozenset(words for words in found if len(words) > 1)


def _names(entity: Entity) -> list[Text]:
    candidates = (getattr(entity, "name", None), getattr(entity, "short", None), *getattr(entity, "aliases", ()))
    return [text for text in candidates if isinstance(text, Text)]


@cache
def _ends(lang: str) -> re.Pattern[str]:
    """How a post ends in running text."""
    ends = _any("post-ends-in-text", lang)
    return re.compile(rf"(?:{ends})\b" if lang != "zh" else ends, re.IGNORECASE) if ends else re.compile(r"(?!)")


@cache
def _begun(lang: str) -> re.Pattern[str]:
    """What begins a party, and its name of at most nine letters (three words)."""
    before = _any("before-a-party", lang)
    outside = "|".join(lexicon("organisation.not-in-a-name", lang))
    if lang != "zh":
        word = rf"(?!(?:{outside})\s)[A-Za-z&-]+\s"
        return re.compile(rf"\b(?:{before})\s+(?P<name>(?:{word}){{1,2}}[A-Za-z]+)$", re.IGNORECASE)
    return re.compile(rf"(?:(?P<open>^|[{_STOPS}])|{before})(?P<name>(?:(?!{outside})[^\W\d_a-zA-Z]){{2,9}})$")


@cache
def _followed(lang: str, strictly: bool) -> re.Pattern[str]:
    """What may stand behind a party; `strictly` only what it does."""
    acts = _any("acts-of-a-party", lang)
    if lang != "zh":
        return re.compile(r"")
    return re.compile(acts if strictly else rf"$|[{_STOPS}]|{acts}|{_any('after-a-party', lang)}")


def _any(entry: str, lang: str) -> str:
    return "|".join(sorted(map(re.escape, lexicon(f"organisation.{entry}", lang)), key=len, reverse=True))
