"""A post on which others wait, held by one person, with nobody who stands in.

Why: while the holder is ill or travels nothing is decided and signed, or somebody signs who may not (ISO 9001:2015, 5.3, 7.1.2).

Instead: write `deputy:`. It is asked of whoever heads a unit, reviews, approves or decides alone, or chairs, and of a post that
is known to have one holder, or on which much rests, and that alone carries out steps or keeps records. The head of the whole company is left out.
Where no post of the company has a deputy, there is one finding for all, in system.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import names_of
from remit.evidence.line import superior
from remit.evidence.reliance import Reliance, reliance
from remit.evidence.structure import holders_in_one_place
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words

_TOGETHER = 3
"""Where nobody has a deputy, more than so many posts are one finding."""

_MUCH = 5
"""Where it is not said how many hold a post, it is taken for one person from so many steps and records on."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts without a deputy, each with what waits for it."""
    needed = reliance(organisation)
    posts = organisation.all(Post)
    lacking = [post for post in posts if post.deputy is None and post.id in needed and _needs(post, needed[post.id])]
    if len(lacking) > _TOGETHER and not any(post.deputy for post in posts):
        related = tuple(Related(post.span(), "other-place") for post in lacking)
        params = {"posts": names_of(organisation, lacking), "waiting": _waiting(organisation, lacking)}
        system = organisation.system
        yield Diagnostic("missing-deputy", system.span(), system.ref, params, related)
        return
    for post in lacking:
        params = {"posts": in_words(post.name), "waiting": _waiting(organisation, [post])}
        yield Diagnostic("missing-deputy", post.span(), post.ref, params)


def _needs(post: Post, found: Reliance) -> bool:
    count = holders_in_one_place(post)
    if count == 0 or (count is not None and count > 1):
        return False
    if superior(post) is None and post.superior is None and any(unit.parent is None for unit in found.heads):
        return False
    return bool(found.decisive) or len(found.alone) >= (1 if count == 1 else _MUCH)


def _waiting(organisation: Organisation, posts: list[Post]) -> dict[str, str]:
    found = reliance(organisation)
    elements: dict[str, Element] = {}
    for post in posts:
        for element in found[post.id].decisive or found[post.id].alone:
            elements.setdefault(element.ref, element)
    return names_of(organisation, list(elements.values()), 3)
