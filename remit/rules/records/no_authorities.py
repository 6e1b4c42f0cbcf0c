"""A management system in which nobody is given any authority: no authority with its tiers, and none on any post.

Why: responsibility without authority cannot be borne (ISO 9001:2015, 5.3 asks for both), and money is spent without a limit.

Instead: write the authorities with their tiers, and what each post may decide under `authorities:`. A company in its first hours
is not asked: only what has a policy, at least three processes, or at least five units and posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.describes_work import describes_much_work
from remit.model.entities import Authority, Post
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    granted = organisation.all(Authority) or any(post.authorities for post in organisation.all(Post))
    if describes_much_work(organisation) and not granted:
        system = organisation.system
        yield Diagnostic("no-authorities", system.span(), system.ref)
