"""Plants the defects of the gates that documents pass: left out, out of order, gone round, contradictory, without approval."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

from tests.mutation.chain_places import (
    CHECKS,
    GIVING,
    MAKING,
    Act,
    Chain,
    above,
    after,
    at,
    below,
    chains,
    is_plain,
    is_post,
    names,
    outputs,
    put,
    told,
)
from tests.mutation.tree import Mutant, Tree, plants

_DOCUMENTS = ("plan", "budget", "scheme", "standard", "quota", "rule")


def _class(tree: Tree, chain: Chain) -> str:
    """The document class of what the chain is about; empty where there is none."""
    source = tree.documents[chain.ref].data
    if chain.ref.startswith("authority:") and "class" in source:
        return str(source["class"])
    found = [tree.documents[ref].data.get("class") for ref in sorted(chain.records)]
    return str(found[0]) if found and all(one == found[0] and one for one in found) else ""


def _gates(tree: Tree, chain: Chain) -> list[str]:
    declared = tree.documents["system:system"].data["document_classes"]
    return [gate["action"] for item in declared if item["id"] == _class(tree, chain) for gate in item["gates"]]


def _sole(tree: Tree, chain: Chain) -> bool:
    """Whether the process handles its record in this activity alone, and no authority rules it too."""
    return not any(
        other is not chain and other.records & chain.records and not other.ref.startswith("record:")
        for other in chains(tree)
    )


@plants("branch-past-approval")
def branch_leads_past(tree: Tree, draw: random.Random) -> Mutant | None:
    """One case of several is led behind the approval."""
    found: list[tuple[Chain, int, int, str]] = []
    for chain in chains(tree):
        if chain.ref.startswith("process:") and chain.of(*MAKING) and chain.of(*GIVING):
            steps = tree.documents[chain.ref].data["steps"]
            giving = {step["id"] for step in steps if step.get("action") in GIVING}
            behind = [name for name in ("end", *_ids(steps)) if name not in giving and not after(steps, name) & giving]
            own = {act.item["id"] for act in chain.of(*GIVING)}
            for index, step in enumerate(steps):
                cases = [
                    place
                    for place, branch in enumerate(step.get("branches", ()))
                    if {"class", "above", "up_to"} & set(branch) and ({branch["to"]} | after(steps, branch["to"])) & own
                ]
                started = index >= chain.of(*MAKING)[0].index
                if len(cases) > 1 and started and step["id"] not in giving:
                    later = [name for name in behind if name == "end" or name in after(steps, step["id"])]
                    found += [(chain, index, case, name) for case in cases for name in later]
    chain, index, case, name = draw.choice(found)
    data = tree.data(chain.ref)
    data["steps"][index]["branches"][case]["to"] = name
    place = ("steps", index, "branches", case, "to")
    return Mutant("branch-past-approval", {chain.ref: data}, f"{chain.ref}/{data['steps'][index]['id']}", place)


def _ids(steps: list[Any]) -> list[str]:
    return [step["id"] for step in steps]


@plants("branch-past-approval")
def small_ones_need_none(tree: Tree, draw: random.Random) -> Mutant | None:
    """A review sends what is below an amount straight on, and only the rest to the approval."""
    chain, review, act = draw.choice(_reviewed_then_approved(tree))
    data = tree.data(chain.ref)
    steps = data["steps"]
    behind = next((step["id"] for step in steps[act.index + 1 :]), "end")
    amount = draw.choice((5000, 20000, 100000))
    low = {"up_to": amount, "to": behind, "when": {"zh": "金额较小", "en": "A small amount"}}
    high = {"above": amount, "to": act.item["id"], "when": {"zh": "金额较大", "en": "A large amount"}}
    cases = [low, high] if draw.random() < 0.5 else [high, low]
    steps[review.index]["branches"] = cases
    place = ("steps", review.index, "branches", cases.index(low), "to")
    return Mutant("branch-past-approval", {chain.ref: data}, f"{chain.ref}/{review.item['id']}", place)


def _reviewed_then_approved(tree: Tree) -> list[tuple[Chain, Act, Act]]:
    """A review and the approval next to it in a process that approves but once, after somebody has prepared."""
    found: list[tuple[Chain, Act, Act]] = []
    for chain in chains(tree):
        if chain.ref.startswith("process:") and chain.of(*MAKING):
            steps = tree.documents[chain.ref].data["steps"]
            giving = [step for step in steps if step.get("action") in GIVING]
            for one, other in pairwise(chain.acts):
                if one.action == "review" and other.action == "approve" and other.index == one.index + 1:
                    plain = len(giving) == 1 and is_plain(steps, one.index) and is_plain(steps, other.index)
                    found += [(chain, one, other)] if plain else []
    return found


@plants("gates-out-of-order")
def approved_before_the_check(tree: Tree, draw: random.Random) -> Mutant | None:
    """In a process, the approval comes first and the review after it."""
    found = [
        (chain, review, act)
        for chain, review, act in _reviewed_then_approved(tree)
        if _gates(tree, chain) and len(chain.records) == 1 and _sole_in_process(tree, chain)
    ]
    chain, review, act = draw.choice(found)
    data = tree.data(chain.ref)
    steps = data["steps"]
    steps[review.index], steps[act.index] = steps[act.index], steps[review.index]
    return Mutant("gates-out-of-order", {chain.ref: data}, f"{chain.ref}/{review.item['id']}", ("steps", act.index))


def _sole_in_process(tree: Tree, chain: Chain) -> bool:
    """Whether no other activity of the process handles the record."""
    return not any(
        other is not chain and other.ref == chain.ref and other.records & chain.records for other in chains(tree)
    )


@plants("gates-out-of-order")
def links_out_of_order(tree: Tree, draw: random.Random) -> Mutant | None:
    """In an authority, the approval stands before the checks, or preparing after everything."""
    found = [
        chain
        for chain in chains(tree)
        if chain.ref.startswith("authority:") and _gates(tree, chain) and chain.of(*CHECKS)
        and len(chain.of(*GIVING)) == 1 and len(chain.of(*MAKING)) == 1 and chain.of(*MAKING)[0].index == 0
    ]  # fmt: skip
    chain = draw.choice(found)
    data = tree.data(chain.ref)
    links = at(data, chain.acts[0].pointer[:-1])
    giving = chain.of(*GIVING)[0]
    if draw.random() < 0.5:
        links.insert(1, links.pop(giving.index))
        late = next(i for i, link in enumerate(links) if i > 1 and link["action"] in (*CHECKS, "consult"))
    else:
        links.insert(giving.index, links.pop(0))
        late = giving.index
    return told("gates-out-of-order", chain, data, Act((*giving.pointer[:-1], late), {}, "by"), who=False)


@plants("missing-gate")
def link_left_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """A tier of an authority does without a check that the class asks for, or only informs instead."""
    found = [
        (chain, act)
        for chain in chains(tree)
        if chain.ref.startswith("authority:") and chain.of(*GIVING)
        for act in chain.acts
        if act.action in CHECKS and act.action in _gates(tree, chain) and len(chain.of(act.action)) == 1
    ]  # fmt: skip
    chain, act = draw.choice(found)
    data = tree.data(chain.ref)
    if draw.random() < 0.6:
        at(data, act.pointer[:-1]).pop(act.index)
    else:
        at(data, act.pointer)["action"] = "inform"
    tier = at(data, act.pointer[:2])
    place = (*act.pointer[:2], "chain")
    return Mutant("missing-gate", {chain.ref: data}, f"{chain.ref}/{tier['id']}", place, key=True)


@plants("missing-gate")
def step_left_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """A process does without the step of a gate."""
    found = []
    for chain in chains(tree):
        if chain.ref.startswith("process:") and len(chain.records) == 1 and _gates(tree, chain) and chain.of(*MAKING):
            steps = tree.documents[chain.ref].data["steps"]
            for act in chain.acts[1:]:
                gate = act.action in CHECKS or (act.action == "approve" and _sole(tree, chain))
                alone = len(chain.of(act.action)) == 1 and chain.of(*GIVING) and _sole_in_process(tree, chain)
                if gate and alone and act.action in _gates(tree, chain) and is_plain(steps, act.index):
                    found.append((chain, act))
    chain, act = draw.choice(found)
    data = tree.data(chain.ref)
    data["steps"].pop(act.index)
    return Mutant("missing-gate", {chain.ref: data}, chain.ref, chain.acts[0].pointer, note=act.action)


@plants("missing-gate")
def nobody_signed_the_review(tree: Tree, draw: random.Random) -> Mutant | None:
    """The control block of a policy names no reviewer, or nobody was consulted on a rule."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    if "consultation" in data and data["class"] == "rule" and draw.random() < 0.4:
        del data["consultation"]
    else:
        del data["control"]["reviewed_by"]
    return Mutant("missing-gate", {ref: data}, ref, ("control",))


