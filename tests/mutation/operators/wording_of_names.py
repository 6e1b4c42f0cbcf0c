"""Plants names that stand for nothing: citations, terms, records and rules that nobody defined, or defined twice."""

from __future__ import annotations

import random

from remit.source.document import Pointer
from tests.mutation.text_places import Found, changed, draw_text, of_article, of_duty
from tests.mutation.tree import Mutant, Tree, plants


@plants("unresolved-citation")
def cite_nothing(tree: Tree, draw: random.Random) -> Mutant | None:
    """A title that was changed elsewhere, or an article that was struck out."""
    found = draw_text(
        tree,
        draw,
        ("policy", "process", "post"),
        lambda pointer, text: of_duty(pointer, text) or of_article(pointer, text),
    )
    if found is None:
        return None
    title = draw.choice(("《设备点检暂行办法》", "《客户档案登记卡》", "《仓储作业指导手册》"))
    if found[0].startswith("policy:") and draw.random() < 0.5:
        title = draw.choice(("第九十八条", "第十九章", "附件9"))
    found[3]["zh"] = f"{found[3]['zh'].rstrip('。')}，并按{title}办理。"
    found[3]["en"] = f"{found[3]['en'].rstrip('.')}, as laid down there."
    return changed("unresolved-citation", found)


@plants("term-defined-twice")
def define_again(tree: Tree, draw: random.Random) -> Mutant | None:
    """A term that somebody else defined as well, under its name, as an alias, or in the same words."""
    first, second = sorted(draw.sample(tree.of("term"), 2))
    data = tree.data(second)
    other = tree.data(first)
    way = draw.choice(("name", "alias", "definition"))
    if way == "name":
        data["name"] = dict(other["name"])
    elif way == "alias":
        data.setdefault("aliases", []).append(dict(other["name"]))
    else:
        data["definition"] = dict(other["definition"])
    pointer: Pointer = ("aliases", len(data["aliases"]) - 1) if way == "alias" else (way,)
    return Mutant("term-defined-twice", {second: data}, second, pointer, note=way)


@plants("term-never-used")
def define_for_nothing(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new term that nobody says."""
    name = draw.choice(("滚动重排", "准入冻结期", "二次放行", "影子库位"))
    data = {"name": {"zh": name, "en": "Shadow term"}, "definition": {"zh": "备用说法", "en": "A spare word"}}
    ref = f"term:spare-{draw.randrange(1000)}"
    return Mutant("term-never-used", {ref: data}, ref, ("name",))


@plants("record-named-only-in-text")
def name_record(tree: Tree, draw: random.Random) -> Mutant | None:
    """A slip or report that no record defines."""
    found = draw_text(
        tree, draw, ("post", "policy"), lambda pointer, text: of_duty(pointer, text) or of_article(pointer, text)
    )
    if found is None or _is_preamble(found) or _names_records(found):
        return None
    sentence = draw.choice(("，填写刀具领用登记簿", "，编制模具寿命报告", "，建立刀柄寿命台账", "，填写晨会签到登记表"))
    found[3]["zh"] = found[3]["zh"].rstrip("。：") + sentence
    return changed("record-named-only-in-text", found)


def _names_records(found: Found) -> bool:
    """Whether the element itself says which record is meant."""
    _, data, pointer, text, _ = found
    duty = data["duties"][pointer[1]] if pointer[0] == "duties" else {}
    return "{" in text["zh"] or "outputs" in duty or "inputs" in duty


@plants("rule-named-only-in-text")
def name_rule(tree: Tree, draw: random.Random) -> Mutant | None:
    """A rule that nobody wrote."""
    found = draw_text(
        tree,
        draw,
        ("post", "policy", "unit"),
        lambda pointer, text: (
            of_duty(pointer, text) or of_article(pointer, text) or (pointer[0] == "functions" and pointer[-1] == "text")
        ),
    )
    if found is None or _is_preamble(found):
        return None
    found[3]["zh"] = found[3]["zh"].rstrip("。：") + draw.choice(
        ("，遵守门卫管理制度", "，执行叉车驾驶守则", "，按照食堂卫生管理办法办理")
    )
    return changed("rule-named-only-in-text", found)


def _is_preamble(found: Found) -> bool:
    _, data, pointer, _, _ = found
    if pointer[0] != "chapters":
        return False
    title = data["chapters"][pointer[1]]["articles"][pointer[3]].get("title", {}).get("zh", "")
    return any(word in title for word in ("目的", "依据", "定义", "含义", "术语", "引用", "宗旨"))


@plants("named-only")
def only_mention_a_record(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that delivers something which has a name and is defined nowhere."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    index = draw.randrange(len(data["duties"]))
    outputs = data["duties"][index].setdefault("outputs", [])
    outputs.append({"named": draw.choice(("巡回检查日志", "来料异常通报", "交接清点单", "月度复盘报告"))})
    place = ("duties", index, "outputs", len(outputs) - 1)
    duty = f"{ref}/{data['duties'][index]['id']}"
    return Mutant("named-only", {ref: data}, duty, place, subjects=(ref,))
