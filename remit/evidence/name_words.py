"""What a name is the name of, judged by its words alone: a unit, a post, a party outside, or nobody in particular."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from remit.lexicon import lexicon, longest_first


def bare(name: str, lang: str) -> str:
    """A name without the company's own prefix (公司财务部 is 财务部); never empty."""
    name = name.strip()
    for prefix in longest_first("organisation.company-prefixes", lang):
        if lang == "zh" and name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
        if lang != "zh" and name.lower().startswith(f"{prefix.lower()} "):
            return name[len(prefix) :].strip()
    return name


def ending(name: str, entry: str, lang: str) -> str:
    """The longest word of a list that the name ends with; empty where there is none."""
    low = name.lower()
    for word in longest_first(f"organisation.{entry}", lang):
        if lang == "zh" and name.endswith(word):
            return word
        if lang != "zh" and (low == word.lower() or low.endswith(f" {word.lower()}")):
            return word
    return ""


def is_unit_name(name: str, lang: str) -> bool:
    """Whether it reads as the name of a unit or body of the company."""
    return bool(ending(name, "unit-ends", lang)) and not ending(name, "outside-ends", lang)


def is_post_name(name: str, lang: str) -> bool:
    """Whether it reads as the name of a post or of a charge that a person holds."""
    name = bare(name, lang)
    if ending(name, "outside-ends", lang) or ending(name, "crowd-ends", lang) or is_unit_name(name, lang):
        return False
    if any(name.lower() == word.lower() for word in lexicon("organisation.no-posts", lang)):
        return False
    return bool(ending(name, "post-ends", lang))


def is_outsider_name(name: str, lang: str) -> bool:
    """Whether it reads as the name of a party outside, or of people who hold no post of their own (员工代表)."""
    people = any(bare(name, lang).lower() == word.lower() for word in lexicon("organisation.no-posts", lang))
    return people or bool(ending(name, "outside-ends", lang))


def is_everybody(name: str, lang: str) -> bool:
    """Whether it says that everybody is meant."""
    return any(bare(name, lang).lower() == word.lower() for word in lexicon("organisation.everybody", lang))


def is_vague(name: str, lang: str, known: Collection[str] = ()) -> bool:
    """Whether it can be anybody: no name, or a kind of party with a word that leaves open which one."""
    stem = bare(name, lang)
    if any(word.lower() in (name.lower(), stem.lower()) for word in lexicon("organisation.vague-parties", lang)):
        return True
    if ending(stem, "outside-ends", lang):
        return False
    rest = unmarked(stem, lang)
    if rest != stem:
        return not any(rest.startswith(name) for name in known if name) and _is_party(stem, lang)
    end = ending(stem, "party-ends", lang)
    if end and end != stem:
        rest = stem[: -len(end)].strip()
        open_words = (*lexicon("organisation.vague-stems", lang), *lexicon("organisation.vague-parties", lang))
        described = lang == "zh" and rest.endswith("的")
        if described or rest.lower() in {word.lower() for word in open_words}:
            return True
    return _is_crowd(stem, lang) or _is_plural(stem, lang)


def names_nobody(name: str, lang: str) -> bool:
    """Whether a name under which a unit is set up leaves open who is meant: 各部门及员工, all departments."""
    return unmarked(name, lang) != name and is_vague(name, lang)


def unmarked(name: str, lang: str) -> str:
    """A name without a word before it such as other, all, relevant."""
    mark = next((word for word in longest_first("organisation.vague-marks", lang) if _begins(name, word, lang)), "")
    return name[len(mark) :].strip()


def is_superior(name: str, lang: str) -> bool:
    """Whether it only says that somebody's superior is meant."""
    return any(bare(name, lang).lower() == word.lower() for word in lexicon("organisation.superior-words", lang))


def _is_party(name: str, lang: str) -> bool:
    ends = ("party-ends", "unit-ends", "post-ends", "crowd-ends")
    return any(ending(name, entry, lang) for entry in ends) or _is_plural(name, lang)


def _is_crowd(name: str, lang: str) -> bool:
    return bool(ending(name, "crowd-ends", lang))


def _is_plural(name: str, lang: str) -> bool:
    """English: several departments or managers, without saying which."""
    if lang == "zh" or not name.endswith("s"):
        return False
    return bool(ending(name[:-1], "unit-ends", lang) or ending(name[:-1], "post-ends", lang))


def _begins(name: str, word: str, lang: str) -> bool:
    return name.startswith(word) if lang == "zh" else name.lower().startswith(f"{word.lower()} ")


@cache
def synonyms(entry: str, lang: str) -> Mapping[str, str]:
    """Each word of a list of equals (first=second=third) with the first one, the longest words first."""
    found: dict[str, str] = {}
    for line in lexicon(f"organisation.{entry}", lang):
        first, *others = line.split("=")
        found.update(dict.fromkeys((first, *others), first))
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def replaced(name: str, table: Mapping[str, str], at: str) -> str:
    """A name whose first or last word (`at` is start or end) gives way to the one it equals."""
    for word, first in table.items():
        if at == "end" and name.endswith(word):
            return name[: -len(word)] + first
        if at == "start" and name.startswith(word):
            return first + name[len(word) :]
    return name


def without(name: str, words: Iterable[str]) -> str:
    """A name without the words in it; the name itself where nothing would be left."""
    short = name
    for word in words:
        short = short.replace(word, "")
    return short or name
