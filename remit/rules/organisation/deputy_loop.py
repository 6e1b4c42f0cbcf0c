"""Deputies that lead back: a post that stands in for itself, or posts of one holder each that stand in for each other.

Why: when those few are away together (a trip, an illness in the office) the chain ends nowhere and nobody may sign.

Instead: let one of them be stood in for by a post outside of the loop. Where one of the posts has several holders, its
colleagues stand in first, and nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.structure import headcount
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import name_of


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a loop, at the deputy of its first post by file name."""
    reported: set[str] = set()
    for post in organisation.all(Post):
        path: list[Post] = []
        current: Post | None = post
        while current is not None and current not in path and current.id not in reported:
            path.append(current)
            current = current.deputy.target if current.deputy else None
        if current is None or current not in path:
            continue
        loop = path[path.index(current) :]
        if len(loop) == 1 or all((headcount(member) or 1) == 1 for member in loop):
            yield _finding(organisation, loop)
        reported.update(member.id for member in loop)


def _finding(organisation: Organisation, loop: list[Post]) -> Diagnostic:
    first = min(loop, key=lambda post: post.id)
    start = loop.index(first)
    ordered = [*loop[start:], *loop[:start]]
    path = {lang: " → ".join(name_of(post, lang) for post in [*ordered, first]) for lang in organisation.languages}
    related = tuple(Related(post.span("deputy"), "other-place") for post in ordered[1:])
    return Diagnostic("deputy-loop", first.span("deputy"), first.ref, {"path": path}, related)
