"""Plants the defects of the organisation rules about names: what is only mentioned, vague, doubled or alike."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from remit.source.document import Pointer
from tests.mutation.duty_places import both
from tests.mutation.operators.organisation_posts import new
from tests.mutation.tree import Mutant, Tree, plants

_REFERENCE = re.compile(r"(?:post|unit|role|external|meeting):[a-z0-9-]+")
_BARE = {"superior": "post", "deputy": "post", "parent": "unit", "head": "post"}
_KINDS = ("post", "process", "process", "record", "meeting", "authority", "unit", "training")
_POSTS = (
    ("财务总监", "Finance Director"), ("行政主管", "Office Supervisor"), ("审计主任", "Head of Audit"),
    ("信息安全专员", "Data Security Specialist"), ("关务专员", "Customs Specialist"), ("环境工程师", "Environment Engineer"),
    ("首席质量官助理", "Assistant of the Chief Quality Officer"), ("绩效经理", "Performance Manager"),
    ("配送主管", "Delivery Supervisor"), ("培训专员", "Training Specialist"), ("后勤主管", "Facilities Supervisor"),
    ("办公室主任", "Head of Office"), ("可靠性工程师", "Reliability Engineer"), ("总经济师助理", "Assistant of the Economist"),
)  # fmt: skip
_UNITS = (
    ("审计部", "Audit Department"), ("法务部", "Legal Department"), ("信息中心", "Data Centre"), ("薪酬委员会", "Pay Committee"),
    ("三车间", "Third Workshop"), ("档案室", "Archive Office"), ("项目办公室", "Project Office"), ("表面处理班组", "Coating Team"),
)  # fmt: skip
_VAGUE = (
    ("相关部门", "Relevant departments"), ("有关人员", "Personnel concerned"), ("各相关单位", "All units concerned"),
    ("公司领导", "Company leaders"), ("责任部门", "The responsible department"), ("用人部门", "The using department"),
    ("其他部门", "Other departments"), ("专人", "Somebody"), ("指定人员", "Designated persons"), ("某部门", "Some department"),
    ("部门负责人", "Head of department"), ("车间领导", "Workshop leaders"), ("各级管理人员", "Managers of all levels"),
)  # fmt: skip


def _found(data: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Where a party stands, and its reference."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _BARE and isinstance(value, str) and ":" not in value:
                yield (*pointer, key), f"{_BARE[key]}:{value}"
            elif key not in ("basis", "control"):
                yield from _found(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _found(value, (*pointer, index))
    elif isinstance(data, str) and _REFERENCE.fullmatch(data):
        yield pointer, data


def _get(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data[key]
    return data


def _subject(ref: str, data: Any, pointer: Pointer) -> str:
    """The innermost element with an id on the way to a place."""
    found = ref
    for key in pointer:
        data = data[key]
        if isinstance(data, dict) and "id" in data:
            found = f"{ref}/{data['id']}"
    return found


def _mention(
    rule: str, tree: Tree, draw: random.Random, name: tuple[str, str], kinds: tuple[str, ...] = ()
) -> Mutant | None:
    """A party somewhere gives way to a name in words; only where a party of these kinds stood, if any are given."""
    ref = draw.choice(tree.of(draw.choice(_KINDS)))
    data = tree.data(ref)
    places = [
        (pointer, target)
        for pointer, target in _found(data)
        if target in tree.documents and (not kinds or target.split(":")[0] in kinds)
    ]
    if not places or name[0] in str(data):
        return None
    pointer, target = draw.choice(places)
    subject = _subject(ref, data, pointer)
    _get(data, pointer[:-1])[pointer[-1]] = {"named": both(*name)}
    return Mutant(rule, {ref: data}, subject, pointer, note=f"{target} → {name[0]}")


@plants("undefined-post")
def nobody_by_that_name(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post that was dissolved, or never set up, stands where somebody should."""
    return _mention("undefined-post", tree, draw, draw.choice(_POSTS), ("post", "role"))


