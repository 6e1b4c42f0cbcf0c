"""Plants defects in what the duties of a post say: their words, their parts, their roles."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.duty_places import BESIDE, any_post, both, main_duties
from tests.mutation.tree import Mutant, Tree, plants


@plants("post-without-duties")
def drop_duties(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post charged with nothing."""
    ref, data = any_post(tree, draw)
    del data["duties"]
    return Mutant("post-without-duties", {ref: data}, ref)


@plants("assist-without-principal")
def drop_principal(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty to assist nobody in particular."""
    ref, data = any_post(tree, draw)
    index = draw.choice(range(len(data["duties"])))
    duty = data["duties"][index]
    if duty.get("role") != "assist" or not duty.pop("principal", None):
        return None
    return Mutant("assist-without-principal", {ref: data}, f"{ref}/{duty['id']}", ("duties", index))


@plants("repeated-text")
def copy_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty copied from another post, perhaps with a word changed."""
    ref, data = any_post(tree, draw)
    other = draw.choice([name for name in tree.of("post") if name != ref])
    source = draw.choice(tree.documents[other].data["duties"])
    text = source["text"]
    if source.get("catch_all") or len(text["zh"]) < 16:
        return None
    changed = draw.random() < 0.5
    data["duties"].append(
        {"id": "copied", "text": {**text, "zh": "认真" + text["zh"] if changed else text["zh"]}, "role": "execute"}
    )
    first, _ = sorted(
        [
            (ref, "copied", len(data["duties"]) - 1),
            (other, source["id"], tree.documents[other].data["duties"].index(source)),
        ]
    )
    files = {ref: data, other: tree.data(other)}
    return Mutant("repeated-text", files, f"{first[0]}/{first[1]}", ("duties", first[2]), file=first[0])


@plants("principal-does-not-cover")
def foreign_matter(tree: Tree, draw: random.Random) -> Mutant | None:
    """Help for a post that has nothing to do with it."""
    ref, data = any_post(tree, draw)
    principal = draw.choice([name for name in tree.of("post") if name != ref])
    zh, en = draw.choice(
        [
            ("布置画展", "hang the picture exhibition"),
            ("喂养警犬", "feed the guard dogs"),
            ("排练合唱", "rehearse the choir"),
        ]
    )
    duty = {
        "id": "planted",
        "text": both(f"协助{zh}", f"Assist: {en}"),
        "role": "assist",
        "principal": principal,
        "objects": [both(zh, en)],
    }
    data["duties"].append(duty)
    return Mutant(
        "principal-does-not-cover", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1, "principal")
    )


@plants("duty-without-owner")
def drop_holders(tree: Tree, draw: random.Random) -> Mutant | None:
    """A role that lost its holders."""
    ref = draw.choice(tree.of("role"))
    data = tree.data(ref)
    return Mutant("duty-without-owner", {ref: data}, ref) if data.pop("holders", None) and data.get("duties") else None


@plants("catch-all-duty")
def unbounded(tree: Tree, draw: random.Random) -> Mutant | None:
    """A catch-all as job descriptions have it."""
    ref, data = any_post(tree, draw)
    zh, en = draw.choice(
        [
            ("完成上级交办的其他工作", "Other duties as assigned by superiors"),
            ("完成领导安排的其他任务", "Any other tasks as assigned"),
            ("承办公司交办的临时性工作", "Other work as assigned"),
        ]
    )
    duty: dict[str, Any] = {"id": "planted", "text": both(zh, en), "role": "execute"}
    if draw.random() < 0.5:
        duty["catch_all"] = True
    if draw.random() < 0.5:
        duty["assigned_by"] = [draw.choice(tree.of("post"))]
    data["duties"].append(duty)
    return Mutant("catch-all-duty", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1))


