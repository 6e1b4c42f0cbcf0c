"""One case that two parties approve one after the other, or that each of several has to approve.

Judged are the chains of authorities, and in processes and signature slots an approval by each of several; two approving steps
of a process on one way are a row with two who answer, and are reported there. The same party twice is one.

Why: with two last words none is the last; each relies on the other, and a refusal of one leaves the matter open.

Instead: let one approve and the others review or countersign.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chain_words import about, all_who
from remit.evidence.chains import chains, share_hands
from remit.evidence.naming import who
from remit.model.entities import Authority
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a chain with two approvals, at the second; one an approval by each of several."""
    for chain in chains(organisation):
        giving = [act for act in chain.of(GIVING) if act.by is not None]
        for act in giving:
            if act.by is not None and act.by.kind == "each":
                params = {"what": about(organisation, chain), "parties": who(organisation, act.by)}
                yield Diagnostic("chain-with-two-approvals", act.span(), act.element.ref, params)
        second = next((act for act in giving[1:] if not share_hands(giving[0], act)), None)
        if isinstance(chain.source, Authority) and second is not None:
            params = {"what": about(organisation, chain), "parties": all_who(organisation, giving)}
            related = (Related(giving[0].span(), "other-accountable"),)
            yield Diagnostic("chain-with-two-approvals", second.span(), second.element.ref, params, related)
