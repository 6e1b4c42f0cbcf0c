"""A reviewer who stands in the line above the approver of the same thing.

Countersigning, consulting and deliberating by another function is no matter of rank, and neither is a body; judged are a post
that reviews and a post that approves later in the same chain.

Why: nobody refuses what his superior has passed; the approval is a formality, and the decision is the reviewer's.

Instead: let the higher post approve and the lower one review.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chain_words import about
from remit.evidence.chains import chains, lone
from remit.evidence.preparing import reviewed_above
from remit.model.entities import Record
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an approval, with the first reviewer above; slots only where no process or authority says the same."""
    seen: set[tuple[str, str]] = set()
    for chain in chains(organisation):
        giving = chain.of(GIVING)
        if isinstance(chain.source, Record) and len(giving) > 1:
            continue
        for act in giving:
            review = reviewed_above(organisation, chain, act)
            approver, reviewer = lone(act.by), lone(review.by) if review is not None else None
            if review is None or approver is None or reviewer is None:
                continue
            keys = {(record, approver.id) for record in chain.records}
            if not (isinstance(chain.source, Record) and keys <= seen):
                seen |= keys
                params = {
                    "what": about(organisation, chain),
                    "reviewer": in_words(reviewer.name),
                    "approver": in_words(approver.name),
                }
                related = (Related(review.span(), "reviewed-here"),)
                yield Diagnostic("reviewer-above-approver", act.span(), act.element.ref, params, related)
