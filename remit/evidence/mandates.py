"""Who may act for whom: delegations of authority, who gives them, and whether one holds on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from remit.evidence.actions import GIVING
from remit.evidence.line import signing_refs
from remit.evidence.memory import kept
from remit.model.entities import Authority, AuthorityTier, Delegation, Post
from remit.model.organisation import Organisation
from remit.model.values import Performer


@dataclass(frozen=True, slots=True)
class Mandate:
    """A delegation with the authority that it is part of."""

    authority: Authority
    given: Delegation

    def holds(self, day: str) -> bool:
        """Whether the delegation is in force on a day."""
        return (self.given.from_ or "") <= day and (self.given.until is None or day <= self.given.until)

    def concerns(self, post: Post) -> bool:
        """Whether the post grants the authority or decides in one of its cases."""
        return post.ref in signing_refs(self.authority.grantor) or any(
            post.ref in signing_refs(by) for tier in self.authority.tiers for by in deciders(tier)
        )


@kept
def mandates(organisation: Organisation) -> tuple[Mandate, ...]:
    """Every delegation."""
    return tuple(Mandate(item, given) for item in organisation.all(Authority) for given in item.delegations)


def given_to(organisation: Organisation, post: Post) -> list[Mandate]:
    """The delegations that a post has received."""
    return [item for item in mandates(organisation) if post.ref in signing_refs(item.given.to)]


def deciders(tier: AuthorityTier) -> Iterator[Performer]:
    """Who decides in a case of an authority."""
    return (link.by for link in tier.chain if link.action in GIVING)


def may_act_for(organisation: Organisation, signer: Post, post: Post, day: str) -> bool:
    """Whether a delegation lets the signer act for the post on a day."""
    return any(item.concerns(post) and item.holds(day) for item in given_to(organisation, signer))
