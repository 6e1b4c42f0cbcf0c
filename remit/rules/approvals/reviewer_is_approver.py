"""A review and an approval of one thing by the same party, with nobody else between: who passes the review puts it into effect.

Signature slots that approve in different cases are not judged; nor are chains in which somebody else reviews, deliberates
or countersigns.

Why: the approval adds nothing to the review; the chain promises two looks and holds one (ISO 9001:2015, 7.5.2 c).

Instead: let the superior of the reviewer, or whoever answers for the outcome, approve; or leave out the review.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING, REVIEWING
from remit.evidence.chain_words import about
from remit.evidence.chains import Act, chains, judges
from remit.evidence.naming import who
from remit.evidence.preparing import is_own, precedes
from remit.model.entities import Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approving acts after checks that are all by the same party."""
    seen: set[str] = set()
    for chain in chains(organisation):
        giving = chain.of(GIVING)
        signed = isinstance(chain.source, Record)
        if signed and (len(giving) > 1 or seen.issuperset(chain.records)):
            continue
        for act in giving:
            checks = [
                check
                for check in chain.of(REVIEWING)
                if check.by is not None and precedes(organisation, chain, check, act)
            ]
            reviews = [check for check in checks if check.action == "review"]
            if reviews and all(_same(check, act) for check in checks) and not is_own(organisation, chain, act):
                seen.update(chain.records)
                params = {"what": about(organisation, chain), "by": who(organisation, act.by)}
                related = (Related(reviews[0].span(), "reviewed-here"),)
                yield Diagnostic("reviewer-is-approver", act.span(), act.element.ref, params, related)


def _same(check: Act, act: Act) -> bool:
    one, other = judges(check.by), judges(act.by)
    return bool(one) and len(one) == len(other) and all(any(not a.isdisjoint(b) for b in other) for a in one)
