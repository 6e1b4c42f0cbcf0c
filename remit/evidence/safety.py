"""Work safety in a company: whether it is a matter of law here, which duties are about it, and what assesses them."""

from __future__ import annotations

from collections.abc import Iterator

from remit.evidence.memory import kept
from remit.lexicon import pattern
from remit.model.entities import Assignment, Duty, Group, Incentive, Kpi, Post, Process, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element, Performer, Text
from remit.views.belonging import units_of, upwards
from remit.views.wording import plain

_FEW = 5
_ZONES = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi", "Asia/Harbin", "Asia/Kashgar")


@kept
def is_bound(organisation: Organisation) -> bool:
    """Whether the PRC Work Safety Law asks a safety responsibility of every post: a company there that produces something.

    A text on a single department's work with a handful of posts is not taken for a company.
    """
    system = organisation.system
    there = system.timezone in _ZONES if system.timezone else organisation.languages[0] == "zh"
    if not there or len(organisation.all(Post)) < _FEW:
        return False
    lang = organisation.languages[0]
    named: list[Unit | Post | Process] = [*organisation.all(Unit), *organisation.all(Post), *organisation.all(Process)]
    return any(pattern("system.production", lang).search(entity.name.get(lang)) for entity in named)


def about_safety(lang: str, *texts: Text | None) -> bool:
    """Whether any of the texts is about the safety of people at work: not of stock, data, money or product quality."""
    words = "\n".join(plain(text, lang) for text in texts if text is not None)
    return bool(pattern("system.safety", lang).search(pattern("system.no-safety", lang).sub("", words)))


def safety_duties(organisation: Organisation, post: Post) -> list[Duty]:
    """The duties of a post, and of the roles that only it holds, that are about safety by their words or their function."""
    lang = organisation.languages[0]
    roles = [role for role in organisation.all(Role) if any(ref.target is post for ref in role.holders)]
    duties = [*post.duties, *(duty for role in roles for duty in role.duties)]
    return [duty for duty in duties if _is_safety(duty, lang)]


def _is_safety(duty: Duty, lang: str) -> bool:
    functions = [ref.target.text for ref in duty.functions if ref.target is not None]
    return about_safety(lang, duty.text, *duty.objects, *duty.tasks, *functions)


def assessments(organisation: Organisation, post: Post) -> Iterator[Element]:
    """What assesses the safety duties of a post: an indicator of it or its units, or a reward or penalty for those it is among."""
    lang = organisation.languages[0]
    duties = {duty.id for duty in safety_duties(organisation, post)}
    assigned: list[Assignment] = [*post.kpis, *(kpi for unit in _line(post) for kpi in unit.kpis)]
    for assignment in assigned:
        kpi = assignment.kpi.target
        if kpi is not None and (
            _measures(kpi, lang) or (assignment in post.kpis and duties & set(assignment.measures))
        ):
            yield assignment
    for incentive in _safety_incentives(organisation):
        if any(_covers(performer, post) for performer in incentive.applies_to):
            yield incentive


def _measures(kpi: Kpi, lang: str) -> bool:
    return about_safety(lang, kpi.name, kpi.definition)


@kept
def _safety_incentives(organisation: Organisation) -> tuple[Incentive, ...]:
    lang = organisation.languages[0]
    return tuple(
        item for item in organisation.all(Incentive) if about_safety(lang, item.name, *item.criteria, item.use)
    )


def _line(post: Post) -> list[Unit]:
    """The units of the post and those above, the company itself left out: its goal is nobody's in particular."""
    found = {unit.id: unit for home in units_of(post) for unit in upwards(home) if unit.parent is not None}
    return list(found.values())


def _covers(performer: Performer, post: Post) -> bool:
    if performer.kind == "named":
        return performer.named is not None and bool(
            pattern("organisation.everybody", "zh").search(str(performer.named))
            or pattern("organisation.everybody", "en").search(str(performer.named))
        )
    if any(_covers(part, post) for part in performer.parts):
        return True
    target = performer.ref.target if performer.ref is not None else None
    if isinstance(target, Group):
        return any(_covers(member, post) for member in target.members)
    if isinstance(target, Role):
        return any(ref.target is post for ref in target.holders)
    return target is post or any(unit is target for home in units_of(post) for unit in upwards(home))
