"""Every text of a policy's articles in reading order, with what comes after it: for rules on announcements and endings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.model.entities import Article, Item, Policy
from remit.model.values import Element, Text


@dataclass(frozen=True, slots=True)
class Place:
    """A text of an article. `follows` says whether anything comes after it that it may announce.

    `entries` is how many entries of a list come next: 0 where none does, None where that cannot be counted (a block, a table).
    """

    text: Text
    element: Element
    article: Article
    follows: bool
    entries: int | None


def articles(policy: Policy) -> list[Article]:
    """The articles of all chapters."""
    return [article for chapter in policy.chapters for article in chapter.articles]


def places(policy: Policy) -> Iterator[Place]:
    """Text, paragraphs, items and sub-items of every article; no titles and no tables."""
    for article in articles(policy):
        derived = bool(article.blocks or article.table)
        paragraphs: Sequence[Text] = article.paragraphs if article.text is None else (article.text, *article.paragraphs)
        for left, text in zip(range(len(paragraphs) - 1, -1, -1), paragraphs, strict=True):
            entries = len(article.items) or left
            yield Place(text, article, article, derived or bool(entries), None if derived else entries)
        for item in article.items:
            yield from _item(item, article, derived)


def _item(item: Item, article: Article, derived: bool) -> Iterator[Place]:
    yield Place(
        item.text, item, article, derived or bool(item.items), len(item.items) if item.items or not derived else None
    )
    for sub in item.items:
        yield Place(sub.text, sub, article, derived, None if derived else 0)


def is_empty(article: Article) -> bool:
    """Whether there is nothing below the heading."""
    return not (article.text or article.paragraphs or article.items or article.blocks or article.table)
