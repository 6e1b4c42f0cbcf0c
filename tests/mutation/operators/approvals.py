"""Plants the defects of who prepares, reviews and approves: in processes, authorities and forms alike."""

from __future__ import annotations

import random

from tests.mutation.chain_places import (
    CHECKS,
    GIVING,
    MAKING,
    Act,
    Chain,
    above,
    at,
    below,
    chains,
    choose,
    is_one,
    is_post,
    put,
    told,
)
from tests.mutation.tree import Mutant, Tree, plants


def _one_maker(chain: Chain) -> bool:
    """Whether one party alone prepares."""
    making = chain.of(*MAKING)
    return len(making) == 1 and is_one(making[0].by) and not making[0].item.get("with")


def _approving(chain: Chain) -> list[Act]:
    return [act for act in chain.of("approve") if act.by is not None]


def _reviewed_only(chain: Chain) -> bool:
    """Whether one act of review is the only check."""
    checks = chain.of(*CHECKS)
    return len(checks) == 1 and checks[0].action == "review" and is_one(checks[0].by)


@plants("approves-own-draft")
def drafter_approves(tree: Tree, draw: random.Random) -> Mutant | None:
    """Who prepared it is written as who approves it."""
    chain = choose(draw, [chain for chain in chains(tree) if _one_maker(chain) and _approving(chain)])
    if chain is None:
        return None
    data, act = tree.data(chain.ref), draw.choice(_approving(chain))
    put(data, act, chain.of(*MAKING)[0].by)
    return told("approves-own-draft", chain, data, act)


@plants("approves-own-draft")
def approver_drafts(tree: Tree, draw: random.Random) -> Mutant | None:
    """Who approves it is written as who prepares it."""
    found = [chain for chain in chains(tree) if _one_maker(chain) and any(is_one(a.by) for a in _approving(chain))]
    chain = choose(draw, found)
    if chain is None:
        return None
    data, act = tree.data(chain.ref), draw.choice([act for act in _approving(chain) if is_one(act.by)])
    put(data, chain.of(*MAKING)[0], act.by)
    return told("approves-own-draft", chain, data, act)


@plants("approves-own-draft")
def chair_drafts(tree: Tree, draw: random.Random) -> Mutant | None:
    """Who presides over the meeting or committee that approves it prepares it."""
    chairs = {
        ref: tree.documents[ref].data["chair"]
        for kind in ("meeting", "unit")
        for ref in tree.of(kind)
        if "chair" in tree.documents[ref].data and tree.documents[ref].data.get("tier") != "board"
    }
    found = [
        chain
        for chain in chains(tree)
        if _one_maker(chain) and any(isinstance(a.by, str) and a.by in chairs for a in _approving(chain))
    ]
    chain = choose(draw, found)
    if chain is None:
        return None
    data = tree.data(chain.ref)
    act = next(act for act in _approving(chain) if isinstance(act.by, str) and act.by in chairs)
    # The annual meeting of a board is no meeting in which its chair has the last word.
    if act.by == "meeting:board-meeting":
        return None
    put(data, chain.of(*MAKING)[0], chairs[act.by])
    return told("approves-own-draft", chain, data, act)


@plants("reviews-own-draft")
def drafter_reviews(tree: Tree, draw: random.Random) -> Mutant | None:
    """Who prepared it is written as who reviews it, or the other way round."""
    found = [chain for chain in chains(tree) if _one_maker(chain) and _reviewed_only(chain) and _is_next(tree, chain)]
    chain = choose(draw, found)
    if chain is None:
        return None
    data, making, review = tree.data(chain.ref), chain.of(*MAKING)[0], chain.of("review")[0]
    one = draw.choice((making.by, review.by))
    if one in [act.by for act in chain.of(*GIVING)]:
        return None
    put(data, making, one)
    put(data, review, one)
    return told("reviews-own-draft", chain, data, review)