@plants("undefined-unit")
def no_such_department(tree: Tree, draw: random.Random) -> Mutant | None:
    """A department that is not in the chart stands where a party should; a post's place knows no unit."""
    mutant = _mention("undefined-unit", tree, draw, draw.choice(_UNITS))
    return None if mutant is not None and mutant.pointer[-1] in ("superior", "deputy", "head") else mutant


@plants("vague-party")
def anybody(tree: Tree, draw: random.Random) -> Mutant | None:
    """Somebody who can be anybody."""
    return _mention("vague-party", tree, draw, draw.choice(_VAGUE))


@plants("vague-party")
def unit_of_anybody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit is set up under a name that says nobody."""
    name = draw.choice(
        (
            ("各部门及员工", "All departments and staff"),
            ("相关部门", "Relevant departments"),
            ("其他班组", "Other teams"),
        )
    )
    function = {"id": "x", "text": both("执行档案规定", "Follow the rules on files")}
    data = {"name": both(*name), "tier": "department", "parent": "company", "functions": [function]}
    ref = new("unit", draw)
    return Mutant("vague-party", {ref: data}, ref, ("name",))


def _names(tree: Tree, target: str) -> list[dict[str, str]]:
    data = tree.documents[target].data
    return [data["name"], *data.get("aliases", ())]


def _known(tree: Tree) -> list[str]:
    """Every name and alias of a party."""
    return [
        n["zh"]
        for kind in ("unit", "post", "role", "external", "meeting")
        for r in tree.of(kind)
        for n in _names(tree, r)
    ]


@plants("named-though-defined")
def words_for_a_reference(tree: Tree, draw: random.Random) -> Mutant | None:
    """The name or an alias is typed instead of the reference."""
    ref = draw.choice(tree.of(draw.choice(_KINDS)))
    data = tree.data(ref)
    places = [
        (pointer, target, name)
        for pointer, target in _found(data)
        if target in tree.documents
        for name in _names(tree, target)
        if _known(tree).count(name["zh"]) == 1 and name["zh"] not in str(data)
    ]
    if not places:
        return None
    pointer, target, name = draw.choice(places)
    subject = _subject(ref, data, pointer)
    words = f"公司{name['zh']}" if target.startswith("unit:") and draw.random() < 0.3 else name["zh"]
    _get(data, pointer[:-1])[pointer[-1]] = {"named": both(words, name["en"])}
    return Mutant("named-though-defined", {ref: data}, subject, pointer, note=f"{target} → {words}")


@plants("named-though-defined")
def record_in_words(tree: Tree, draw: random.Random) -> Mutant | None:
    """What a duty or step needs or makes is written by its name."""
    ref = draw.choice(tree.of(draw.choice(("post", "process"))))
    data = tree.data(ref)
    field = "duties" if "duties" in data else "steps"
    lists = [(i, name) for i, item in enumerate(data[field]) for name in ("inputs", "outputs") if item.get(name)]
    if not lists:
        return None
    index, name = draw.choice(lists)
    items = data[field][index][name]
    place = draw.randrange(len(items))
    target = items[place] if isinstance(items[place], str) else str(items[place].get("record"))
    target = target if target.startswith("record:") else f"record:{target}"
    if target not in tree.documents or items.count(items[place]) > 1:
        return None
    words = tree.documents[target].data["name"]
    if sum(words["zh"] in [name["zh"] for name in _names(tree, other)] for other in tree.of("record")) > 1:
        return None
    items[place] = {"named": words}
    subject = f"{ref}/{data[field][index]['id']}"
    return Mutant("named-though-defined", {ref: data}, subject, (field, index, name, place), note=target)


_SENTENCES = (
    "，由{}审批", "，报{}批准后执行", "，经{}签字", "，并通知{}", "；{}负责汇总", "，结果送{}备案", "，与{}共同确认", "，必要时提请{}裁决",
)  # fmt: skip


def _texts(data: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Running texts: of duties, tasks, functions, articles and steps."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("text", "purpose", "mission") and isinstance(value, dict) and "zh" in value:
                yield (*pointer, key)
            elif key == "tasks":
                yield from ((*pointer, key, index) for index in range(len(value)))
            elif key in ("duties", "functions", "chapters", "articles", "items", "steps"):
                yield from _texts(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*pointer, index))


def _in_text(rule: str, tree: Tree, draw: random.Random, name: str) -> Mutant | None:
    """A sentence gives something to the name."""
    ref = draw.choice(tree.of(draw.choice(("post", "post", "policy", "process", "unit"))))
    data = tree.data(ref)
    places = list(_texts(data))
    if not places or name in str(data):
        return None
    pointer = draw.choice(places)
    text = _get(data, pointer)
    subject = _subject(ref, data, pointer)
    sentence = draw.choice(_SENTENCES).format(name)
    bare = text["zh"].rstrip("。；：")
    text["zh"] = bare + sentence + text["zh"][len(bare) :]
    # An article whose id the policy has twice is known by its chapter, too.
    chapter = data["chapters"][int(pointer[1])]["id"] if pointer[0] == "chapters" else ""
    whole = f"{ref}/{chapter}-{subject.rpartition('/')[2]}"
    return Mutant(rule, {ref: data}, subject, pointer, note=sentence, subjects=(whole,))


@plants("post-named-only-in-text")
def text_counts_on_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty, step, article or function gives something to a post that there is not."""
    return _in_text("post-named-only-in-text", tree, draw, draw.choice(_POSTS)[0])


