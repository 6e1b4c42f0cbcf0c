"""Plants the defects of the wording rules: what a careless writer or translator leaves behind."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from remit.source.document import Pointer
from tests.mutation.tree import Mutant, Tree, plants

Found = tuple[str, Any, Pointer, dict[str, str], str]


def texts(data: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, str]]]:
    """Every bilingual text of a file."""
    if isinstance(data, dict):
        if "zh" in data and "en" in data:
            yield pointer, data
        else:
            for key, value in data.items():
                yield from texts(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*pointer, index))


def subject(tree: Tree, ref: str, pointer: Pointer) -> str:
    """The reference of the innermost element of the clean company at a place."""
    path = tree.documents[ref].path
    for depth in range(len(pointer), -1, -1):
        if (path, pointer[:depth]) in _elements(tree):
            return _elements(tree)[path, pointer[:depth]]
    return ref


@cache
def _elements(tree: Tree) -> dict[tuple[str, Pointer], str]:
    every = tree.organisation.elements.values()
    return {(element.origin.document.path, element.origin.pointer): element.ref for element in every}


def draw_text(
    tree: Tree, draw: random.Random, kinds: tuple[str, ...], wanted: Callable[[Pointer, dict[str, str]], bool]
) -> Found | None:
    """A random text that is wanted, of a random file of the kinds."""
    ref = draw.choice([ref for kind in kinds for ref in tree.of(kind)])
    data = tree.data(ref)
    places = [(pointer, text) for pointer, text in texts(data) if wanted(pointer, text)]
    if not places:
        return None
    pointer, text = draw.choice(places)
    return ref, data, pointer, text, subject(tree, ref, pointer)


def changed(rule: str, found: Found, note: str = "", lang: str = "") -> Mutant:
    """The mutant: on the line of the text, or of one of its languages."""
    ref, data, pointer, _, who = found
    return Mutant(rule, {ref: data}, who, (*pointer, lang) if lang else pointer, note=note)


def of_duty(pointer: Pointer, text: dict[str, str]) -> bool:
    return pointer[0] == "duties" and pointer[-1] == "text"


def of_article(pointer: Pointer, text: dict[str, str]) -> bool:
    return pointer[0] == "chapters" and pointer[-1] == "text" and "items" not in pointer


@plants("missing-translation")
def lose_translation(tree: Tree, draw: random.Random) -> Mutant | None:
    """A text in one language only."""
    found = draw_text(
        tree, draw, ("post", "process", "policy", "kpi"), lambda pointer, text: any(c.isalpha() for c in text["zh"])
    )
    if found is None:
        return None
    del found[3]["en"]
    ref, data, pointer, _, _ = found
    return Mutant("missing-translation", {ref: data}, ref, pointer)


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


def _print_numbers(items: list[Any], values: list[int], style: str) -> None:
    for item, value in zip(items, values, strict=True):
        text = item["text"] if "text" in item else item["title"]
        text["zh"] = style.format(value) + text["zh"]


def _listed(tree: Tree, draw: random.Random, least: int) -> tuple[str, Any, int, int, list[Any]] | None:
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    found = [
        (c, a, article["items"])
        for c, chapter in enumerate(data.get("chapters", ()))
        for a, article in enumerate(chapter.get("articles", ()))
        if len(article.get("items", ())) >= least and not article.get("blocks") and not article.get("table")
    ]
    if not found:
        return None
    chapter, article, items = draw.choice(found)
    return ref, data, chapter, article, items


@plants("numbering-broken")
def number_wrongly(tree: Tree, draw: random.Random) -> Mutant | None:
    """Numbers written into the items, with one left out or repeated."""
    found = _listed(tree, draw, 2)
    if found is None:
        return None
    ref, data, chapter, article, items = found
    at = draw.randrange(1, len(items))
    skip = draw.choice((True, False))
    values = [n + 1 + (1 if skip and n >= at else 0) - (0 if skip or n < at else 1) for n in range(len(items))]
    _print_numbers(items, values, draw.choice(("{}、", "({}) ", "{}. ")))
    pointer = ("chapters", chapter, "articles", article, "items", at, "text")
    who = subject(tree, ref, pointer)
    return Mutant("numbering-broken", {ref: data}, who, pointer, note="skip" if skip else "again")


@plants("article-number-twice")
def number_each_chapter(tree: Tree, draw: random.Random) -> Mutant | None:
    """Article numbers printed anew in each chapter."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    chapters = data.get("chapters", ())
    if len(chapters) < 2:
        return None
    for chapter in chapters:
        for number, article in enumerate(chapter["articles"], 1):
            if "title" not in article or number > 9:
                return None
            article["title"]["zh"] = f"第{'一二三四五六七八九'[number - 1]}条 {article['title']['zh']}"
    pointer = ("chapters", 1, "articles", 0, "title")
    return Mutant("article-number-twice", {ref: data}, subject(tree, ref, pointer), pointer)


