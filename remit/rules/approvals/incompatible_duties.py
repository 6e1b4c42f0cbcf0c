"""A post with duties of two classes that system.yaml declares incompatible, its own or of a role that it holds.

A duty only to assist, participate or coordinate does not count. Where a role brings the clash, and others hold the
role too, it is still this post that must not.

Why: whoever chooses the supplier must not also receive the goods and pay: nobody would notice (COSO, segregation of duties;
企业内部控制应用指引第7号 采购业务).

Instead: give one of the two duties to another post, or let another post hold the role.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.duty_classes import Clash, clashes, class_words, roles_of
from remit.model.entities import Duty, Post, Role
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a pair of classes and post, at the class of the later duty; for a role, at its holder."""
    for post in organisation.all(Post):
        for clash in _within(organisation, post.duties):
            span = clash.second.span("duty_class")
            yield Diagnostic("incompatible-duties", span, clash.second.ref, *_told(organisation, post, clash))
        for role in roles_of(organisation).get(post.id, ()):
            span = next(holder.origin.span() for holder in role.holders if holder.target is post)
            for clash in clashes(organisation, post.duties, role.duties):
                yield Diagnostic("incompatible-duties", span, role.ref, *_told(organisation, post, clash))
    for role in organisation.all(Role):
        for clash in _within(organisation, role.duties):
            span = clash.second.span("duty_class")
            yield Diagnostic("incompatible-duties", span, clash.second.ref, *_told(organisation, role, clash))


def _within(organisation: Organisation, duties: tuple[Duty, ...]) -> Iterator[Clash]:
    order = {duty.ref: index for index, duty in enumerate(duties)}
    for clash in clashes(organisation, duties, duties):
        ahead = order[clash.first.ref] <= order[clash.second.ref]
        yield clash if ahead else Clash(clash.second, clash.first)


def _told(
    organisation: Organisation, holder: Post | Role, clash: Clash
) -> tuple[dict[str, object], tuple[Related, ...]]:
    params: dict[str, object] = {
        "holder": in_words(holder.name),
        "first": in_words(clash.first.text),
        "second": in_words(clash.second.text),
        "one": class_words(organisation, clash.first),
        "other": class_words(organisation, clash.second),
    }
    return params, (Related(clash.first.span(), "other-duty"),)
