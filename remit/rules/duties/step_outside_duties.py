"""A step performed by a post none of whose duties has to do with it.

Why: who is given work by a process and not by the job description does it as a favour, and is not appraised on it; who
approves without being charged with approving cannot be held to it (ISO 9001:2015, 5.3).

Instead: add the duty to the post, name it under `duty:` of the step, or give the step to the post that has the duty.

Guess: name, explanation, inputs and outputs of the step share no telling word with any duty, authority or purpose of the
post (or of the roles it holds). Steps that name a duty, and posts without duties, are not judged; nor is the name of a
process that the post owns. One finding a post and process.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.charges import charged_with
from remit.evidence.line import acting_posts
from remit.evidence.topics import about_step
from remit.model.entities import Post, Process, Step
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Steps outside all duties of the one post that performs them, the first of each post in a process."""
    lang = organisation.languages[0]
    charged = charged_with(organisation)
    for process in organisation.all(Process):
        found: dict[str, list[Step]] = {}
        posts: dict[str, Post] = {}
        for step in process.steps:
            acting = acting_posts(step.performer) if step.duty is None else []
            if len(acting) == 1 and acting[0].duties:
                topic = about_step(step, lang)
                if topic and not topic & charged[acting[0].ref]:
                    found.setdefault(acting[0].ref, []).append(step)
                    posts[acting[0].ref] = acting[0]
        for ref, steps in found.items():
            params = {"step": in_words(steps[0].name), "post": in_words(posts[ref].name)}
            related = tuple(Related(step.span(), "other-place") for step in steps[1:])
            yield Diagnostic("step-outside-duties", steps[0].span("performer"), steps[0].ref, params, related)
