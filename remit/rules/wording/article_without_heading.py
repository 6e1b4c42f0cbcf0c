"""Articles without a heading in a policy whose other articles have one.

Why: the table of contents and every search show the rule under a bare number; readers take it for part of the one before.

Instead: give each article a heading, or none of them: rules that number their articles and name none are in order too.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.evidence.printed_numbers import printed
from remit.model.entities import Article, Policy
from remit.model.organisation import Organisation
from remit.views.outline import Outline
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a policy, at the first such article; an introduction that stands alone in its chapter needs no heading."""
    for policy in organisation.all(Policy):
        articles = [article for chapter in policy.chapters for article in chapter.articles if len(chapter.articles) > 1]
        bare = [article for article in articles if not _has_heading(article)]
        if bare and len(bare) < len(articles):
            outlines = {lang: Outline(policy, lang) for lang in organisation.languages}
            names = [{lang: outlines[lang].article_number(article) for lang in outlines} for article in bare]
            params = {
                "policy": in_words(policy.name), "articles": enumeration(names, organisation.languages),
                "count": str(len(bare)), "total": str(len(articles)),
            }  # fmt: skip
            span = bare[0].span("title") if bare[0].title is not None else bare[0].span()
            yield Diagnostic("article-without-heading", span, bare[0].ref, params)


def _has_heading(article: Article) -> bool:
    if article.title is None:
        return False
    number = printed(article.title, article)
    return number is None or bool(number.rest)
