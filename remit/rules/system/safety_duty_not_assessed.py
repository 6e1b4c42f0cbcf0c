"""A post with a safety duty that no indicator, reward or penalty looks at.

Why: what is not assessed gives way to output and dates; the law asks for assessment standards together with the responsibility.

Instead: assign a safety indicator to the post or its unit, or write an incentive for safety that applies to it.

Source: 安全生产法 (2021) art. 22: the responsibility system names the persons, the scope and the standards of assessment, and its
carrying out is supervised and assessed.

Guess: an indicator counts by its words or by the duties it measures; a reward or penalty by its words and whom it applies to.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.evidence.safety import assessments, is_bound, safety_duties
from remit.model.entities import Duty, Post
from remit.model.organisation import Organisation

GUESSES = True
PROVES_ABSENCE = True
_SHOWN = 12


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """At the safety duty of the post; one finding for all where most posts are not assessed."""
    if not is_bound(organisation):
        return
    posts = [post for post in organisation.all(Post) if _charged(organisation, post)]
    open_ones = [post for post in posts if not any(True for _ in assessments(organisation, post))]
    for group in groups(open_ones, posts):
        duty = _charged(organisation, group[0])[0]
        params = {"posts": names_of(organisation, group, _SHOWN), "count": str(len(group))}
        yield Diagnostic("safety-duty-not-assessed", duty.span("text"), duty.ref, params)


def _charged(organisation: Organisation, post: Post) -> list[Duty]:
    """The safety duties that are the post's own; who only helps or takes part is assessed with whom he helps."""
    return [duty for duty in safety_duties(organisation, post) if duty.role not in ("assist", "participate")]
