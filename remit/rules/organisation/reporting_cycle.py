"""A post that reports, over one or several posts, to itself.

Why: nobody in the loop has a superior who answers to the general manager; decisions escalated in it never end.

Example: buyer → supervisor → manager → buyer.

Instead: let one post of the loop report to a post outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Post
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a loop, at the superior of its first post, with the whole path."""
    reported: set[str] = set()
    for post in organisation.all(Post):
        path: list[Post] = []
        current: Post | None = post
        while current is not None and current not in path:
            path.append(current)
            current = current.superior.target if current.superior else None
        if current is None:
            continue
        loop = path[path.index(current) :]
        if reported.isdisjoint(member.ref for member in loop):
            yield _finding(loop)
        reported.update(member.ref for member in loop)


def _finding(loop: list[Post]) -> Diagnostic:
    first = min(loop, key=lambda post: post.id)
    start = loop.index(first)
    ordered = [*loop[start:], *loop[:start]]
    names = {lang: " → ".join(post.name.get(lang) for post in [*ordered, first]) for lang in ("zh", "en")}
    related = tuple(Related(post.span("superior"), "part-of-cycle", {"name": post.id}) for post in ordered[1:])
    return Diagnostic("reporting-cycle", first.span("superior"), first.ref, {"path": names}, related)
