"""Who prepares what a chain is about, and whether an approver decides on what is his own, or below who reviewed it."""

from __future__ import annotations

from remit.evidence.actions import MAKING
from remit.evidence.chains import Act, Chain, body, judges, lone, makers, members
from remit.evidence.line import stands_above
from remit.evidence.routes import routes
from remit.model.entities import Process, Unit
from remit.model.organisation import Organisation


def prepared(chain: Chain) -> list[Act]:
    """The acts of preparing: drafting and proposing, else the work from which the records of the chain come."""
    return chain.of(MAKING) or [act for act in chain.acts[:1] if act.action == "perform" and chain.records]


def is_own(organisation: Organisation, chain: Chain, act: Act) -> bool:
    """Whether whoever did all the preparing decides alone, or with nobody else in the body, or presiding over it."""
    hands = [makers(organisation, making.by) for making in prepared(chain) if making.by is not None]
    deciding = judges(act.by)
    if hands and deciding and all(not hand.isdisjoint(made) for hand in deciding for made in hands):
        return True
    acting = body(act.by)
    if acting is None or not hands:
        return False
    everybody, presiding, recusal = members(acting)
    everywhere = frozenset.intersection(*hands)
    if everybody and everybody <= everywhere:
        return True
    equal = isinstance(acting, Unit) and acting.tier == "board"
    return bool(presiding) and presiding <= everywhere and not recusal and not equal


def precedes(organisation: Organisation, chain: Chain, check: Act, act: Act) -> bool:
    """Whether a check can come before an act; in a process, on one way through it."""
    if isinstance(chain.source, Process):
        return (act.element.id or "") in routes(organisation)[chain.source.id].after(check.element.id or "")
    return True


def reviewed_above(organisation: Organisation, chain: Chain, act: Act) -> Act | None:
    """The first review before the act by a post that stands above the post which approves; None where there is none."""
    approver = lone(act.by)
    for review in chain.of(frozenset({"review"})):
        reviewer = lone(review.by)
        if approver is None or reviewer is None or not precedes(organisation, chain, review, act):
            continue
        if stands_above(reviewer, approver):
            return review
    return None
