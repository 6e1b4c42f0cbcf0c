"""A step that carries out a duty which its performer does not have.

Why: the process says that one post does the work, the job description that another is charged with it; when it goes wrong
each points at the other.

Example: the buyer registers the contract, and the step names a duty of the storekeeper.

Instead: name a duty of the performer under `duty:`, or let the post that has the duty perform the step.

A role performs with its own duties and those of its holders, a unit, group or body with those of all its posts. Performers
that depend on the case (the requester …), externals and names are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.charges import owner, works_in
from remit.evidence.naming import who
from remit.model.entities import External, Group, Post, Process, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.parties import posts_of
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps whose duty belongs to none of those who may perform them."""
    for process in organisation.all(Process):
        for step in process.steps:
            duty = step.duty.target if step.duty is not None else None
            if duty is None or step.performer is None:
                continue
            charged = owner(organisation, duty)
            if charged is not None and not _has(organisation, step.performer, charged):
                params = {
                    "step": in_words(step.name),
                    "performer": who(organisation, step.performer),
                    "duty": in_words(duty.text),
                    "owner": in_words(charged.name),
                }
                related = (Related(duty.span(), "other-place"),)
                yield Diagnostic("performer-lacks-duty", step.span("duty"), step.ref, params, related)


def _has(organisation: Organisation, acting: Performer, charged: Post | Role) -> bool:
    """Whether the post or role charged with the duty may be the one that acts."""
    if acting.kind in ("any", "each"):
        return any(_has(organisation, part, charged) for part in acting.parts)
    if acting.kind == "except":
        return _has(organisation, acting.parts[0], charged)
    target = acting.ref.target if acting.ref is not None else None
    if acting.kind not in ("ref", "at") or target is None or isinstance(target, External):
        return True
    posts = {post.id for post in posts_of(acting)}
    if isinstance(target, Post):
        posts.add(target.id)
    if isinstance(charged, Role):
        return target is charged or any(holder.id in posts for holder in charged.holders)
    if isinstance(target, Unit):
        leads = {ref.id for ref in (target.head, target.leader) if ref is not None}
        return charged.id in posts | leads or works_in(charged, target)
    if isinstance(target, Group):
        units = [ref.target for member in target.members for ref in member.refs()]
        return charged.id in posts or any(isinstance(unit, Unit) and works_in(charged, unit) for unit in units)
    return charged.id in posts
