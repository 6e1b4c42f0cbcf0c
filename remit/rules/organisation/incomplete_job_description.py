"""A post that does not say what it is for, or what its holder has to be able to do.

Why: nobody can recruit, train or appraise for it; what a person needs for work that bears on quality has to be determined
(ISO 9001:2015, 7.2 a).

Instead: write `purpose:` and `qualifications:`. Where most posts lack the same, that is one finding. A post without a
holder (headcount 0) is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.document_words import field_words
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.language.schemas import kinds
from remit.model.entities import Post
from remit.model.organisation import Organisation

_NEEDED = ("purpose", "qualifications")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with the parts that are missing."""
    every = organisation.all(Post)
    lacking: dict[tuple[str, ...], list[Post]] = {}
    for post in every:
        missing = tuple(name for name in _NEEDED if not getattr(post, name))
        if missing and post.headcount != 0:
            lacking.setdefault(missing, []).append(post)
    for missing, posts in lacking.items():
        yield from (_finding(organisation, group, missing) for group in groups(posts, every))


def _finding(organisation: Organisation, posts: list[Post], missing: tuple[str, ...]) -> Diagnostic:
    params = {"posts": names_of(organisation, posts), "missing": field_words(kinds()["post"].schema, missing)}
    related = tuple(Related(post.span(), "other-place") for post in posts[1:])
    return Diagnostic("incomplete-job-description", posts[0].span(), posts[0].ref, params, related)
