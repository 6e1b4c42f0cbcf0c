"""A board or committee with one member only.

Why: it is called to weigh what several see, and one person decides alone under its name.

Instead: write all `members:`, or give the decision to the post itself. A role that one post holds is that post; a unit, a party
outside or a name can be several people, and a body that has one among its members is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import who
from remit.evidence.structure import headcount, is_body
from remit.model.entities import Post, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Bodies whose members and chair together are one post that one person holds."""
    for unit in organisation.all(Unit):
        if not is_body(unit) or not unit.members:
            continue
        present = [_post(member) for member in (*unit.members, *([unit.chair] if unit.chair else []))]
        posts = {post.id: post for post in present if post is not None}
        if all(present) and len(posts) == 1 and (headcount(next(iter(posts.values()))) or 1) == 1:
            member = who(organisation, unit.members[0])
            params = {"unit": in_words(unit.name), "member": member}
            yield Diagnostic("body-of-one", unit.span("members"), unit.ref, params)


def _post(member: Performer) -> Post | None:
    """The one post that a member can only be."""
    target = member.ref.target if member.kind == "ref" and member.ref else None
    if isinstance(target, Role) and len(target.holders) == 1:
        target = target.holders[0].target
    return target if isinstance(target, Post) else None
