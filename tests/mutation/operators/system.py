"""Plants the defects of the system rules: clauses, charges and safety."""

from __future__ import annotations

import random
import re
from typing import Any

from remit.evidence.safety import safety_duties
from remit.model.entities import Duty, Post
from tests.mutation.tree import Mutant, Tree, plants


def _clauses(tree: Tree, draw: random.Random, state: str | None = None) -> tuple[str, Any, int] | None:
    ref = draw.choice(tree.of("basis"))
    data = tree.data(ref)
    found = [n for n, clause in enumerate(data["clauses"]) if clause.get("state") == state]
    return (ref, data, draw.choice(found)) if found else None


@plants("clause-not-realised")
def add_clause(tree: Tree, draw: random.Random) -> Mutant | None:
    """A clause of a new edition that nobody took up."""
    ref = draw.choice(tree.of("basis"))
    data = tree.data(ref)
    ident = f"new.{draw.randrange(100)}"
    data["clauses"].append({"id": ident, "title": {"zh": "新增要求", "en": "A new requirement"}})
    return Mutant("clause-not-realised", {ref: data}, f"{ref}/{ident}", ("clauses", len(data["clauses"]) - 1))


@plants("clause-without-reason")
def lose_reason(tree: Tree, draw: random.Random) -> Mutant | None:
    """A deviation whose reason is gone."""
    found = _clauses(tree, draw, draw.choice(("differently", "excluded")))
    if found is None:
        return None
    ref, data, index = found
    data["clauses"][index].pop("reason", None)
    return Mutant("clause-without-reason", {ref: data}, f"{ref}/{data['clauses'][index]['id']}", ("clauses", index))


