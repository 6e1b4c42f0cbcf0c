"""One case that two parties approve one after the other, or that each of several has to approve.

Judged are the chains of authorities, and in processes and signature slots an approval by each of several; two approving steps
of a process on one way are a row with two who answer, and are reported there. The same party twice is one.

Why: with two last words none is the last; each relies on the other, and a refusal of one leaves the matter open.

Instead: let one approve and the others review or countersign.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import Authority
from remit.model.organisation import Organisation
from remit.views.chain_words import about, all_who, who
from remit.views.chains import GIVING, Act, chains, judges


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a chain with two approvals, at the second; one an approval by each of several."""
    for chain in chains(organisation):
        giving = [act for act in chain.of(GIVING) if act.by is not None]
        for act in giving:
            if act.by is not None and act.by.kind == "each":
                params = {"what": about(organisation, chain), "parties": who(organisation, act.by)}
                yield Diagnostic("chain-with-two-approvals", act.span(), act.element.ref, params)
        second = next((act for act in giving[1:] if not _same(giving[0], act)), None)
        if isinstance(chain.source, Authority) and second is not None:
            params = {"what": about(organisation, chain), "parties": all_who(organisation, giving)}
            related = (Related(giving[0].span(), "other-accountable"),)
            yield Diagnostic("chain-with-two-approvals", second.span(), second.element.ref, params, related)


def _same(one: Act, other: Act) -> bool:
    hands = frozenset().union(*judges(one.by))
    return not hands.isdisjoint(frozenset().union(*judges(other.by)))
