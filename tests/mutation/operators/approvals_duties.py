"""Plants duties in one hand that should be apart, changes approved too low or not at all, and plans that nobody was asked about."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.chain_places import CHECKS, GIVING, MAKING, Chain, below, chains, is_plain, is_post
from tests.mutation.tree import Mutant, Tree, plants

_BESIDE = ("assist", "participate", "coordinate")
_CHARGING = ("plan", "rule", "scheme", "standard", "quota")

_APART = (
    ("choose", "pay"), ("choose", "receive"), ("choose", "sign"), ("sign", "receive"), ("sign", "pay"), ("receive", "pay"),
    ("allow", "pay"), ("keep", "count"), ("keep", "book"), ("book", "pay"), ("make", "release"),
)  # fmt: skip
_SAID = {
    "choose": (("评估并选定供应商", "Assess and select suppliers"), ("负责供应商的选择与淘汰", "Is in charge of supplier selection"),
               ("通过比价确定供应商", "Choose suppliers by comparing prices")),
    "sign": (("代表公司签订采购合同", "Sign purchase contracts for the company"), ("负责采购合同的谈判和签订", "Negotiate and sign purchase contracts"),
             ("与供应商签署采购协议", "Conclude purchase agreements with suppliers")),
    "receive": (("负责到货物资的验收", "Accept deliveries"), ("对来料点收入库", "Receive goods into the store"), ("验收采购的物料", "Accept goods that were bought")),
    "pay": (("办理货款支付", "Make payments to suppliers"), ("按合同向供应商付款", "Pay suppliers under the contract"), ("负责公司款项的支付", "Release payments of the company")),
    "allow": (("审批部门费用报销", "Approve expenses of the department"), ("审批付款申请", "Approve payments")),
    "keep": (("负责仓库物资的保管", "Keep the store"), ("保管库存物料", "Keep stock")),
    "count": (("对库存盘点进行监盘", "Supervise the stocktake"), ("盘点时独立抽盘复核", "Verify stock counts")),
    "book": (("负责存货明细账的登记", "Keep the ledger of stock"), ("登记总账和明细账", "Keep the books")),
    "make": (("按工艺完成产品加工", "Machine parts as the process says"), ("操作设备生产产品", "Operate production machines")),
    "release": (("负责成品出厂检验", "Do the final inspection"), ("判定产品合格并放行", "Release products that conform")),
}  # fmt: skip


def _barred(tree: Tree) -> set[frozenset[str]]:
    declared = tree.documents["system:system"].data["duty_classes"]
    return {frozenset((item["id"], other)) for item in declared for other in item.get("incompatible", ())}


def _classes(tree: Tree, post: str) -> set[str]:
    """The duty classes of a post, its own and those of roles that it holds."""
    held = [ref for ref in tree.of("role") if post.removeprefix("post:") in tree.documents[ref].data["holders"]]
    return {
        duty["duty_class"]
        for ref in (post, *held)
        for duty in tree.documents[ref].data.get("duties", ())
        if "duty_class" in duty and duty.get("role") not in _BESIDE
    }


def _free(data: Any) -> list[int]:
    """The duties without a class that are done, not helped with."""
    return [i for i, d in enumerate(data["duties"]) if "duty_class" not in d and d.get("role") not in _BESIDE]


def _clashing(tree: Tree, classes: set[str], draw: random.Random) -> str:
    """A class that one of these bars."""
    found = sorted(other for pair in _barred(tree) for one in pair & classes for other in pair - {one})
    return draw.choice(found) if found else ""


@plants("incompatible-duties")
def second_class(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is given a duty of a class that one of its duties bars."""
    ref = draw.choice([post for post in tree.of("post") if len(_own(tree, post)) == 1])
    data = tree.data(ref)
    clash = _clashing(tree, {duty["duty_class"] for duty in data["duties"] if "duty_class" in duty}, draw)
    free = _free(data)
    if not clash or not free:
        return None
    index = draw.choice(free)
    data["duties"][index]["duty_class"] = clash
    late = max(index, *_own(tree, ref))
    place = ("duties", late, "duty_class")
    return Mutant("incompatible-duties", {ref: data}, f"{ref}/{data['duties'][late]['id']}", place, note=clash)


def _own(tree: Tree, post: str) -> list[int]:
    return [i for i, duty in enumerate(tree.documents[post].data["duties"]) if "duty_class" in duty]


