"""What somebody prepares and alone approves, in a process, in the chain of an authority or in the signature slots of a form.

A body that decides is no single hand: it is reported only where all its members prepared, or where who prepared presides
and nobody has to stand aside (`recusal: true`); the members of a board are equal by law. A head who approves what the unit's other posts prepared is not meant.

Why: nobody else has looked at it; the approval proves nothing (COSO: segregation of duties; ISO 9001:2015, 7.5.2 c).

Instead: let the superior or another function approve; let a member of a body stand aside in his own matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chain_words import about, all_who
from remit.evidence.chains import Act, Chain, chains, judges
from remit.evidence.naming import who
from remit.evidence.preparing import is_own, prepared
from remit.model.entities import Authority, Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Approving acts of whoever did all the preparing; the slots of a form only where no process or authority says the same."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for chain in chains(organisation):
        making = prepared(chain)
        for act in chain.of(GIVING if isinstance(chain.source, Authority) else frozenset({"approve"})):
            if is_own(organisation, chain, act):
                known = {(record, key) for record in chain.records for key in judges(act.by)}
                if not (isinstance(chain.source, Record) and known <= seen):
                    yield _finding(organisation, chain, making, act)
                seen |= known


def _finding(organisation: Organisation, chain: Chain, making: list[Act], act: Act) -> Diagnostic:
    params = {
        "what": about(organisation, chain),
        "maker": all_who(organisation, making),
        "by": who(organisation, act.by),
    }
    related = (Related(making[0].span(), "prepared-here"),)
    return Diagnostic("approves-own-draft", act.span(), act.element.ref, params, related)
