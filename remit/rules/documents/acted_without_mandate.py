"""Somebody signed on behalf of a post without being its deputy or superior, and without a delegation that held on that day.

Of each document the last entry is judged: a later approval puts right what was wrong with an earlier one.

Why: who acts for another without a mandate binds nobody; one that begins later, or has run out, is none.

Instead: let the post itself sign, or record the delegation (authority.delegations with from and until) or the deputy.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.ledger_entries import deputies, sign_offs
from remit.evidence.line import acting_posts, stands_above
from remit.evidence.mandates import Mandate, given_to
from remit.evidence.naming import called, who
from remit.model.entities import Approving, Post, SignOff
from remit.model.ledger import standing
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Signatures for others; related is the delegation that does not cover the day, where there is one."""
    for approval in standing(organisation):
        day = approval.approved.on
        for path, sign in sign_offs(approval):
            post = sign.on_behalf_of.target if sign.on_behalf_of is not None else None
            signers = acting_posts(sign.by)
            if (
                not isinstance(post, Post)
                or not signers
                or any(_may(organisation, item, post, sign, day) for item in signers)
            ):
                continue
            near = [item for signer in signers for item in _mandates(organisation, signer, post)]
            params = {
                "document": called(organisation, approval.document.target or approval),
                "by": who(organisation, sign.by),
                "post": called(organisation, post),
                "on": sign.on or day,
            }
            related = tuple(Related(item.given.span(), "other-place") for item in near[:1])
            span = approval.span(*path, "on_behalf_of")
            yield Diagnostic("acted-without-mandate", span, approval.ref, params, related)


def _may(organisation: Organisation, signer: Post, post: Post, sign: SignOff | Approving, day: str) -> bool:
    if signer is post or signer.ref in deputies(post) or stands_above(signer, post):
        return True
    return any(item.holds(sign.on or day) for item in _mandates(organisation, signer, post))


def _mandates(organisation: Organisation, signer: Post, post: Post) -> list[Mandate]:
    return [item for item in given_to(organisation, signer) if item.concerns(post)]