@plants("missing-gate")
def slot_left_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """A form that no process and no authority takes through has no slot for a gate."""
    found = [
        (chain, act)
        for chain in chains(tree)
        if chain.ref.startswith("record:") and _sole(tree, chain)
        for act in chain.acts
        if act.action in _gates(tree, chain) and act.action not in MAKING and len(chain.of(act.action)) == 1
    ]
    if not found:
        return None
    chain, act = draw.choice(found)
    data = tree.data(chain.ref)
    data["signatures"].pop(act.index)
    return Mutant("missing-gate", {chain.ref: data}, chain.ref, ("signatures",), key=True, note=act.action)


@plants("tier-approver-order")
def tiers_exchanged(tree: Tree, draw: random.Random) -> Mutant | None:
    """The approvers of two amounts are exchanged, or the larger amount goes to somebody below."""
    chain, low, high = draw.choice(_neighbours(tree))
    data = tree.data(chain.ref)
    lower = below(tree, low.by)
    if high.by in above(tree, low.by) and draw.random() < 0.5:
        put(data, low, high.by)
        put(data, high, low.by)
    elif lower:
        put(data, high, draw.choice(lower))
    else:
        return None
    return told("tier-approver-order", chain, data, high)


def _neighbours(tree: Tree) -> list[tuple[Chain, Act, Act]]:
    """The approving links of tiers with amounts next to each other, the lower one first, where both are posts."""
    found: list[tuple[Chain, Act, Act]] = []
    for ref in tree.of("authority"):
        tiers = tree.documents[ref].data["tiers"]
        own = [chain for chain in chains(tree) if chain.ref == ref and chain.of(*GIVING)]
        ladder = [(chain, chain.of(*GIVING)[0], tiers[int(chain.acts[0].pointer[1])]) for chain in own]
        ladder = [step for step in ladder if {"above", "up_to"} & set(step[2])]
        ladder.sort(key=lambda step: step[2].get("above", -1))
        for (_, low, _), (chain, high, _) in pairwise(ladder):
            if is_post(low.by) and is_post(high.by):
                found.append((chain, low, high))
    return found


