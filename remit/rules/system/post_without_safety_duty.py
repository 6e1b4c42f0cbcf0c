"""A post with no duty for work safety in a company that produces.

Why: accidents happen where safety was "the safety officer's"; after one, the law asks what the job description said.

Instead: write a safety duty that fits the hazards of the post: what to check, wear, report, stop; the same sentence for all is none.

Source: 安全生产法 (2021) art. 4, 21 and 22: a responsibility system of all staff that names, for each post, who answers for what.
Applies in the PRC (its time zone, or Chinese as the first language) from five posts on, where something is produced.

Guess: a duty counts by its words, objects and tasks, by the function that it realises, and so do the duties of a role that the post
holds. Safety of stock, data and money is another matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import names_of
from remit.evidence.lacking import groups
from remit.evidence.safety import is_bound, safety_duties
from remit.model.entities import Post
from remit.model.organisation import Organisation

GUESSES = True
PROVES_ABSENCE = True
_SHOWN = 12


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a post, or one for all where most posts lack it; a post without any duty has its own rule."""
    if not is_bound(organisation):
        return
    posts = [post for post in organisation.all(Post) if post.duties]
    lacking = [post for post in posts if not safety_duties(organisation, post)]
    for group in groups(lacking, posts):
        params = {"posts": names_of(organisation, group, _SHOWN), "count": str(len(group))}
        yield Diagnostic("post-without-safety-duty", group[0].span("duties", key=True), group[0].ref, params)
