"""The numbers of a text, in digits or in words, as values that can be held against those of its translation.

8万元 is 80,000, 百分之五 is 5, 每月5日 is the 5th; two is 两, twice, 双 and "second". `stated` is what a translation must have,
`sayable` everything that a text can be read to say: words that may be a number (一般, one of, a) count there only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from remit.evidence.printed_numbers import number
from remit.lexicon import lexicon

_SCALES = {
    "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
}  # fmt: skip
_SCALE = r"(?:百万|千万|万|亿|千(?![克米瓦伏卡])|(?:thousand|million|billion|dozen|hundred)\b)"
_DIGITS = re.compile(
    rf"(?<![A-Za-z\d.])(?P<n>\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<clock>[:：]\d\d)?\s*(?P<scale>{_SCALE})?"
)
_CN = "零一二三四五六七八九十百两〇"
_SPOKEN = re.compile(rf"(?P<before>[第每分之周期星]?)(?P<n>[{_CN}]+)(?:点(?P<part>[{_CN}]+))?(?P<scale>[万亿千]?)")
_ANY_DIGIT = re.compile(r"\d")
_HOUR = re.compile(r"\b(\d{1,2})(?:[:：]\d\d)?\s*([ap])\.?m\b", re.IGNORECASE)
_COUNTED = "three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty-four|thirty|forty-eight|sixty"
_WORD = re.compile(rf"(?<![a-z-])({_COUNTED})(?![a-z])(?!-(?:one|two|three|four|five|six|seven|eight|nine)\b)")


def state_the_same(first: str, first_lang: str, second: str, second_lang: str) -> bool:
    """Whether two texts surely state the same numbers: the same digits and none in words. Most do, and need no further reading."""
    here, there = _DIGITS.findall(first), _DIGITS.findall(second)
    if sorted(number for number, _, _ in here) != sorted(number for number, _, _ in there):
        return False
    if any(scale for *_, scale in (*here, *there)):
        return False
    return not any(_says_in_words(words, lang) for words, lang in ((first, first_lang), (second, second_lang)))


def _says_in_words(words: str, lang: str) -> bool:
    return (_counted().search(words) if lang == "zh" else _WORD.search(words.lower())) is not None


def stated(words: str, lang: str) -> Mapping[Decimal, str]:
    """Every number that is surely meant as one, with the words it is written in."""
    found: dict[Decimal, str] = {}
    if _ANY_DIGIT.search(words):
        for value, written in _digits(words):
            found.setdefault(value, written)
    if lang == "zh":
        for value, written, counted in _chinese(words) if _counted().search(words) else ():
            if counted:
                found.setdefault(value, written)
    else:
        for word in _WORD.findall(words.lower()):
            found.setdefault(dict(_meanings(lang))[word][0], word)
    return found


def sayable(words: str, lang: str) -> frozenset[Decimal]:
    """Every value that the text can be read to say."""
    found = set(stated(words, lang))
    found.update(Decimal(part) for part in re.findall(r"\d+", words))
    found.update(Decimal(int(hour) % 12 + 12) for hour, half in _HOUR.findall(words) if half.lower() == "p")
    if lang == "zh":
        found.update(value for value, _, _ in _chinese(words))
    lower = words.lower()
    pattern, meanings = _pattern(lang), dict(_meanings(lang))
    for word in pattern.findall(lower):
        found.update(meanings[word])
    scales = {Decimal(value) for scale, value in _SCALES.items() if scale in lower}
    return frozenset(found | {value * scale for value in found for scale in scales} | scales)


def _digits(words: str) -> Iterator[tuple[Decimal, str]]:
    for found in _DIGITS.finditer(words):
        digits, scale = found["n"], found["scale"]
        value = Decimal(digits.replace(",", "").replace("，", ""))
        yield value * _SCALES[scale.lower()] if scale else value, found[0].strip()


def _chinese(words: str) -> Iterator[tuple[Decimal, str, bool]]:
    """Value, words and whether a measure follows, so that it is a number and nothing else."""
    measures = _measures()
    for found in _SPOKEN.finditer(words):
        value = _value(found["n"])
        yield from ((Decimal(part), "", False) for sign in found["n"] if (part := number(sign)) is not None)
        if value is None:
            continue
        if found["part"]:
            value += Decimal("0." + "".join(str(_value(sign) or 0) for sign in found["part"]))
        scaled = value * _SCALES.get(found["scale"], 1)
        counted = found["before"] in ("", "每") and scaled > 1 and words.startswith(measures, found.end())
        yield scaled, found[0].removeprefix(found["before"]), counted
        if words[found.end() : found.end() + 1] == "成":
            yield value * 10, "", False
            half = _value(words[found.end() + 1 : found.end() + 2] or "零")
            yield value * 10 + (half or 0), "", False


@cache
def _counted() -> re.Pattern[str]:
    """A number in Chinese words with a measure."""
    return re.compile(rf"[{_CN}][万亿千]?(?:{'|'.join(map(re.escape, _measures()))})")


@cache
def _measures() -> tuple[str, ...]:
    return lexicon("wording.measures", "zh")


def _value(sign: str) -> Decimal | None:
    """二十四 by its tens, 二〇二六 digit by digit; 三五 and 一两 are no number."""
    if len(sign) > 1 and not set(sign) & {"十", "百"}:
        if len(sign) < 4:
            return None
        return Decimal("".join(str(number(letter)) for letter in sign))
    value = number(sign)
    return Decimal(value) if value is not None else None


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    words = sorted((word for word, _ in _meanings(lang)), key=len, reverse=True)
    body = "|".join(map(re.escape, words)) or "(?!)"
    # Looked up one place at a time, so that 季 is found within 两季 and four within twenty-four.
    return re.compile(rf"(?={'' if lang == 'zh' else '(?<![a-z])'}({body}){'' if lang == 'zh' else '(?![a-z])'})")


@cache
def _meanings(lang: str) -> tuple[tuple[str, tuple[Decimal, ...]], ...]:
    """The words of a language that mean numbers, with each value they may have: "quarterly=3/4"."""
    found = []
    for entry in lexicon("wording.number-meanings", lang):
        word, _, values = entry.partition("=")
        found.append((word, tuple(Decimal(value) for value in values.split("/"))))
    return tuple(found)
