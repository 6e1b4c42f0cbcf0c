"""Plants broken policies: numbers, lists and headings that do not hold, announcements of nothing, parts and titles missing."""

from __future__ import annotations

import random
from typing import Any

from tests.mutation.text_places import changed, draw_text, of_article, subject, texts
from tests.mutation.tree import Mutant, Tree, plants


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