@plants("compound-duty")
def many_in_one(tree: Tree, draw: random.Random) -> Mutant | None:
    """Unlike works in one sentence."""
    ref, data = any_post(tree, draw)
    index = draw.choice(main_duties(data["duties"]))
    parts = draw.sample(
        ["审核采购合同", "培训新员工", "编制安全规程", "检查消防器材", "安排车辆运输", "考核班组绩效", "设计产品包装"],
        draw.choice([3, 4]),
    )
    duty = data["duties"][index]
    for name in ("tasks", "objects", "principal"):
        duty.pop(name, None)
    duty["role"] = "execute"
    duty["text"] = both(
        draw.choice(["，", "；"]).join(parts), "Approve contracts, train newcomers, and design packaging"
    )
    return Mutant("compound-duty", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "text"))


@plants("near-duplicate-duty")
def in_other_words(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new post that is given what somebody has already, in other words."""
    ref, data = any_post(tree, draw)
    duty = data["duties"][draw.choice(main_duties(data["duties"]))]
    if "superior" not in data:
        return None
    text = duty["text"]["zh"]
    if duty.get("role") in BESIDE or "，" not in text or "{" in text or len(text) < 18:
        return None
    first = text.split("，")[0]
    copied = {
        "id": "x",
        "text": both(f"{first}，并向上级说明有关情况，随时听取各方面的看法", "The same in other words"),
        "role": "execute",
    }
    if len(first) < 10:
        return None
    post = {"name": both("专员", "Specialist"), "unit": "board", "duties": [copied]}
    return Mutant(
        "near-duplicate-duty",
        {"post:zz-planted": post, ref: data},
        "post:zz-planted/x",
        ("duties", 0, "text"),
        note=f"{ref} {first}",
    )


@plants("aim-instead-of-duty")
def wish(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty or function of wishes."""
    zh, en = draw.choice(
        [
            ("加强内部管理，提高工作效率", "Strengthen internal management and raise efficiency"),
            ("不断提高服务质量", "Ensure high quality of service"),
            ("确保生产顺利进行，降低成本", "Ensure that production runs smoothly"),
            ("遵守公司规章，服从安排", "Comply with the rules"),
        ]
    )
    if draw.random() < 0.5:
        ref, data = any_post(tree, draw)
        data["duties"].append({"id": "planted", "text": both(zh, en), "role": "own"})
        return Mutant("aim-instead-of-duty", {ref: data}, f"{ref}/planted", ("duties", len(data["duties"]) - 1, "text"))
    ref = draw.choice(tree.of("unit"))
    data = tree.data(ref)
    functions = data.setdefault("functions", [])
    functions.append({"id": "planted", "text": both(zh, en)})
    return Mutant("aim-instead-of-duty", {ref: data}, f"{ref}/planted", ("functions", len(functions) - 1, "text"))


@plants("assists-and-answers")
def both_at_once(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that assists somebody and answers for the result."""
    ref, data = any_post(tree, draw)
    principal = draw.choice([name for name in tree.of("post") if name != ref])
    index = draw.choice(main_duties(data["duties"]))
    duty = data["duties"][index]
    if draw.random() < 0.5:
        duty["principal"], duty["role"] = principal, draw.choice(["own", "organise"])
        return Mutant("assists-and-answers", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "principal"))
    duty["principal"], duty["role"] = principal, "assist"
    duty["text"] = {
        **duty["text"],
        "zh": duty["text"]["zh"] + draw.choice(["，负责最终结果", "，确保完成", "，并负责验收"]),
    }
    return Mutant("assists-and-answers", {ref: data}, f"{ref}/{duty['id']}", ("duties", index, "text"))


@plants("shares-not-100")
def shift_share(tree: Tree, draw: random.Random) -> Mutant | None:
    """One share of time is changed and the others are not."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    duty = draw.choice(data["duties"])
    if "share" not in duty:
        return None
    duty["share"] += draw.choice((5, 10, -5))
    return Mutant("shares-not-100", {ref: data}, ref, ("duties",), key=True)
