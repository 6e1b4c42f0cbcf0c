"""The same heading twice on one level: two chapters, or two articles of one chapter, with the same title.

Why: a reference to that heading can mean either, and mostly one of the two was meant to say something else.

Instead: give each its own heading, or join them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.naming import called
from remit.evidence.printed_numbers import printed
from remit.model.entities import Article, Chapter, Policy
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Titles without their numbers; a title that is a number only is none."""
    for policy in organisation.all(Policy):
        yield from _repeated(organisation, policy.chapters)
        for chapter in policy.chapters:
            yield from _repeated(organisation, chapter.articles)


def _repeated(organisation: Organisation, level: Sequence[Chapter | Article]) -> Iterator[Diagnostic]:
    first: dict[str, Chapter | Article] = {}
    for element in level:
        title = _bare(element)
        other = first.setdefault(title, element) if title else element
        if other is not element:
            names = called(organisation, element)
            related = (Related(other.span("title"), "other-place"),)
            yield Diagnostic("heading-repeated", element.span("title"), element.ref, {"heading": names}, related)


def _bare(element: Chapter | Article) -> str:
    if element.title is None:
        return ""
    number = printed(element.title, element)
    return (number.rest if number is not None else str(element.title)).strip(" ：:").casefold()
