"""Plants what a careless translator leaves behind: a text in one language only, copied, or saying something else."""

from __future__ import annotations

import random
import re

from tests.mutation.text_places import changed, draw_text
from tests.mutation.tree import Mutant, Tree, plants


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
