"""Shares of working time of a post that do not sum to 100 %.

Why: the job description promises more or less than the whole of the holder's time.

Instead: let the shares of all duties sum to 100, or leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_EXACT = 1e-9


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Posts some of whose duties have a share, and whose shares do not sum to 100."""
    for post in organisation.all(Post):
        shares = [duty.share for duty in post.duties if duty.share is not None]
        if shares and abs(sum(shares) - 100) > _EXACT:
            written = " + ".join(f"{share:g}" for share in shares)
            params = {"post": in_words(post.name), "total": f"{sum(shares):g}", "shares": written}
            yield Diagnostic("shares-not-100", post.span("duties", key=True), post.ref, params)