@plants("contradictory-chains")
def one_place_says_otherwise(tree: Tree, draw: random.Random) -> Mutant | None:
    """The process, the authority or the form names another approver than the two others."""
    found = [places for record in tree.of("record") if (places := _agreeing(tree, record))]
    places = draw.choice(found)
    kind = draw.choice(sorted(places))
    chain, act = places[kind]
    known = str([one.acts for one, _ in places.values()])
    reviewers = [item.by for item in chain.acts if item.action == "review" and is_post(item.by)]
    others = [
        post
        for post in tree.of("post")
        if post not in known and not any(reviewer in above(tree, post) for reviewer in reviewers)
    ]
    odd = _reported(kind, set(places))
    if not odd or not others:
        return None
    data = tree.data(chain.ref)
    put(data, act, draw.choice(others))
    if odd == kind:
        return told("contradictory-chains", chain, data, act)
    there, wrong = places[odd]
    first, *rest = names(there, tree.documents[there.ref].data, wrong)
    place = (*wrong.pointer, wrong.key)
    return Mutant("contradictory-chains", {chain.ref: data}, first, place, file=there.ref, subjects=tuple(rest))


def _reported(changed: str, places: set[str]) -> str:
    """Where the finding stands: of three places at the one that differs, else at the one that is not the authority.

    Empty where only the form differs from a process: that is the slot that no step fills.
    """
    if changed == "record":
        return "" if "process" in places else "record"
    if len(places) == 3 or changed == "process":
        return changed
    return "process" if "process" in places else "record"