@plants("cites-too-many-clauses")
def cite_all(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty that claims to realise everything."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    basis = draw.choice([ref for ref in tree.of("basis") if len(tree.data(ref)["clauses"]) > 12])
    index = draw.randrange(len(data["duties"]))
    data["duties"][index]["basis"] = [clause["id"] for clause in tree.data(basis)["clauses"][:11]]
    return Mutant(
        "cites-too-many-clauses",
        {ref: data},
        f"{ref}/{data['duties'][index]['id']}",
        ("duties", index, "basis"),
        key=True,
    )


@plants("clause-kind-mismatch")
def change_kind(tree: Tree, draw: random.Random) -> Mutant | None:
    """A clause that asks for a thing of a kind that no citing element is."""
    ref = draw.choice(tree.of("basis"))
    data = tree.data(ref)
    index = draw.randrange(len(data["clauses"]))
    clause = data["clauses"][index]
    element = tree.organisation.find(f"{ref}/{clause['id']}")
    uses = tree.organisation.used_by(element) if element is not None else ()
    kinds = {use.source.ref.partition(":")[0] for use in uses}
    if not uses or clause.get("state") or not kinds <= {"policy", "term"}:
        return None
    clause["kind"] = "meeting"
    place = uses[0].source.origin.document.ref
    pointer = uses[0].ref.origin.pointer
    return Mutant(
        "clause-kind-mismatch", {ref: data, place: tree.data(place)}, f"{ref}/{clause['id']}", pointer, file=place
    )


@plants("nobody-charged-with")
def lose_charge(tree: Tree, draw: random.Random) -> Mutant | None:
    """A charge that no unit, post, process, meeting or training speaks of any more."""
    words = draw.choice(
        (
            "管理评审",
            "内外?部审核|内审|体系审核|质量审核",
            "校准|检定|计量管理|校验|自校|量具管理|测量设备|[按定周]期送检|工具送检",
        )
    )
    files: dict[str, Any] = {}
    for kind in ("unit", "post", "role", "process", "meeting", "training"):
        for ref in tree.of(kind):
            data = tree.data(ref)
            if _replace(data, words):
                files[ref] = data
    files["system:system"] = tree.data("system:system")
    return Mutant("nobody-charged-with", files, "system:system", (), file="system:system", note=words)


def _replace(data: Any, words: str) -> bool:
    changed = False
    for key, value in list(
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        if isinstance(value, str):
            if key == "zh" and re.search(words, value):
                data[key] = re.sub(words, "例行工作", value)
                changed = True
        else:
            changed = _replace(value, words) or changed
    return changed


@plants("no-processes")
def policies_only(tree: Tree, draw: random.Random) -> Mutant | None:
    """A company that wrote policies, and nothing of how they are carried out."""
    system = tree.data("system:system")
    files: dict[str, Any] = {"system:system": {key: system[key] for key in ("name", "languages")}}
    files |= {ref: None for ref in tree.documents if ref != "system:system"}
    title = {"zh": draw.choice(("采购制度", "销售制度")), "en": "A policy"}
    files["policy:planted"] = {"name": title, "chapters": []}
    return Mutant("no-processes", files, "system:system", ("name",), file="system:system")


@plants("demands-on-nobody")
def ask_the_company(tree: Tree, draw: random.Random) -> Mutant | None:
    """A policy copied from a model text: the company shall."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    if data.get("outline") == "instruction":
        return None
    first: tuple[str | int, ...] = ()
    number = 0
    for at, chapter in enumerate(data["chapters"]):
        for place, article in enumerate(chapter.get("articles", ())):
            number += 1
            thing = draw.choice(
                (("内部控制", "internal control"), ("成本控制", "the control of cost"), ("培训", "training"))
            )
            verb = draw.choice((("企业应加强", "The company shall strengthen"), ("建立健全", "There shall be sound")))
            kept = {key: article[key] for key in ("id", "basis") if key in article}
            kept["title"] = {"zh": f"第{number}项", "en": f"Point {number}"}
            kept["text"] = {"zh": f"{verb[0]}{thing[0]}，提高效率。", "en": f"{verb[1]} {thing[1]}."}
            chapter["articles"][place] = kept
            first = first or ("chapters", at, "articles", place, "text")
        chapter["title"] = {"zh": f"第{at}部分", "en": f"Part {at}"}
    return Mutant("demands-on-nobody", {ref: data}, ref, first)


@plants("post-without-safety-duty")
def lose_safety_duty(tree: Tree, draw: random.Random) -> Mutant | None:
    """A job description rewritten without its safety duties."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    gone = _safety_duties(tree, ref)
    data["duties"] = [duty for duty in data["duties"] if duty["id"] not in {own.id for own in gone}]
    named = any(tree.organisation.used_by(duty) for duty in gone)
    if not gone or named or not data["duties"]:
        return None
    return Mutant("post-without-safety-duty", {ref: data}, ref, ("duties",), key=True)


@plants("safety-duty-not-assessed")
def lose_assessment(tree: Tree, draw: random.Random) -> Mutant | None:
    """No indicator of the post or its units is left, and no reward or penalty on safety applies to it; to the others one does."""
    ref = draw.choice(tree.of("post"))
    duties = [duty for duty in _safety_duties(tree, ref) if duty.role not in ("assist", "participate")]
    if not duties:
        return None
    files: dict[str, Any] = {ref: {**tree.data(ref), "kpis": []}}
    for unit in tree.of("unit"):
        files[unit] = tree.data(unit)
        files[unit].pop("kpis", None)
    others = [other for other in tree.of("post") if other != ref]
    for incentive in tree.of("incentive"):
        files[incentive] = {**tree.data(incentive), "applies_to": others}
    return Mutant("safety-duty-not-assessed", files, duties[0].ref, (*duties[0].origin.pointer, "text"), file=ref)


def _safety_duties(tree: Tree, ref: str) -> list[Duty]:
    """The safety duties of a post, none where a role that it holds has some too."""
    post = tree.organisation.find(ref)
    found = safety_duties(tree.organisation, post) if isinstance(post, Post) else []
    return found if all(duty.ref.startswith(f"{ref}/") for duty in found) else []
