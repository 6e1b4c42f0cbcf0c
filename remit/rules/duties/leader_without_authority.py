"""A post that leads others or organises work, and has no authority of any kind.

Why: who answers for people and results must be able to decide something (ISO 9001:2015, 5.3: responsibilities and
authorities are assigned); a job description without authorities leaves every decision to whoever dares.

Instead: write what the post may propose, review, approve or decide, up to which amount, under `authorities:`.

Guess: judged are posts that head a unit or have somebody under them, and posts with a duty of the role own, organise, approve,
supervise or review, or, where the duty has no role, with such a verb in it. Steps that the post approves, reviews or countersigns, chains of authorities, appointments and decisions
of a meeting that it chairs are authority too.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import has_authority
from remit.evidence.line import superior
from remit.lexicon import pattern
from remit.model.entities import Duty, Post, Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True
PROVES_ABSENCE = True
_LEADING = frozenset({"own", "organise", "approve", "supervise", "review"})


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Leading posts with duties and without authority, one finding a post."""
    posts, lang = organisation.all(Post), organisation.languages[0]
    leaders = {above.id for post in posts if (above := superior(post)) is not None}
    leaders |= {ref.id for unit in organisation.all(Unit) for ref in (unit.head, unit.leader) if ref is not None}
    for post in posts:
        leads = post.id in leaders or any(_leads(duty, lang) for duty in post.duties)
        if post.duties and leads and not has_authority(organisation, post):
            yield Diagnostic("leader-without-authority", post.span(), post.ref, {"post": in_words(post.name)})


def _leads(duty: Duty, lang: str) -> bool:
    if duty.role is None:
        return not duty.catch_all and pattern("duties.leading", lang).search(plain(duty.text, lang)) is not None
    return duty.role in _LEADING
