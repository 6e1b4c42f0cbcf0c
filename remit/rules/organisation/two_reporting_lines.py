"""A post that reports to two superiors.

Why: two masters set two priorities; who appraises, and who decides in a conflict, stays open.

Instead: keep one `superior:` and write the other as a relationship. A post of several units may have a superior in each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import enumeration
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.model.values import Element, Ref
from remit.views.wording import in_words, name_of


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with `also_reports_to`, and posts that stand in `units` twice for one unit, under two superiors."""
    for post in organisation.all(Post):
        if post.also_reports_to:
            yield _finding(organisation, post, post, "also_reports_to", post.also_reports_to)
        first: dict[str, Ref[Post]] = {}
        for placement in post.units:
            if placement.superior is not None and placement.unit.target is not None:
                earlier = first.setdefault(placement.unit.target.id, placement.superior)
                if earlier.key != placement.superior.key:
                    yield _finding(organisation, post, placement, "superior", [placement.superior])
                    break


def _finding(
    organisation: Organisation, post: Post, holder: Element, field: str, others: Sequence[Ref[Post]]
) -> Diagnostic:
    names = enumeration([_name(ref, organisation) for ref in others], organisation.languages)
    params = {"post": in_words(post.name), "others": names}
    return Diagnostic("two-reporting-lines", holder.span(field), post.ref, params)


def _name(ref: Ref[Post], organisation: Organisation) -> dict[str, str]:
    if ref.named is not None:
        return in_words(ref.named)
    target = ref.target
    return {lang: name_of(target, lang) if target is not None else ref.key for lang in organisation.languages}
