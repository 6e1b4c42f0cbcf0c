"""A post that reports to two superiors.

Why: two masters set two priorities; who appraises, and who decides in a conflict, stays open.

Instead: keep one `superior:` and write the other as a relationship.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts with `also_reports_to`."""
    for post in organisation.all(Post):
        if post.also_reports_to:
            params = {
                "post": in_words(post.name),
                "others": ", ".join(str(ref.named) if ref.named else ref.key for ref in post.also_reports_to),
            }
            yield Diagnostic("two-reporting-lines", post.span("also_reports_to"), post.ref, params)
