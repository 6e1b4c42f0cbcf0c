"""An indicator on a post whose duties never speak of what it measures.

Why: the holder is appraised for results that the job description gives to nobody or to somebody else.

Example: “profit” measures a production manager none of whose duties is about money.

Instead: write the duty that produces the result, or give the indicator to the post that has it.

Guess: only indicators that name no duty under `measures` are judged: name, definition, formula and source share no telling
word with any duty or doing of the post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.measured import is_outside
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Assignments of posts that measure something outside every duty."""
    for post in organisation.all(Post):
        for index, assignment in enumerate(post.kpis):
            kpi = assignment.kpi.target
            if kpi is not None and is_outside(organisation, post, assignment):
                params = {"kpi": in_words(kpi.name), "post": in_words(post.name)}
                yield Diagnostic("kpi-outside-duties", post.span("kpis", index, "kpi"), post.ref, params)
