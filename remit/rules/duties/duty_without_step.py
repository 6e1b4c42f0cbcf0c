"""Duties of a post that no process, meeting, record, authority or training carries out.

Why: a duty that appears nowhere in the work is done when somebody thinks of it, and leaves nothing to show (ISO 9001:2015,
4.4.1 and 8.1: processes are carried out as planned).

Instead: name the duty under `duty:` of the step that carries it out, write the process, or drop the duty.

Guess: a duty counts as carried out where a step names it, an indicator measures it, it leaves a defined record, or where something the post does
or may decide shares half of the telling words of its text, of one of its objects or outputs. Catch-all, marginal, assisting,
participating and reporting duties need no step of their own. A post is judged only where steps name its duties and two thirds
of them are carried out: else its processes are not written yet, which is no matter of single duties. One finding a post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.charges import doings, steps_of_duties
from remit.evidence.enumeration import texts_of
from remit.evidence.topics import Topic, about, about_things, share
from remit.model.entities import Duty, Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
PROVES_ABSENCE = True
_BESIDE = frozenset({"assist", "participate", "report"})
_HALF = 0.5
_MOST = 3


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts that take part in processes, with those of their duties that nothing carries out."""
    linked = steps_of_duties(organisation)
    lang = organisation.languages[0]
    for post in organisation.all(Post):
        main = [duty for duty in post.duties if _needs_one(duty)]
        if not any(duty.ref in linked for duty in main):
            continue
        topics = [item.topic for item in doings(organisation).get(post.ref, ())]
        topics += [about((item.text,), lang) for item in post.authorities]
        seen = {*linked, *(f"{post.ref}/{name}" for item in post.kpis for name in item.measures)}
        idle = [duty for duty in main if duty.ref not in seen and not _carried_out(duty, topics, lang)]
        if idle and _MOST * len(idle) <= len(main):
            params = {"post": in_words(post.name), "duties": texts_of(organisation, [duty.text for duty in idle], 3)}
            related = tuple(Related(duty.span(), "other-place") for duty in idle[1:])
            yield Diagnostic("duty-without-step", idle[0].span(), post.ref, params, related)


def _needs_one(duty: Duty) -> bool:
    return not (duty.catch_all or duty.marginal or duty.role in _BESIDE)


def _carried_out(duty: Duty, topics: Sequence[Topic], lang: str) -> bool:
    if any(output.record is not None for output in duty.outputs):
        return True
    things = [about((text,), lang) for text in (*duty.objects, duty.text)]
    things += [about_things((output,), lang) for output in duty.outputs]
    return any(thing and share(thing, topic) >= _HALF for thing in things for topic in topics)
