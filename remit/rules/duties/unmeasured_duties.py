"""The main duties of a post that no indicator measures.

Why: what is not measured is not appraised, and effort goes where the indicators are (ISO 9001:2015, 9.1.1).

Instead: name the duty under `measures:` of an indicator, assign one, or write `marginal: true` where it is a minor duty.

Nobody measures everything: a post is reported where at least half of its main duties (two or more, or all of them) are
measured by nothing. Catch-all, marginal, assisting, participating, coordinating and reporting duties are no main duties.

A company without any indicator is reported as such (no-kpi).

Guess: an indicator whose assignment names no duty measures those that it shares a telling word with. One finding a post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.enumeration import texts_of
from remit.evidence.topics import about, about_duty
from remit.model.entities import Duty, Kpi, Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True
_BESIDE = frozenset({"assist", "participate", "coordinate", "report"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts whose main duties are measured by none of their indicators, at the first such duty."""
    for post in organisation.all(Post) if organisation.all(Kpi) else ():
        main = [duty for duty in post.duties if not (duty.catch_all or duty.marginal or duty.role in _BESIDE)]
        open_ = [duty for duty in main if not _measured(organisation, post, duty)]
        if open_ and (len(open_) == len(main) or (len(open_) > 1 and 2 * len(open_) >= len(main))):
            params = {
                "post": in_words(post.name),
                "total": str(len(main)),
                "number": str(len(open_)),
                "duties": texts_of(organisation, [duty.text for duty in open_], 3),
            }
            related = tuple(Related(duty.span(), "other-place") for duty in open_[1:])
            yield Diagnostic("unmeasured-duties", open_[0].span(), post.ref, params, related)


def _measured(organisation: Organisation, post: Post, duty: Duty) -> bool:
    lang = organisation.languages[0]
    for assignment in post.kpis:
        kpi = assignment.kpi.target
        if duty.id in assignment.measures or kpi is None:
            return True
        if not assignment.measures and about((kpi.name, kpi.definition), lang) & about_duty(duty, lang):
            return True
    return False