def _agreeing(tree: Tree, record: str) -> dict[str, tuple[Chain, Act]]:
    """Where a record is approved by one post, everywhere the same: by kind of place, at least two of which one is an authority."""
    found: dict[str, tuple[Chain, Act]] = {}
    for chain in chains(tree):
        if record in chain.records:
            kind = chain.ref.partition(":")[0]
            giving = chain.of(*GIVING)
            if len(giving) > 1 or kind in found or (giving and not is_post(giving[0].by)):
                return {}
            if giving:
                found[kind] = (chain, giving[0])
    same = len({act.by for _, act in found.values()}) == 1
    return found if same and len(found) > 1 and "authority" in found else {}


@plants("document-without-approval")
def new_document_unapproved(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new plan, rule or scheme comes into use; its form may be left unsaid, and nobody approves it."""
    topic = draw.choice((("食堂", "Canteen"), ("班车", "Shuttle Bus"), ("档案室", "Archive"), ("厂区绿化", "Greenery")))
    kind = draw.choice(
        (("plan", "年度计划", "Annual Plan"), ("rule", "管理办法", "Rules"), ("scheme", "改造方案", "Refit Scheme"),
         ("budget", "费用预算", "Budget"), ("standard", "服务标准", "Service Standard"))
    )  # fmt: skip
    data: dict[str, Any] = {"name": {"zh": topic[0] + kind[1], "en": f"{topic[1]} {kind[2]}"}}
    if draw.random() < 0.6:
        data["form"] = kind[0]
    maker = draw.choice(tree.of("post"))
    data |= {"number": "QY-FM-XX-99", "version": "A/0", "maker": maker, "custodian": maker, "retention": "3 years"}
    if draw.random() < 0.5:
        data["signatures"] = [{"action": "draft", "by": maker}]
    ref = f"record:new-{kind[0]}"
    return Mutant("document-without-approval", {ref: data}, ref)


@plants("document-without-approval")
def approval_forgotten(tree: Tree, draw: random.Random) -> Mutant | None:
    """A document loses its class, and its process and its form lose the approval."""
    record = draw.choice([ref for ref in tree.of("record") if tree.documents[ref].data.get("form") in _DOCUMENTS])
    own = [chain for chain in chains(tree) if record in chain.records and not chain.ref.startswith("record:")]
    if len(own) != 1 or not own[0].ref.startswith("process:"):
        return None
    name = tree.documents[record].data["name"]["zh"]
    if any(
        name in str(d.data) for ref, d in tree.documents.items() if ref not in (record, own[0].ref, "system:system")
    ):
        return None
    form, process = tree.data(record), tree.data(own[0].ref)
    giving = [i for i, step in enumerate(process["steps"]) if step.get("action") in GIVING]
    if not all(is_plain(process["steps"], i) for i in giving):
        return None
    form.pop("class", None)
    slots = [slot for slot in form.pop("signatures", ()) if slot["action"] not in GIVING]
    if slots:
        form["signatures"] = slots
    process["steps"] = [step for i, step in enumerate(process["steps"]) if i not in giving]
    made = {other for step in process["steps"] for other in outputs(step)}
    if any(tree.documents[other].data.get("form") == form["form"] for other in made - {record}):
        return None
    return Mutant("document-without-approval", {record: form, own[0].ref: process}, record)


@plants("document-without-approval")
def charged_with_a_document(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is charged with writing a document that nobody approves."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    zh, en = draw.choice(
        (
            ("食堂管理办法", "Canteen rules"),
            ("来访接待方案", "Scheme for visitors"),
            ("车辆使用计划", "Vehicle use plan"),
        )
    )
    text = {"zh": f"每年编制{zh}并组织执行", "en": f"Write the {en.lower()} every year and see to it"}
    data["duties"].append({"id": "new-paper", "text": text, "role": "prepare", "outputs": [{"zh": zh, "en": en}]})
    place = ("duties", len(data["duties"]) - 1)
    return Mutant("document-without-approval", {ref: data}, f"{ref}/new-paper", place)