@plants("list-of-one")
def keep_first_only(tree: Tree, draw: random.Random) -> Mutant | None:
    """A numbered list of which only the first point is left."""
    found = _listed(tree, draw, 2)
    if found is None:
        return None
    ref, data, chapter, article, items = found
    del items[1:]
    _print_numbers(items, [1], draw.choice(("{}、", "（{}）", "{}. ")))
    pointer = ("chapters", chapter, "articles", article, "items", 0, "text")
    return Mutant("list-of-one", {ref: data}, subject(tree, ref, pointer), pointer)


@plants("heading-without-text")
def empty_article(tree: Tree, draw: random.Random) -> Mutant | None:
    """An article of which only the heading is left."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    if not data.get("chapters"):
        return None
    chapter = draw.randrange(len(data["chapters"]))
    article = draw.randrange(len(data["chapters"][chapter]["articles"]))
    kept = data["chapters"][chapter]["articles"][article]
    if "title" not in kept:
        return None
    data["chapters"][chapter]["articles"][article] = {"id": kept["id"], "title": kept["title"]}
    return Mutant(
        "heading-without-text",
        {ref: data},
        subject(tree, ref, ("chapters", chapter, "articles", article)),
        ("chapters", chapter, "articles", article, "title"),
    )


@plants("heading-repeated")
def copy_heading(tree: Tree, draw: random.Random) -> Mutant | None:
    """A heading copied from the one above and never changed."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    chapters = [n for n, chapter in enumerate(data.get("chapters", ())) if len(chapter["articles"]) > 1]
    if not chapters:
        return None
    chapter = draw.choice(chapters)
    articles = data["chapters"][chapter]["articles"]
    at = draw.randrange(1, len(articles))
    if "title" not in articles[at - 1] or "title" not in articles[at]:
        return None
    articles[at]["title"] = dict(articles[at - 1]["title"])
    return Mutant(
        "heading-repeated",
        {ref: data},
        subject(tree, ref, ("chapters", chapter, "articles", at)),
        ("chapters", chapter, "articles", at, "title"),
    )