_SPELLINGS = (
    ("部", "部门"),
    ("部", "管理部"),
    ("管理部", "部"),
    ("员", "专员"),
    ("专员", "员"),
    ("主管", "管理主管"),
    ("经理", "管理经理"),
    ("部经理", "经理"),
)
_STEMS = (
    ("仓库", "库房"), ("仓储", "仓库"), ("质量", "品质"), ("质量", "质检"), ("人事", "人力资源"), ("财务", "财会"), ("销售", "营销"),
    ("生产", "制造"), ("安全", "安环"),
)  # fmt: skip
_RANKS = (("专员", "管理员"), ("管理员", "专员"), ("主管", "负责人"))
_NO_POST_IN_TEXT = ("负责人", "代表", "客服员", "采购员")
"""What may be said of anybody, or ends so that running text is full of it."""


def _variants(tree: Tree, name: str, spelt_only: bool = False) -> list[str]:
    """The name written otherwise, where that is nobody's name."""
    ends = _SPELLINGS if spelt_only else (*_SPELLINGS, *_RANKS)
    found = [name[: -len(old)] + new_end for old, new_end in ends if name.endswith(old) and not name.endswith(new_end)]
    if not spelt_only:
        found += [stem + name[len(old) :] for old, stem in _STEMS if name.startswith(old)]
    known = _known(tree)
    return [words for words in found if words not in known]