@plants("reviews-own-draft")
def every_review_is_own(tree: Tree, draw: random.Random) -> Mutant | None:
    """All reviews come back to who prepared it; nobody else countersigns."""
    found = [
        chain
        for chain in chains(tree)
        if _one_maker(chain) and len(chain.of("review")) > 1 and not chain.of("deliberate", "countersign")
        and _is_next(tree, chain) and chain.of(*MAKING)[0].by not in [act.by for act in chain.of(*GIVING)]
    ]  # fmt: skip
    chain = choose(draw, found)
    if chain is None:
        return None
    data = tree.data(chain.ref)
    for act in chain.of("review"):
        put(data, act, chain.of(*MAKING)[0].by)
    return told("reviews-own-draft", chain, data, chain.of("review")[0])


def _is_next(tree: Tree, chain: Chain) -> bool:
    """Whether nobody else works on it between preparing and review."""
    making, reviews = chain.of(*MAKING)[0], chain.of("review")
    every = at(tree.documents[chain.ref].data, making.pointer[:-1])
    between = every[making.index + 1 : reviews[-1].index]
    return all(item.get("action", "perform") in ("review", "consult") for item in between)


@plants("reviewer-is-approver")
def reviewer_approves(tree: Tree, draw: random.Random) -> Mutant | None:
    """The only reviewer also approves, or the approver also reviews."""
    found = [
        chain
        for chain in chains(tree)
        if _reviewed_only(chain) and len(chain.of(*GIVING)) == 1 and is_one(chain.of(*GIVING)[0].by)
        and chain.of("review")[0].index < chain.of(*GIVING)[0].index
    ]  # fmt: skip
    chain = choose(draw, found)
    if chain is None:
        return None
    review, act = chain.of("review")[0], chain.of(*GIVING)[0]
    one = draw.choice((review.by, act.by))
    if one in [made.by for made in chain.of(*MAKING)]:
        return None
    data = tree.data(chain.ref)
    put(data, review, one)
    put(data, act, one)
    return told("reviewer-is-approver", chain, data, act)


@plants("reviewer-is-approver")
def every_review_by_the_approver(tree: Tree, draw: random.Random) -> Mutant | None:
    """Several reviews, all by who approves in the end."""
    found = [
        chain
        for chain in chains(tree)
        if len(chain.of("review")) > 1 and not chain.of("deliberate", "countersign") and len(chain.of(*GIVING)) == 1
        and is_one(chain.of(*GIVING)[0].by)
    ]  # fmt: skip
    chain = choose(draw, found)
    if chain is None or chain.of(*GIVING)[0].by in [made.by for made in chain.of(*MAKING)]:
        return None
    data = tree.data(chain.ref)
    for review in chain.of("review"):
        put(data, review, chain.of(*GIVING)[0].by)
    return told("reviewer-is-approver", chain, data, chain.of(*GIVING)[0])


@plants("reviewer-above-approver")
def review_and_approval_exchanged(tree: Tree, draw: random.Random) -> Mutant | None:
    """The higher post reviews and the lower one approves."""
    found = [(chain, review, act) for chain, review, act in _judging(tree) if act.by in above(tree, review.by)]
    chain, review, act = draw.choice(found)
    data = tree.data(chain.ref)
    put(data, review, act.by)
    put(data, act, review.by)
    return told("reviewer-above-approver", chain, data, act)


