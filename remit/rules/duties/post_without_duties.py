"""A post that is charged with nothing.

Why: a job description without duties cannot be signed, and whoever holds the post cannot be appraised.

Instead: write its `duties:`, or remove the post.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts without duties."""
    for post in organisation.all(Post):
        if not post.duties:
            yield Diagnostic("post-without-duties", post.span(), post.ref, {"post": in_words(post.name)})
