"""An authority that lets a post approve something which none of its duties has to do with.

Why: who may approve and is not charged with the matter neither follows it nor answers for it; the signature is a formality
(ISO 9001:2015, 5.3; COSO internal control, principle 3: authority and responsibility go together).

Instead: write the duty on the post, or let the post approve that answers for the matter.

Guess: name and decision of the authority share no telling word with any duty, authority or purpose of the post that approves
or decides (or of the roles it holds). Bodies, groups and posts without duties are not judged, nor an authority that the post
names under its own `authorities:`. One finding a post and authority.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.actions import GIVING
from remit.evidence.charges import charged_with
from remit.evidence.line import acting_posts
from remit.evidence.topics import about
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approving links of authorities outside all duties of the one post that acts."""
    charged = charged_with(organisation)
    for authority in organisation.all(Authority):
        topic = about((authority.name, authority.decision), organisation.languages[0])
        told: set[str] = set()
        for link in (link for tier in authority.tiers for link in tier.chain if link.action in GIVING):
            acting = acting_posts(link.by)
            if len(acting) != 1 or acting[0].ref in told or not acting[0].duties or not topic:
                continue
            post = acting[0]
            told.add(post.ref)
            named = any(item.authority is not None and item.authority.key == authority.ref for item in post.authorities)
            if not named and not topic & charged[post.ref]:
                params = {"authority": in_words(authority.name), "post": in_words(post.name)}
                yield Diagnostic("approves-outside-duties", link.span("by"), authority.ref, params)