@plants("reviewer-above-approver")
def superior_reviews(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post above the approver is written as a reviewer, or a post below the reviewer as the approver."""
    chain, review, act = draw.choice(_judging(tree))
    data = tree.data(chain.ref)
    higher = [post for post in above(tree, act.by) if post not in (review.by, "post:chairman")]
    if higher and draw.random() < 0.5:
        put(data, review, draw.choice(higher))
    elif lower := below(tree, review.by):
        put(data, act, draw.choice(lower))
    else:
        return None
    return told("reviewer-above-approver", chain, data, act)


def _judging(tree: Tree) -> list[tuple[Chain, Act, Act]]:
    """Reviews and approvals of one post each, in chains with one approval."""
    return [
        (chain, review, chain.of(*GIVING)[0])
        for chain in chains(tree)
        if len(chain.of(*GIVING)) == 1 and is_post(chain.of(*GIVING)[0].by)
        for review in chain.of("review")
        if is_post(review.by) and review.index < chain.of(*GIVING)[0].index
    ]


@plants("approver-below-drafter")
def draft_and_approval_exchanged(tree: Tree, draw: random.Random) -> Mutant | None:
    """The superior prepares what the post below approves."""
    found = [
        chain
        for chain in chains(tree)
        if _one_maker(chain) and is_post(chain.of(*MAKING)[0].by)
        and any(is_post(act.by) and act.by in above(tree, chain.of(*MAKING)[0].by) for act in _approving(chain))
    ]  # fmt: skip
    chain = choose(draw, found)
    if chain is None:
        return None
    data, making = tree.data(chain.ref), chain.of(*MAKING)[0]
    act = next(act for act in _approving(chain) if is_post(act.by) and act.by in above(tree, making.by))
    put(data, making, act.by)
    put(data, act, making.by)
    return told("approver-below-drafter", chain, data, act)


@plants("approver-below-drafter")
def subordinate_approves(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post below who prepared it approves it; who prepared it is named as a post, or as the department it leads."""
    found = [chain for chain in chains(tree) if _one_maker(chain) and is_post(chain.of(*MAKING)[0].by)]
    chain = choose(draw, [chain for chain in found if _approving(chain)])
    if chain is None:
        return None
    data, making, act = tree.data(chain.ref), chain.of(*MAKING)[0], draw.choice(_approving(chain))
    lower = below(tree, making.by)
    if not lower:
        return None
    led = [
        ref
        for ref in tree.of("unit")
        if tree.documents[ref].data.get("head") == making.by.removeprefix("post:")
        and tree.documents[ref].data.get("tier") not in ("board", "committee")
    ]
    if led and draw.random() < 0.5:
        put(data, making, draw.choice(led))
    put(data, act, draw.choice(lower))
    return told("approver-below-drafter", chain, data, act)


@plants("chain-with-two-approvals")
def another_approval_added(tree: Tree, draw: random.Random) -> Mutant | None:
    """A second approval by somebody else is put behind the first one in an authority."""
    found = [chain for chain in chains(tree) if chain.ref.startswith("authority:") and chain.of(*GIVING)]
    chain = draw.choice(found)
    act = chain.of(*GIVING)[-1]
    other = draw.choice([post for post in tree.of("post") if post not in str(chain.acts)])
    data = tree.data(chain.ref)
    place = (*act.pointer[:-1], act.index + 1)
    at(data, place[:-1]).insert(act.index + 1, {"action": "approve", "by": other})
    return told("chain-with-two-approvals", chain, data, Act(place, {}, "by"))


@plants("chain-with-two-approvals")
def check_becomes_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """A review or countersignature of an authority is called an approval, too."""
    found = [
        (chain, act)
        for chain in chains(tree)
        if chain.ref.startswith("authority:") and len(chain.of(*GIVING)) == 1
        for act in chain.of(*CHECKS)
        if act.by != chain.of(*GIVING)[0].by and act.index < chain.of(*GIVING)[0].index
    ]  # fmt: skip
    chain, act = draw.choice(found)
    data = tree.data(chain.ref)
    at(data, act.pointer)["action"] = "approve"
    return told("chain-with-two-approvals", chain, data, chain.of(*GIVING)[0])


@plants("chain-with-two-approvals")
def each_has_to_approve(tree: Tree, draw: random.Random) -> Mutant | None:
    """Everybody of a group has to approve."""
    chain = choose(draw, [chain for chain in chains(tree) if any(is_one(act.by) for act in _approving(chain))])
    if chain is None:
        return None
    data, act = tree.data(chain.ref), draw.choice([act for act in _approving(chain) if is_one(act.by)])
    put(data, act, {"each": draw.choice(("group:departments", "group:production-sections", "group:senior-management"))})
    return told("chain-with-two-approvals", chain, data, act)
