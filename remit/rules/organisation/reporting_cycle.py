"""A post that reports, over one or several posts, to itself.

Why: nobody in the loop has a superior who answers to the general manager; decisions escalated in it never end.

Example: buyer → supervisor → manager → buyer.

Instead: let one post of the loop report to a post outside of it. The superiors within `units:` count like that of the post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related, Span
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import name_of

_Line = tuple[Post, Span]
"""A post, and where it is written who is above or below it."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a loop, at the superior of its first post, with the whole path."""
    reported: set[str] = set()
    for loop in _loops(organisation):
        if reported.isdisjoint(post.id for post, _ in loop):
            yield _finding(organisation, loop)
        reported.update(post.id for post, _ in loop)


def _loops(organisation: Organisation) -> Iterator[list[_Line]]:
    """Every way up that comes back, by one walk from post to superior; no post is left twice."""
    done: set[str] = set()
    for start in organisation.all(Post):
        path = [(start, _superiors(start))] if start.id not in done else []
        places: list[Span] = []
        depth = {start.id: 0}
        while path:
            post, ways = path[-1]
            above, place = next(ways, (None, None))
            if above is None or place is None:
                path.pop()
                done.add(post.id)
                del depth[post.id]
                del places[-1:]
            elif above.id in depth:
                bottom = depth[above.id]
                members = [member for member, _ in path[bottom:]]
                yield list(zip(members, [*places[bottom:], place], strict=True))
            elif above.id not in done:
                places.append(place)
                depth[above.id] = len(path)
                path.append((above, _superiors(above)))


def _superiors(post: Post) -> Iterator[_Line]:
    refs = [post.superior, *(placement.superior for placement in post.units)]
    yield from ((ref.target, ref.origin.span()) for ref in refs if ref is not None and ref.target is not None)


def _finding(organisation: Organisation, loop: list[_Line]) -> Diagnostic:
    start = min(range(len(loop)), key=lambda index: loop[index][0].id)
    ordered = [*loop[start:], *loop[:start]]
    first, span = ordered[0]
    posts = [*(post for post, _ in ordered), first]
    path = {lang: " → ".join(name_of(post, lang) for post in posts) for lang in organisation.languages}
    related = tuple(Related(place, "part-of-cycle", {"name": post.id}) for post, place in ordered[1:])
    return Diagnostic("reporting-cycle", span, first.ref, {"path": path}, related)