@plants("incompatible-duties")
def role_brings_it(tree: Tree, draw: random.Random) -> Mutant | None:
    """A role is charged with what one of its holders must not do, or held by a post that must not."""
    ref = draw.choice(tree.of("role"))
    data = tree.data(ref)
    free = _free(data)
    holder = draw.choice([post for post in tree.of("post") if _own(tree, post)])
    clash = _clashing(tree, {tree.documents[holder].data["duties"][i]["duty_class"] for i in _own(tree, holder)}, draw)
    if not free or not clash:
        return None
    data["duties"][draw.choice(free)]["duty_class"] = clash
    ident = holder.removeprefix("post:")
    if ident not in data["holders"]:
        data["holders"].append(ident)
    place = ("holders", data["holders"].index(ident))
    return Mutant("incompatible-duties", {ref: data}, ref, place, note=clash)


@plants("deputy-with-incompatible-duties")
def wrong_deputy(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is to be stood in for by one that must not do the same."""
    barred = _barred(tree)
    pairs = [
        (post, other)
        for post in tree.of("post")
        for other in tree.of("post")
        if post != other
        and any(frozenset((one, two)) in barred for one in _classes(tree, post) for two in _classes(tree, other))
    ]
    ref, deputy = draw.choice(pairs)
    data = tree.data(ref)
    data["deputy"] = deputy.removeprefix("post:")
    return Mutant("deputy-with-incompatible-duties", {ref: data}, ref, ("deputy",))


@plants("deputy-with-incompatible-duties")
def deputy_gets_a_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """Whoever stands in for a post is given a duty that this post must not have."""
    ref = draw.choice([post for post in tree.of("post") if "deputy" in tree.documents[post].data and _own(tree, post)])
    deputy = f"post:{tree.documents[ref].data['deputy']}"
    clash = _clashing(tree, _classes(tree, ref), draw)
    data = tree.data(deputy)
    free = _free(data)
    own = _classes(tree, deputy)
    if not clash or not free or any(frozenset((clash, one)) in _barred(tree) for one in own):
        return None
    data["duties"][draw.choice(free)]["duty_class"] = clash
    return Mutant("deputy-with-incompatible-duties", {deputy: data}, ref, ("deputy",), file=ref, note=clash)


@plants("incompatible-duties-suspected")
def two_charges(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post is charged with two things that should be apart, without any class."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    pair = list(draw.choice(_APART))
    draw.shuffle(pair)
    words = [draw.choice(_SAID[kind]) for kind in pair]
    for index, (zh, en) in enumerate(words):
        data["duties"].append({"id": f"new-{index}", "text": {"zh": zh, "en": en}, "role": "execute"})
    place = ("duties", len(data["duties"]) - 1)
    note = " / ".join(zh for zh, _ in words)
    return Mutant(
        "incompatible-duties-suspected", {ref: data}, f"{ref}/new-1", place, note=note, subjects=_any(data, ref)
    )


def _any(data: Any, ref: str) -> tuple[str, ...]:
    return ()


@plants("incompatible-duties-suspected")
def duty_and_step(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post charged with one thing does the other in a process."""
    post = draw.choice(tree.of("post"))
    process = draw.choice(tree.of("process"))
    data, steps = tree.data(post), tree.data(process)
    one, other = draw.choice(_APART)
    duty, step = draw.choice(_SAID[one]), draw.choice(_SAID[other])
    data["duties"].append({"id": "new-duty", "text": {"zh": duty[0], "en": duty[1]}, "role": "execute"})
    new = {"id": "new-step", "name": {"zh": step[0], "en": step[1]}, "action": "perform", "performer": post}
    steps["steps"].append(new)
    place = ("steps", len(steps["steps"]) - 1)
    rule = "incompatible-duties-suspected"
    note = f"{duty[0]} / {step[0]}"
    return Mutant(rule, {post: data, process: steps}, f"{process}/new-step", place, file=process, note=note)


@plants("affected-unit-not-heard")
def strangers_carry_it_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """What follows the approval is charged to another department, which had no part before."""
    found = [chain for chain in chains(tree) if _is_charging(tree, chain) and _heard(tree, chain)]
    chain = draw.choice(found)
    data = tree.data(chain.ref)
    last = chain.of("approve")[-1].index
    taken = {_department(tree, by) for by in _heard(tree, chain)}
    others = [post for post in tree.of("post") if _department(tree, post) not in (*taken, "company", "board")]
    if not others:
        return None
    stranger = draw.choice(others)
    by = draw.choice((stranger, f"unit:{_department(tree, stranger)}"))
    names = {"zh": "按批准的文件落实", "en": "Carry out what was approved"}
    data["steps"] = [
        *data["steps"][: last + 1],
        {"id": "carry-out", "name": names, "action": "perform", "performer": by},
    ]
    for step in data["steps"]:
        step.pop("consult", None)
    making = chain.of(*MAKING)[0]
    return Mutant("affected-unit-not-heard", {chain.ref: data}, f"{chain.ref}/{making.item['id']}", making.pointer)


def _is_charging(tree: Tree, chain: Chain) -> bool:
    """Whether a process prepares such a document, straight on to its one approval."""
    if not chain.ref.startswith("process:") or len(chain.of("approve")) != 1 or not chain.of(*MAKING):
        return False
    forms = {tree.documents[ref].data.get("form") for ref in chain.records}
    if not forms or not forms <= set(_CHARGING):
        return False
    steps = tree.documents[chain.ref].data["steps"]
    last = chain.of("approve")[-1].index
    return all("branches" not in step and "next" not in step for step in steps[: last + 1])


def _heard(tree: Tree, chain: Chain) -> list[str]:
    """The posts that act up to the approval; none where somebody else than posts does: he may speak for anybody."""
    steps = tree.documents[chain.ref].data["steps"][: chain.of("approve")[-1].index + 1]
    every = [one for step in steps for one in (step.get("performer"), *step.get("with", ()))]
    return [str(one) for one in every] if all(is_post(one) for one in every) else []


def _department(tree: Tree, post: str) -> str:
    """The department to which a post belongs: the highest unit on its line below the company and its committees."""
    data = tree.documents[post].data
    unit = data.get("unit") or data["units"][0]["unit"]
    while (parent := tree.documents[f"unit:{unit}"].data.get("parent")) is not None:
        if tree.documents[f"unit:{parent}"].data["tier"] in ("company", "board", "committee"):
            break
        unit = parent
    return str(unit)


@plants("amendment-below-original")
def change_ends_below(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new process or authority lets a lower post approve the change of a document."""
    record, approver = draw.choice(_approved(tree))
    lower = below(tree, approver) if is_post(approver) else [*below(tree, "post:chairman"), "unit:operations-committee"]
    if not lower:
        return None
    by = draw.choice(lower)
    zh, en = (tree.documents[record].data["name"][lang] for lang in ("zh", "en"))
    word = draw.choice((("调整", "Adjustment"), ("变更", "Change"), ("修订", "Revision")))
    name = {"zh": f"{zh}{word[0]}", "en": f"{word[1]} of the {en}"}
    form = {"name": {"zh": f"{zh}{word[0]}申请", "en": f"Request for {word[1]} of the {en}"}, "form": "form"}
    maker = draw.choice([post for post in tree.of("post") if post != by])
    new = f"change-of-{record.removeprefix('record:')}"
    if draw.random() < 0.5:
        steps = [
            {"id": "ask", "name": {"zh": f"提出{name['zh']}申请", "en": "Ask for it"}, "action": "propose", "performer": maker,
             "outputs": [f"record:{new}"]},
            {"id": "allow", "name": {"zh": "批准", "en": "Approve"}, "action": "approve", "performer": by},
        ]  # fmt: skip
        files = {f"process:{new}": {"name": name, "owner": by, "steps": steps}, f"record:{new}": form}
        return Mutant("amendment-below-original", files, f"process:{new}/allow", ("steps", 1, "performer"), note=zh)
    chain = [{"action": "propose", "by": maker}, {"id": "allow", "action": "approve", "by": by}]
    rule = {"name": name, "record": new, "tiers": [{"id": "all", "chain": chain}]}
    files = {f"authority:{new}": rule, f"record:{new}": form}
    place = ("tiers", 0, "chain", 1, "by")
    return Mutant("amendment-below-original", files, f"authority:{new}/allow", place, note=zh)


def _approved(tree: Tree) -> list[tuple[str, str]]:
    """Documents that one post, or the board, approves wherever they are approved."""
    found: list[tuple[str, str]] = []
    for ref in tree.of("record"):
        acts = [act for chain in chains(tree) if ref in chain.records for act in chain.of(*GIVING)]
        by = {str(act.by) for act in acts}
        if tree.documents[ref].data.get("form") in (*_CHARGING, "budget") and len(by) == 1:
            one = by.pop()
            if is_post(one) or one == "unit:board":
                found.append((ref, one))
    return found


@plants("amendment-below-original")
def known_change_falls_lower(tree: Tree, draw: random.Random) -> Mutant | None:
    """A process that already changes a document lets somebody below its approver approve that."""
    found = [
        (chain, act)
        for chain in chains(tree)
        for act in chain.of("approve")
        if chain.ref.startswith("process:") and len(chain.of(*GIVING)) == 1 and is_post(act.by)
        and _is_change(chain)
        and any(len(_making(tree, record)) > 1 for record, by in _approved(tree) if by == act.by and record in chain.records)
    ]  # fmt: skip
    if not found:
        return None
    chain, act = draw.choice(found)
    lower = [post for post in below(tree, act.by) if post not in str(chain.acts)]
    if not lower:
        return None
    data = tree.data(chain.ref)
    data["steps"][act.index]["performer"] = draw.choice(lower)
    place = (*act.pointer, "performer")
    return Mutant("amendment-below-original", {chain.ref: data}, f"{chain.ref}/{act.item['id']}", place)


@plants("amendment-without-approval")
def adjusted_on_the_way(tree: Tree, draw: random.Random) -> Mutant | None:
    """Behind everything else in a process, somebody adjusts a plan, rule or budget that is in force."""
    record, _ = draw.choice(_approved(tree))
    ref = draw.choice([*{chain.ref for chain in _making(tree, record)}, *tree.of("process")])
    data = tree.data(ref)
    if data["steps"][-1].get("next") == "end":
        return None
    name = tree.documents[record].data["name"]
    zh, en = (f"{{{record}}}",) * 2 if draw.random() < 0.5 else (name["zh"], name["en"])
    words = draw.choice(
        (("根据执行情况调整{}", "Adjust {} to what was done"), ("修改{}", "Modify {}"), ("修订{}", "Revise {}"))
    )
    step: dict[str, Any] = {
        "id": "new-step",
        "name": {"zh": words[0].format(zh), "en": words[1].format(en)},
        "action": draw.choice(("perform", "draft", "organise")),
        "performer": draw.choice(tree.of("post")),
    }
    data["steps"].append(step)
    place = ("steps", len(data["steps"]) - 1)
    return Mutant("amendment-without-approval", {ref: data}, f"{ref}/new-step", place, note=f"{step['name']['zh']}")


def _is_change(chain: Chain) -> bool:
    """Whether an activity changes something by its first words; "making and changing" is both."""
    name = chain.acts[0].item["name"]["zh"]
    making = any(word in name for word in ("制定", "编制", "拟订", "起草"))
    return not making and any(word in name for word in ("修订", "调整", "优化"))


def _making(tree: Tree, record: str) -> list[Chain]:
    return [chain for chain in chains(tree) if record in chain.records and chain.ref.startswith("process:")]


@plants("amendment-without-approval")
def approval_of_the_change_dropped(tree: Tree, draw: random.Random) -> Mutant | None:
    """A change that was approved so far goes without."""
    found = [
        chain
        for chain in chains(tree)
        if chain.ref.startswith("process:") and chain.of(*GIVING) and _is_change(chain)
        and any(other is not chain for record in chain.records for other in _making(tree, record))
    ]  # fmt: skip
    if not found:
        return None
    chain = draw.choice(found)
    data = tree.data(chain.ref)
    gone = {act.index for act in chain.of(*CHECKS, *GIVING)}
    first = chain.acts[0].index
    if not all(is_plain(data["steps"], index) for index in gone):
        return None
    if any(step.get("action") in GIVING for i, step in enumerate(data["steps"]) if i > first and i not in gone):
        return None
    data["steps"] = [step for index, step in enumerate(data["steps"]) if index not in gone]
    return Mutant(
        "amendment-without-approval", {chain.ref: data}, f"{chain.ref}/{chain.acts[0].item['id']}", ("steps", first)
    )