@plants("article-without-heading")
def lose_heading(tree: Tree, draw: random.Random) -> Mutant | None:
    """An article without its heading."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    places = [
        (c, a)
        for c, chapter in enumerate(data.get("chapters", ()))
        if len(chapter["articles"]) > 1
        for a, article in enumerate(chapter["articles"])
        if "title" in article
    ]
    if len(places) < 2:
        return None
    chapter, article = draw.choice(places)
    kept = data["chapters"][chapter]["articles"][article]
    del kept["title"]
    return Mutant(
        "article-without-heading",
        {ref: data},
        subject(tree, ref, ("chapters", chapter, "articles", article)),
        ("chapters", chapter, "articles", article),
    )


@plants("announced-content-missing")
def lose_list(tree: Tree, draw: random.Random) -> Mutant | None:
    """The list is gone and its announcement is left; or a sentence that announces is added at the end."""
    if draw.random() < 0.5:
        found = draw_text(tree, draw, ("policy",), of_article)
        if found is None:
            return None
        _, data, pointer, text, _ = found
        article = data["chapters"][pointer[1]]["articles"][pointer[3]]
        if any(article.get(key) for key in ("items", "paragraphs", "blocks", "table")):
            return None
        text["zh"] += draw.choice(("具体要求如下：", "主要包括", "审批程序如下。"))
        return changed("announced-content-missing", found, "added")
    listed = _listed(tree, draw, 1)
    if listed is None:
        return None
    ref, data, chapter, article_at, _ = listed
    article = data["chapters"][chapter]["articles"][article_at]
    if "text" not in article or article.get("paragraphs") or not article["text"]["zh"].endswith("："):
        return None
    del article["items"]
    pointer = ("chapters", chapter, "articles", article_at, "text")
    return Mutant("announced-content-missing", {ref: data}, subject(tree, ref, pointer), pointer, note="lost")


@plants("announced-number-wrong")
def miscount(tree: Tree, draw: random.Random) -> Mutant | None:
    """A number of points that is not the number given."""
    found = _listed(tree, draw, 2)
    if found is None:
        return None
    ref, data, chapter, article_at, items = found
    article = data["chapters"][chapter]["articles"][article_at]
    if article.get("paragraphs"):
        return None
    wrong = "两三四五六七八九"[(len(items) - 1) % 8]
    start = article.setdefault("text", {"zh": "", "en": "The points:"})
    start["zh"] = draw.choice((f"包括以下{wrong}项：", f"须做到下列{wrong}点要求：", f"分为{wrong}个方面："))
    pointer = ("chapters", chapter, "articles", article_at, "text")
    return Mutant("announced-number-wrong", {ref: data}, subject(tree, ref, pointer), pointer, note=wrong)


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


@plants("stale-translation")
def change_one_language(tree: Tree, draw: random.Random) -> Mutant | None:
    """A number changed in one language, or a link lost in the other."""
    found = draw_text(
        tree,
        draw,
        ("post", "policy", "process", "kpi", "record", "incentive"),
        lambda pointer, text: bool(re.search(r"\d|\{", text["en"])),
    )
    if found is None:
        return None
    text = found[3]
    lang = draw.choice(("zh", "en"))
    number = re.search(r"(?<![\w.{:/-])\d+(?![\w./:-])", re.sub(r"\{[^{}]*\}", lambda m: "x" * len(m[0]), text[lang]))
    link = re.search(r"\{[^{}]*\}", text[lang])
    if number and int(number[0]) > 1:
        text[lang] = text[lang][: number.start()] + str(int(number[0]) + 17) + text[lang][number.end() :]
    elif link:
        text[lang] = text[lang].replace(link[0], "有关部门" if lang == "zh" else "others")
        if link[0] in text[lang]:
            return None
    else:
        return None
    return changed("stale-translation", found, lang, "en")


@plants("untranslated")
def leave_original(tree: Tree, draw: random.Random) -> Mutant | None:
    """The Chinese text copied into the English, in whole or in part."""
    found = draw_text(
        tree,
        draw,
        ("post", "policy", "process", "kpi", "record"),
        lambda pointer, text: bool(re.search("[㐀-鿿]{2}", re.sub(r"\{[^{}]*\}", "", text["zh"]))),
    )
    if found is None:
        return None
    text = found[3]
    text["en"] = text["zh"] if draw.random() < 0.5 else f"{text['en']}（{re.findall('[㐀-鿿]{2,}', text['zh'])[0]}）"
    return changed("untranslated", found, lang="en")


@plants("modal-mismatch")
def weaken(tree: Tree, draw: random.Random) -> Mutant | None:
    """A rule that binds in one language only."""
    found = draw_text(
        tree,
        draw,
        ("policy", "post", "process"),
        lambda pointer, text: pointer[-1] == "text" and "risks" not in pointer,
    )
    if found is None:
        return None
    zh, en = draw.choice(
        (
            ("违反者必须停用。", "Who breaks this may be warned."),
            ("不得代签。", "Signing for others is usual."),
            ("可以电话确认。", "Confirmation must be given by telephone."),
        )
    )
    found[3]["zh"], found[3]["en"] = zh, en
    return changed("modal-mismatch", found, lang="en")


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


@plants("policy-parts-missing")
def lose_scope(tree: Tree, draw: random.Random) -> Mutant | None:
    """Everything on one question is gone."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    if data.get("outline", "system") != "system" or not data.get("chapters"):
        return None
    words = draw.choice((("适用", "范围"), ("解释",)))
    for _, text in texts(data["chapters"]):
        for word in words:
            text["zh"] = text["zh"].replace(word, "管理")
    return Mutant("policy-parts-missing", {ref: data}, ref, ("name",), note="/".join(words))


@plants("title-is-no-rule")
def ask_in_title(tree: Tree, draw: random.Random) -> Mutant | None:
    """A policy that kept the title of the essay or the model text it was taken from."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    zh, en = draw.choice((("是什么", "What is {}?"), ("包括哪些", "What {} comprises?"), ("范本", "Template: {}")))
    data["name"] = {"zh": data["name"]["zh"] + zh, "en": en.format(data["name"]["en"])}
    return Mutant("title-is-no-rule", {ref: data}, ref, ("name",))


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
