"""An escalation that leads to the performer itself, or to somebody below.

Who refuses for the last time must hand the case to somebody else; who is late must answer to somebody else. A body, a
party outside and a relative (the performer's superior) are taken as they are; a role is its holders, a unit its head.

Why: at the moment when the ordinary way has failed, the case stays with those with whom it failed.

Instead: escalate to the superior of the performer, or to a body above.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Span
from remit.evidence.line import acting_posts, stands_above
from remit.evidence.naming import who
from remit.model.entities import Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.parties import party_keys
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps whose refusals or delays are escalated to nobody above."""
    for process in organisation.all(Process):
        for step in process.steps:
            for to, span in _escalations(step):
                if _no_higher(to, step.performer):
                    params = {
                        "step": in_words(step.name),
                        "who": who(organisation, to),
                        "performer": who(organisation, step.performer),
                    }
                    yield Diagnostic("escalation-not-upwards", span, step.ref, params)


def _escalations(step: Step) -> Iterator[tuple[Performer, Span]]:
    if step.on_reject is not None and step.on_reject.escalate is not None:
        yield step.on_reject.escalate, step.on_reject.span("escalate")
    if step.escalation is not None:
        yield step.escalation.to, step.escalation.span("to")


def _no_higher(to: Performer, by: Performer | None) -> bool:
    """Whether everyone escalated to is the performer itself or stands below it."""
    above, acting = party_keys(to), party_keys(by)
    if above and above <= acting:
        return True
    reached, posts = acting_posts(to), acting_posts(by)
    known = len(reached) == len(above) and len(posts) == len(acting)
    return bool(reached and posts) and known and all(stands_above(post, one) for post in posts for one in reached)
