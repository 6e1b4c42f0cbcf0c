"""A meeting whose chair is another one elsewhere: on its board or committee, or in a text that says who presides.

Why: two people call it, or neither; whose word closes a point is open.

Instead: keep the chair on the meeting, and let the texts cite it.

Guess: a text says who presides where a word for presiding stands right before the name of the meeting
(templates/lexicon/records.yaml). The stand-in and the deputy of the chair may preside too; on a duty the holder of the duty
is who is said to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.line import acting_posts
from remit.evidence.memory import kept
from remit.evidence.running_text import Passage, passages
from remit.evidence.signing import can_be_same
from remit.lexicon import lexicon
from remit.model.entities import Duty, Meeting, Post, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.parties import BODIES
from remit.views.wording import in_words, name_of, performer, plain

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Meetings of bodies with another chair than the body, and duties of others to preside over a meeting."""
    chaired = [meeting for meeting in organisation.all(Meeting) if meeting.chair is not None]
    for meeting in chaired:
        body = _body(meeting)
        if body is not None and body.chair and meeting.chair and not can_be_same(body.chair, meeting.chair):
            who = {lang: performer(body.chair, lang) for lang in ("zh", "en")}
            yield _finding(meeting, meeting, "chair", who, body)
    lang = organisation.languages[0]
    pattern = _presiding(tuple(plain(meeting.name, lang) for meeting in chaired), lang)
    by_name = {plain(meeting.name, lang).lower(): meeting for meeting in chaired}
    for passage in passages(organisation):
        if isinstance(passage.element, Duty) and passage.field in ("text", "tasks"):
            for found in pattern.finditer(plain(passage.text, lang)):
                yield from _judge(organisation, passage, by_name[found[1].lower()])


def _body(meeting: Meeting) -> Unit | None:
    """The board or committee whose meeting it is."""
    unit = meeting.unit.target if meeting.unit is not None else None
    return unit if isinstance(unit, Unit) and unit.tier in BODIES else None


def _judge(organisation: Organisation, passage: Passage, meeting: Meeting) -> Iterator[Diagnostic]:
    holder = organisation.owner_of(passage.element)
    mine = {holder.ref} if isinstance(holder, Post) else set()
    if isinstance(holder, Role):
        mine = {ref.key for ref in holder.holders} | {holder.ref}
    chairs = {post.ref for post in acting_posts(meeting.chair)} | {
        post.deputy.key for post in acting_posts(meeting.chair) if post.deputy is not None
    }
    allowed = chairs | {post.ref for post in acting_posts(meeting.stand_in)}
    if meeting.chair is not None and meeting.chair.ref is not None:
        allowed.add(meeting.chair.ref.key)
    if mine and chairs and mine.isdisjoint(allowed):
        who = {lang: name_of(holder, lang) for lang in ("zh", "en")}
        yield _finding(meeting, passage.element, passage.field, who, meeting)


def _finding(meeting: Meeting, at: Element, field: str, who: dict[str, str], other: Element) -> Diagnostic:
    chair = {lang: performer(meeting.chair, lang) for lang in ("zh", "en")}
    params = {"meeting": in_words(meeting.name), "chair": chair, "other": who}
    related = (Related(other.span("chair"), "other-place"),)
    return Diagnostic("chair-stated-two-ways", at.span(field), at.ref, params, related)


@kept
def _presiding(names: tuple[str, ...], lang: str) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    verbs = "|".join(map(re.escape, lexicon("records.presiding", lang)))
    meetings = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:{verbs})(?:\s*the)?\s*[“「《]?({meetings})", re.IGNORECASE)
