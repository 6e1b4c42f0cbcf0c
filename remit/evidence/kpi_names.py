"""What the name of a KPI says by its words alone: whether it is a measure, how many measures, and which name means the same.

Words decide (templates/lexicon/kpis.yaml). A name is read in the first language of the system.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from remit.lexicon import lexicon, longest_first, pattern

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_TRAILING = re.compile(r"(?<![\s%％‰？?。.\d])(?:[（(][^（()）]*[)）]|[\s%％‰？?。.\d])++$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]{1,9}")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name measures: of which thing, and which sort of measure; equal for names that hardly mean two things."""

    thing: str
    sort: str


def bare(name: str) -> str:
    """A name without what stands in brackets."""
    return _BRACKETS.sub("", name).strip()


def is_measure(name: str, lang: str) -> bool:
    """Whether the name says what is counted, and not only what it is about; an acronym is given the benefit of the doubt."""
    short = _TRAILING.sub("", name).strip()
    if _ACRONYM.search(short):
        return True
    if is_question(name, lang):
        return False
    if lang == "zh":
        return bool(_measure_end(short, lang))
    topic = _words(short, "topics", lang)
    if short.lower().endswith(f" {topic}") and topic:
        return bool(_words(short, "strong-measures", lang))
    return not topic or bool(_words(short, "measures", lang))


def is_question(name: str, lang: str) -> bool:
    """Whether the name asks something (是否合格) instead of naming a quantity."""
    return name.rstrip().endswith(("?", "？")) or bool(_words(name, "questions", lang))


def two_measures(name: str, lang: str) -> tuple[str, str] | None:
    """The two measures that one name joins; None where it joins things that are measured by one ratio, or nothing."""
    short = bare(name)
    for compound in lexicon("kpis.compounds", lang):
        short = short.replace(compound, "") if lang == "zh" else re.sub(re.escape(compound), "", short, flags=re.I)
    for found in _joints(lang).finditer(short):
        left, right = short[: found.start()].strip(), short[found.end() :].strip()
        if found[0].strip() in ("与", "to") and right.endswith(lexicon("kpis.ratio-ends", lang)):
            continue
        both = _both_zh(left, right) if lang == "zh" else _both_words(left, right, lang)
        if both is not None:
            return both
    return None


def _both_zh(left: str, right: str) -> tuple[str, str] | None:
    dimension = _ends(left, "dimensions")
    following = next((word for word in longest_first("kpis.dimensions", "zh") if right.startswith(word)), "")
    if dimension and following and dimension != following:
        return dimension, following
    if _ends(left, "figures") and _measure_end(left, "zh") and _measure_end(right, "zh"):
        end = _ends(right, "dimensions")
        return (dimension, end) if dimension and end else (left, right)
    return None


def _both_words(left: str, right: str, lang: str) -> tuple[str, str] | None:
    before, after = left.split()[-1:], right.split()
    if not before or not after:
        return None
    sides = {word.lower() for word in (*lexicon("kpis.measures", lang), *lexicon("kpis.dimensions", lang))}
    first = before[0].lower().strip(",")
    second = next((word for word in (after[0].lower(), after[-1].lower()) if word in sides), "")
    return (first, second) if first in sides and second and first != second else None


@cache
def meant(name: str, lang: str) -> Meant:
    """A name without the words that tell no two measures apart; synonyms read as one word."""
    short = bare(name)
    if lang != "zh":
        return _meant_words(short.lower(), lang)
    for word, first in _equals("kpis.synonyms", lang):
        short = short.replace(word, first)
    sort = ""
    for word, first in _equals("kpis.sorts", lang):
        if short.endswith(word) and len(short) > len(word):
            sort, short = first, short[: -len(word)]
            break
    for word in longest_first("kpis.fillers", lang):
        shorter = short.replace(word, "")
        short = shorter if len(shorter) > 1 else short
    return Meant(short, sort)


def _meant_words(name: str, lang: str) -> Meant:
    for words, first in _equals("kpis.synonyms", lang):
        name = re.sub(rf"\b{re.escape(words)}\b", first, name)
    fillers = set(lexicon("kpis.fillers", lang))
    parts = sorted({word.removesuffix("s") for word in re.findall(r"[\w'-]+", name) if word not in fillers})
    return Meant(" ".join(parts) or name, "")


def good_end(name: str, lang: str) -> str:
    """higher or lower where the measure that the name ends with is clearly better so; empty where it is not clear."""
    short = _TRAILING.sub("", name).strip().lower()
    ends = {"higher": "better-higher", "lower": "better-lower"}
    if pattern("kpis.costs", lang).search(short) and short.endswith(lexicon("kpis.attainment-ends", lang)):
        return ""
    found = [
        (len(word), side)
        for side, entry in ends.items()
        for word in lexicon(f"kpis.{entry}", lang)
        if short.endswith(word)
    ]
    return max(found)[1] if found else ""


def is_share(name: str, lang: str) -> bool:
    """Whether the name is that of a share of a whole, which lies between 0 and 100 %."""
    short = _TRAILING.sub("", name).strip().lower()
    return short.endswith(lexicon("kpis.shares", lang))


def _measure_end(name: str, lang: str) -> str:
    if _ends(name, "no-measures"):
        return ""
    return _ends(name, "measures")


def _ends(name: str, entry: str) -> str:
    return next((word for word in longest_first(f"kpis.{entry}", "zh") if name.endswith(word)), "")


def _words(name: str, entry: str, lang: str) -> str:
    if lang == "zh":
        return next((word for word in lexicon(f"kpis.{entry}", lang) if word in name), "")
    low = f" {name.lower()} "
    plural = re.sub(r"[^\w'%-]+", " ", low)
    return next(
        (word for word in lexicon(f"kpis.{entry}", lang) if f" {word} " in plural or f" {word}s " in plural), ""
    )


@cache
def _equals(name: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Each word of a list of equals (first=second=third) with the first one, the longest words first."""
    lines = [line.split("=") for line in lexicon(name, lang)]
    found = [(word, line[0]) for line in lines for word in line if word != line[0] or name == "kpis.sorts"]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _joints(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon("kpis.joints", lang)) or r"(?!)", re.IGNORECASE)
