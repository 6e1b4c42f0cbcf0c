"""A chapter without an article, or an article with a heading and nothing below it.

Why: the document looks complete and says nothing on the matter; whoever looks the rule up finds a title.

Instead: write the text, show what the model holds with a block, or take the heading out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called
from remit.evidence.policy_texts import is_empty
from remit.evidence.printed_numbers import printed
from remit.model.entities import Article, Chapter, Policy
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Empty chapters and articles; a heading over articles of a lower level, 2. before (1), is none of them."""
    for policy in organisation.all(Policy):
        for chapter in policy.chapters:
            if not chapter.articles:
                yield _finding(organisation, chapter)
            for article, following in zip_longest(chapter.articles, chapter.articles[1:]):
                if is_empty(article) and not _is_over(article, following):
                    yield _finding(organisation, article)


def _finding(organisation: Organisation, element: Chapter | Article) -> Diagnostic:
    names = called(organisation, element)
    return Diagnostic("heading-without-text", element.span("title"), element.ref, {"heading": names})


def _is_over(article: Article, following: Article | None) -> bool:
    """Whether the next heading begins a list of another style of numbers."""
    if following is None or following.title is None or article.title is None:
        return False
    below, own = printed(following.title, following), printed(article.title, article)
    return below is not None and below.value == 1 and (own is None or below.style != own.style)
