"""What is reviewed only by those who prepared it.

A review of what somebody else has done since is not meant, nor a head who reviews what the unit's other posts prepared, nor a chain in which a body deliberates or another
function countersigns, nor one in which the same party also approves: that is reported as an approval of the own draft.

Why: who made it does not see the own mistake; a review is a second pair of eyes (ISO 9001:2015, 7.5.2 c).

Instead: let somebody review who has not prepared it, or leave out the review and let the approval do.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING, REVIEWING
from remit.evidence.chain_words import about
from remit.evidence.chains import Act, Chain, chains, judges, makers
from remit.evidence.naming import who
from remit.evidence.preparing import prepared
from remit.evidence.routes import routes
from remit.model.entities import Process, Record
from remit.model.organisation import Organisation


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The first review of each chain whose checks are all by those who prepared; slots only where no chain says the same."""
    seen: set[str] = set()
    for chain in chains(organisation):
        making = prepared(chain)
        checks = [act for act in chain.of(REVIEWING) if act.by is not None]
        reviews = [act for act in checks if act.action == "review"]
        if not reviews or not making or (isinstance(chain.source, Record) and seen.issuperset(chain.records)):
            continue
        hands: frozenset[str] = frozenset().union(*(makers(organisation, act.by) for act in making))
        if _worked_on(organisation, chain, hands, making[0], reviews[0]):
            continue
        if all(_by(hands, act) for act in checks) and not any(_by(hands, act) for act in chain.of(GIVING)):
            seen.update(chain.records)
            yield _finding(organisation, chain, making[0], reviews[0])


def _worked_on(organisation: Organisation, chain: Chain, hands: frozenset[str], making: Act, review: Act) -> bool:
    """Whether somebody else does something between the two, so that it is his work that is reviewed."""
    if not isinstance(chain.source, Process):
        between = chain.acts[chain.acts.index(making) + 1 : chain.acts.index(review)]
        return any(act.action == "perform" and not _by(hands, act) for act in between)
    ways = routes(organisation)[chain.source.id]
    steps = [
        step
        for step in chain.source.steps
        if step.id in ways.after(making.element.id or "") and (review.element.id or "") in ways.after(step.id)
    ]
    return any(
        (step.action or "perform") == "perform"
        and step.performer is not None
        and not _by(hands, Act("perform", step.performer, step))
        for step in steps
    )


def _by(hands: frozenset[str], act: Act) -> bool:
    deciding = judges(act.by)
    return bool(deciding) and all(not hand.isdisjoint(hands) for hand in deciding)


def _finding(organisation: Organisation, chain: Chain, making: Act, review: Act) -> Diagnostic:
    params = {"what": about(organisation, chain), "by": who(organisation, review.by)}
    related = (Related(making.span(), "prepared-here"),)
    return Diagnostic("reviews-own-draft", review.span(), review.element.ref, params, related)
