"""Plants what a careless writer leaves in a sentence: a placeholder, a vague word, a text cut off."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from remit.source.document import Pointer
from tests.mutation.text_places import changed, draw_text, of_article, subject
from tests.mutation.tree import Mutant, Tree, plants


@plants("placeholder-left")
def leave_placeholder(tree: Tree, draw: random.Random) -> Mutant | None:
    """A date that was to be filled in."""
    found = draw_text(
        tree, draw, ("post", "policy", "record", "process"), lambda pointer, text: pointer[-1] in ("text", "purpose")
    )
    if found is None:
        return None
    found[3]["zh"] += draw.choice(("，每年[具体时间]前完成", "，金额为XX元", "，标准待定"))
    ref, data, pointer, _, _ = found
    return Mutant("placeholder-left", {ref: data}, ref, pointer)


@plants("vague-value")
def vague_timing(tree: Tree, draw: random.Random) -> Mutant | None:
    """A cadence that became a word."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    steps = [index for index, step in enumerate(data["steps"]) if "timing" in step]
    if not steps:
        return None
    index = draw.choice(steps)
    data["steps"][index]["timing"] = {"vague": {"zh": "定期", "en": "regularly"}}
    step = data["steps"][index]["id"]
    return Mutant("vague-value", {ref: data}, f"{ref}/{step}", ("steps", index, "timing", "vague"))


@plants("truncated-text")
def cut_text(tree: Tree, draw: random.Random) -> Mutant | None:
    """A text cut behind a comma or a connective, a bracket never closed, a last sentence without its end."""
    found = draw_text(
        tree, draw, ("post", "policy", "process", "kpi", "record"),
        lambda pointer, text: pointer[-1] in ("text", "purpose", "definition") and len(text["zh"]) > 12,
    )  # fmt: skip
    if found is None:
        return None
    text = found[3]
    way = draw.choice(("comma", "connective", "bracket"))
    words = re.sub(r"\{[^{}]*\}", "", text["zh"]).rstrip("。")
    if way == "comma" and "，" in words:
        text["zh"] = words[: words.rindex("，") + 1]
    elif way == "connective":
        text["zh"] = words + draw.choice(("以及", "并且", "或者", "和"))
    else:
        text["zh"] = words + "（详见"
    return changed("truncated-text", found, way)


@plants("vague-time")
def lose_time(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty whose time was taken out while its text keeps the vague word."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    duty = draw.choice(data["duties"])
    carried = any(
        step.get("duty") == f"{ref.partition(':')[2]}/{duty['id']}"
        for other in tree.of("process")
        for step in tree.data(other)["steps"]
    )
    if carried:
        return None
    duty.pop("timing", None)
    place: Pointer = ("text",)
    if duty.get("tasks") and draw.random() < 0.4:
        place = ("tasks", 0)
        text = duty["tasks"][0]
    else:
        text = duty["text"]
    text["zh"] = draw.choice(("及时", "定期", "尽快", "适时", "经常")) + text["zh"]
    pointer = ("duties", data["duties"].index(duty), *place)
    return Mutant("vague-time", {ref: data}, f"{ref}/{duty['id']}", pointer)


@plants("vague-time")
def vague_article(tree: Tree, draw: random.Random) -> Mutant | None:
    """A sentence with a vague time at the end of an article that shows nothing."""
    found = draw_text(
        tree, draw, ("policy",), lambda pointer, text: of_article(pointer, text) and "{" not in text["zh"]
    )
    if found is None:
        return None
    _, data, pointer, text, _ = found
    article = data["chapters"][pointer[1]]["articles"][pointer[3]]
    title = article.get("title", {}).get("zh", "")
    if article.get("blocks") or any(word in title for word in ("目的", "依据", "定义", "含义", "术语", "引用")):
        return None
    if any("{" in str(item) for item in (article.get("items"), article.get("paragraphs"))):
        return None
    text["zh"] = draw.choice(("发现问题应及时上报。", "有关情况须定期公布。", "遇有变化应尽快调整。")) + text["zh"]
    return changed("vague-time", found)


@plants("vague-words")
def vague_measure(tree: Tree, draw: random.Random) -> Mutant | None:
    """A word that leaves the measure open."""
    found = draw_text(
        tree,
        draw,
        ("post", "unit"),
        lambda pointer, text: pointer[-1] == "text" and pointer[0] in ("duties", "functions"),
    )
    if found is None or "：" in found[3]["zh"]:
        return None
    found[3]["zh"] += draw.choice(("，做到合理安排", "，并保持一定的余量", "，按有关规定执行", "，采取适当措施"))
    return changed("vague-words", found)


@plants("entry-repeated")
def write_twice(tree: Tree, draw: random.Random) -> Mutant | None:
    """A column, task, agenda item, criterion, risk or link of a chain that stands in its list twice."""
    ref = draw.choice(tree.of(draw.choice(("post", "record", "meeting", "incentive", "process", "authority"))))
    data = tree.data(ref)
    lists = [(pointer, items) for pointer, items in _lists_of_entries(data, ()) if pointer[-1] != "basis"]
    if not lists:
        return None
    pointer, items = draw.choice(lists)
    index = draw.randrange(len(items))
    again = {**items[index], "id": f"{items[index]['id']}-again"} if "id" in items[index] else items[index]
    items.append(again)
    place = (*pointer, len(items) - 1)
    holder, own = subject(tree, ref, pointer), again.get("id", "")
    names = tuple(f"{start}{own}" for start in (f"{ref}/", f"{holder}-", f"{ref}/{pointer[0]}-"))
    return Mutant("entry-repeated", {ref: data}, holder, place, subjects=names if own else ())


def _lists_of_entries(data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, list[Any]]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _lists_of_entries(value, (*pointer, key))
    elif isinstance(data, list) and data and all(isinstance(item, dict) for item in data):
        yield pointer, data
        for index, value in enumerate(data):
            yield from _lists_of_entries(value, (*pointer, index))
