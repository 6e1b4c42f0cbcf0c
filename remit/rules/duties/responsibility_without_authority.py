"""A post charged with approving something, without any power to approve it.

Why: authority must come with responsibility (ISO 9001:2015, 5.3; COSO internal control, principle 3); without it every
approval is either void or done in somebody else's name.

Example: a duty “approve material requisitions”, and neither a step nor an authority lets the post approve them.

Instead: write the power under the post's `authorities:`, in the chain of an authority, or as a step that the post approves.

Guess: a duty is one of approving by its role or by its first verb; the power is looked for by the words of its objects and
outputs among the post's authorities and the things it approves, decides, signs or chairs.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.charges import powers
from remit.evidence.topics import about, about_things
from remit.lexicon import pattern
from remit.model.entities import Duty, Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words, plain

GUESSES = True
PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Duties of approving for which the post has no power of any kind."""
    lang = organisation.languages[0]
    for post in organisation.all(Post):
        topics = None
        for duty in post.duties:
            if not _approves(duty, lang):
                continue
            topics = powers(organisation, post) if topics is None else topics
            matter = about((duty.text, *duty.objects, *duty.tasks), lang) | about_things(duty.outputs, lang)
            if not any(not topic or not matter or topic & matter for topic in topics):
                params = {"duty": in_words(duty.text), "post": in_words(post.name)}
                yield Diagnostic("responsibility-without-authority", duty.span(), duty.ref, params)


def _approves(duty: Duty, lang: str) -> bool:
    """Whether the duty is one of approving: by its role, or by the verb it begins with."""
    if duty.catch_all or duty.role in ("assist", "participate", "prepare", "report"):
        return False
    return duty.role == "approve" or pattern("duties.approving", lang).match(plain(duty.text, lang)) is not None