@plants("similar-names")
def slip_in_a_name(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post or unit is mentioned by nearly its name."""
    target = draw.choice(tree.of(draw.choice(("unit", "post"))))
    words = _variants(tree, tree.documents[target].data["name"]["zh"])
    name = (draw.choice(words), "So called") if words else None
    return _mention("similar-names", tree, draw, name, (target.split(":")[0],)) if name else None


@plants("similar-names")
def set_up_twice(tree: Tree, draw: random.Random) -> Mutant | None:
    """A unit or post is set up a second time under nearly the same name."""
    target = draw.choice(tree.of(draw.choice(("unit", "post"))))
    old = tree.documents[target].data
    found = _variants(tree, old["name"]["zh"], spelt_only=True)
    if not found or target == "unit:company":
        return None
    words = draw.choice(found)
    kept = ("unit", "units", "superior", "headcount", "tier", "parent")
    data = {"name": both(words, "So Called"), **{name: old[name] for name in kept if name in old}}
    ref = new(target.split(":")[0], draw)
    return Mutant("similar-names", {ref: data}, ref, ("name",), note=f"{old['name']['zh']} → {words}")


@plants("similar-names")
def slip_in_a_text(tree: Tree, draw: random.Random) -> Mutant | None:
    """Running text has nearly the name of a post."""
    name = tree.documents[draw.choice(tree.of("post"))].data["name"]["zh"]
    words = [found for found in _variants(tree, name) if not found.endswith(_NO_POST_IN_TEXT)]
    return _in_text("similar-names", tree, draw, draw.choice(words)) if words else None


def _untidy(draw: random.Random, name: str) -> str:
    """The name as somebody types it who does not look: a blank in it or behind it."""
    at = draw.randrange(1, len(name))
    return draw.choice((name, name, f"{name} ", f"{name[:at]} {name[at:]}", f"{name[:at]}　{name[at:]}"))


@plants("duplicate-name")
def second_of_the_name(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post, unit, role or party outside is set up again, under its name or an alias."""
    target = draw.choice(tree.of(draw.choice(("unit", "post", "post", "role", "external"))))
    old = tree.documents[target].data
    if target == "unit:company":
        return None
    kept = ("unit", "units", "superior", "headcount", "tier", "parent", "holders")
    words = _untidy(draw, draw.choice(_names(tree, target))["zh"])
    data = {"name": both(words, "So Called"), **{name: old[name] for name in kept if name in old}}
    ref = new(target.split(":")[0], draw)
    return Mutant("duplicate-name", {ref: data}, ref, ("name",), note=f"{target} {words!r}")


@plants("duplicate-name")
def alias_of_another(tree: Tree, draw: random.Random) -> Mutant | None:
    """A party is also called by the name of another one of its place."""
    kind = draw.choice(("unit", "post", "role", "external"))
    one, other = sorted(draw.sample(tree.of(kind), 2))
    early, late = tree.documents[one].data, tree.data(other)
    if any(early.get(name) != late.get(name) for name in ("parent", "unit")) or "units" in early or "units" in late:
        return None
    aliases = late.setdefault("aliases", [])
    aliases.append(early["name"])
    place = ("aliases", len(aliases) - 1)
    return Mutant("duplicate-name", {other: late}, other, place, note=early["name"]["zh"])


@plants("duplicate-name")
def same_in_english(tree: Tree, draw: random.Random) -> Mutant | None:
    """Two Chinese names, one translation: the English handbook has two of one name."""
    kind = draw.choice(("unit", "post"))
    one, other = sorted(draw.sample(tree.of(kind), 2))
    early, late = tree.documents[one].data, tree.data(other)
    if any(early.get(name) != late.get(name) for name in ("parent", "unit")) or "units" in early or "units" in late:
        return None
    late["name"] = both(late["name"]["zh"], early["name"]["en"])
    return Mutant("duplicate-name", {other: late}, other, ("name",), note=early["name"]["en"])


@plants("no-posts")
def nobody_set_up(tree: Tree, draw: random.Random) -> Mutant | None:
    """A system of a policy or a process, sometimes with its department, and not one post."""
    system = tree.data("system:system")
    files: dict[str, Any] = {"system:system": {key: system[key] for key in ("name", "languages")}}
    files |= {ref: None for ref in tree.documents if ref != "system:system"}
    files[draw.choice(("process:planted", "policy:planted"))] = {"name": both("接待管理", "Reception")}
    if draw.random() < 0.5:
        files["unit:planted"] = {
            "name": both("行政部", "Administration"),
            "mission": both("接待来客", "Receive visitors"),
        }
    return Mutant("no-posts", files, "system:system")


@plants("incomplete-job-description")
def part_left_out(tree: Tree, draw: random.Random) -> Mutant | None:
    """A job description without its purpose, its qualifications, or both."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    if data.get("headcount") == 0:
        return None
    for name in draw.choice((("purpose",), ("qualifications",), ("purpose", "qualifications"))):
        data.pop(name, None)
    return Mutant("incomplete-job-description", {ref: data}, ref)
