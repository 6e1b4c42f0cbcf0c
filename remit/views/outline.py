"""The outline of a policy: chapters and articles numbered as printed; an article's stable id is apart from its number.

制度: 章 numbered, 条 numbered continuously across chapters, 项 （一）, 目 1. The ISO outline and work instructions
number chapters 1, articles 1.1, items a), sub-items 1).
"""

from __future__ import annotations

from remit.labels import labels
from remit.model.entities import Article, Chapter, Policy
from remit.numerals import chinese_number
from remit.views.wording import plain


def letter(number: int) -> str:
    """a to z, then aa, ab …"""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def roman(number: int) -> str:
    """i, ii, iii, iv … for sub-items."""
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text += sign
            number -= value
    return text


class Outline:
    """Printed numbers of a policy's chapters, articles, items and sub-items in one language."""

    def __init__(self, policy: Policy, lang: str) -> None:
        self.lang = lang
        self.formal = (policy.outline or "system") == "system"
        # By the element itself: ids of articles need be unique within their chapter only.
        self._chapters: dict[Chapter, str] = {}
        self._articles: dict[Article, str] = {}
        count = 0
        for number, chapter in enumerate(policy.chapters, 1):
            self._chapters[chapter] = chinese_number(number) if self.formal and lang == "zh" else str(number)
            for within, article in enumerate(chapter.articles, 1):
                count += 1
                if not self.formal:
                    self._articles[article] = f"{number}.{within}"
                else:
                    self._articles[article] = chinese_number(count) if lang == "zh" else str(count)

    def chapter(self, chapter: Chapter) -> str:
        """第一章 总则, Chapter 1 General; 1 Purpose in the ISO outline."""
        number, title = self._chapters[chapter], plain(chapter.title, self.lang)
        return labels(self.lang)("chapter", n=number, title=title) if self.formal else f"{number} {title}"

    def chapter_number(self, chapter: Chapter) -> str:
        """第一章, Chapter 1; 4 in the ISO outline."""
        number = self._chapters[chapter]
        return labels(self.lang)("chapter", n=number, title="").strip() if self.formal else number

    def article_number(self, article: Article) -> str:
        """第三条, Article 3; 4.2 in the ISO outline."""
        number = self._articles[article]
        return labels(self.lang)("article", n=number) if self.formal else number

    def item(self, index: int) -> str:
        """（一） or (a); counted from 1."""
        return f"（{chinese_number(index)}）" if self.formal and self.lang == "zh" else f"({letter(index)})"

    def sub_item(self, index: int) -> str:
        """1. or (i); counted from 1."""
        return f"{index}." if self.formal and self.lang == "zh" else f"({roman(index)})"
