"""The numbers that people print before titles and items: 第三条, 二、, （一）, 2., (3), Article 4. What they are, and in which order.

remit numbers a policy itself (views/outline.py); a system written down as it was found keeps the numbers of its paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.diagnostics import Span
from remit.model.entities import Article, Chapter, Item, Policy
from remit.model.values import Element, Text
from remit.views.wording import plain

_CN = "一二三四五六七八九十百零〇两"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第n章", re.compile(rf"(?P<stray>\d*)第(?P<n>[{_CN}\d]+)[章篇编]")),
    ("第n节", re.compile(rf"(?P<stray>\d*)第(?P<n>[{_CN}\d]+)节")),
    ("第n条", re.compile(rf"(?P<stray>\d*)第(?P<n>[{_CN}\d]+)条")),
    ("Chapter n", re.compile(r"(?:Chapter|Part|Section)\s+(?P<n>\d+)\b", re.IGNORECASE)),
    ("Article n", re.compile(r"Art(?:icle|\.)\s*(?P<n>\d+)\b", re.IGNORECASE)),
    ("（n）", re.compile(rf"[（(](?P<n>[{_CN}]+|\d{{1,3}})[）)]")),
    ("一、", re.compile(rf"(?P<n>[{_CN}]+)(?:、|\.\s|．)")),
    ("1.", re.compile(r"(?P<n>\d{1,3})(?:、|．|\.(?!\d)|\s*\)|）)")),
    ("First", re.compile(rf"(?P<n>{'|'.join(_ORDINALS)})(?:ly)?,\s", re.IGNORECASE)),
)


_LONGEST = 10  # of digits: what has more counts nothing
_MAY_BE = re.compile(rf"[{_CN}\d第（(ACPSacpsf-ot]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed before a text: its style, its value, and digits that do not belong there (4第三章)."""

    style: str
    value: int
    sign: str
    stray: str
    element: Element
    text: Text
    pointer: Span

    @property
    def rest(self) -> str:
        """What follows the number in the first language."""
        return str(self.text).strip()[len(self.sign) :].strip()

    def words(self, lang: str) -> str:
        """What follows the number as people read it; where nothing does, the text below it; else the number."""
        own = without_number(plain(self.text, lang))
        below = getattr(self.element, "text", None)
        if not own and isinstance(below, Text) and below is not self.text:
            own = plain(below, lang)
        return own or self.sign


def without_number(words: str) -> str:
    """A text without the number that it begins with."""
    words = words.strip()
    if not _MAY_BE.match(words):
        return words
    found = next((found for _, pattern in _STYLES if (found := pattern.match(words))), None)
    return words[found.end() :].strip() if found is not None else words


def printed(text: Text, element: Element) -> Printed | None:
    """The number that the text of the first language begins with, or None."""
    words = str(text).strip()
    for style, pattern in _STYLES:
        found = pattern.match(words)
        if found is not None:
            value = number(found["n"])
            if value is not None:
                stray = found.groupdict().get("stray") or ""
                return Printed(style, value, found[0].strip(), stray, element, text, text.origin.span())
    return None


def number(sign: str) -> int | None:
    """The value of 12, 十二, 二十三, second; None for what is no number below a thousand."""
    if sign.isdigit():
        return int(sign) if len(sign) < _LONGEST else None
    if sign.lower() in _ORDINALS:
        return _ORDINALS.index(sign.lower()) + 1
    total, unit = 0, 0
    for letter in sign:
        if letter == "百":
            total, unit = total + (unit or 1) * 100, 0
        elif letter == "十":
            total, unit = total + (unit or 1) * 10, 0
        elif letter in _DIGITS:
            unit = _DIGITS[letter]
        else:
            return None
    return total + unit


@dataclass(frozen=True, slots=True)
class Run:
    """Texts that stand side by side: the chapters of a policy, the articles of a chapter, the items of an article.

    `size` counts those with no number too; a `continuous` run goes on through all chapters (第n条).
    """

    holder: Element
    numbers: Sequence[Printed]
    size: int
    continuous: bool = False


def runs(policy: Policy) -> Iterator[Run]:
    """Every run of a policy in which a number is printed."""
    articles = [article for chapter in policy.chapters for article in chapter.articles]
    counted = [found for article in articles if (found := _of_title(article)) is not None and found.style in CONTINUOUS]
    candidates = [Run(policy, _numbers((chapter.title, chapter) for chapter in policy.chapters), len(policy.chapters))]
    candidates.append(Run(policy, counted, len(articles), continuous=True))
    for chapter in policy.chapters:
        titles = [found for article in chapter.articles if (found := _of_title(article)) is not None]
        candidates.append(Run(chapter, [f for f in titles if f.style not in CONTINUOUS], len(chapter.articles)))
    for article in articles:
        paragraphs = article.paragraphs if article.text is None else (article.text, *article.paragraphs)
        candidates.append(Run(article, _numbers((text, article) for text in paragraphs), len(paragraphs)))
        candidates.append(Run(article, _numbers((item.text, item) for item in article.items), len(article.items)))
        for item in article.items:
            candidates.append(Run(item, _numbers((sub.text, sub) for sub in item.items), len(item.items)))
    yield from (run for run in candidates if run.numbers)


CONTINUOUS = frozenset({"第n条", "Article n"})
"""Articles are counted through all chapters, so that a number names one article."""


def _of_title(article: Article) -> Printed | None:
    return printed(article.title, article) if article.title is not None else None


def _numbers(texts: Iterator[tuple[Text, Chapter | Article | Item | Element]]) -> list[Printed]:
    return [found for text, element in texts if (found := printed(text, element)) is not None]
