"""Plants the defects of the rules on records, meetings, trainings, incentives and authorities."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.mutation.tree import Mutant, Planter, Tree, plants

_FOR_OTHERS = ("report", "plan", "budget", "notice", "order", "scheme", "standard", "quota", "rule")


def drops(
    rule: str, kind: str, fields: tuple[str, ...], when: Callable[[dict[str, Any]], bool] = lambda data: True
) -> None:
    """Register a planter that takes fields away from an entity of a kind."""

    def plant(tree: Tree, draw: random.Random) -> Mutant | None:
        ref = draw.choice(tree.of(kind))
        data = tree.data(ref)
        if not any(field in data for field in fields) or not when(data):
            return None
        for field in fields:
            data.pop(field, None)
        return Mutant(rule, {ref: data}, ref)

    planter: Planter = plant
    plants(rule)(planter)


def drops_one(rule: str, kind: str, fields: tuple[str, ...]) -> None:
    """Register a planter that takes one of several fields away from an entity of a kind."""

    def plant(tree: Tree, draw: random.Random) -> Mutant | None:
        ref = draw.choice(tree.of(kind))
        data = tree.data(ref)
        field = draw.choice([field for field in fields if field in data])
        del data[field]
        return Mutant(rule, {ref: data}, ref, note=field)

    planter: Planter = plant
    plants(rule)(planter)


drops("record-without-custodian", "record", ("custodian",))
drops("record-without-retention", "record", ("retention", "permanent"))
drops("record-without-number", "record", ("number",))
drops(
    "record-without-content",
    "record",
    ("fields", "columns", "contents", "criteria", "attachments"),
    lambda data: data.get("form") not in ("contract", "standard", "rule", "scheme", "quota", "certificate"),
)
drops("meeting-without-cadence", "meeting", ("timing",))
drops("meeting-without-members", "meeting", ("members",))
drops("meeting-without-minutes", "meeting", ("minutes",))
drops("meeting-without-quorum", "meeting", ("quorum",), lambda data: "decides" in data)
drops("authority-without-grantor", "authority", ("grantor",), lambda data: "unit:board" not in str(data["tiers"]))
drops_one("training-incomplete", "training", ("audience", "trainer", "timing", "assessment", "record"))
drops_one("incentive-undecided", "incentive", ("criteria", "proposed_by", "decided_by", "record"))


@plants("incentive-undecided")
def penalty_without_appeal(tree: Tree, draw: random.Random) -> Mutant | None:
    """A penalty that nobody can object to."""
    ref = draw.choice([ref for ref in tree.of("incentive") if tree.data(ref).get("kind") == "penalty"])
    data = tree.data(ref)
    return Mutant("incentive-undecided", {ref: data}, ref) if data.pop("appeal", None) else None


def nearly_nothing(rule: str) -> None:
    """Register a planter that leaves three processes of the whole company, and nothing that they could rest on."""

    def plant(tree: Tree, draw: random.Random) -> Mutant | None:
        system = tree.data("system:system")
        files: dict[str, Any] = {"system:system": {key: system[key] for key in ("name", "languages")}}
        files |= {ref: None for ref in tree.documents if ref != "system:system"}
        for name, title in (("planted-a", "接待"), ("planted-b", "采购"), ("planted-c", "发货")):
            files[f"process:{name}"] = {"name": {"zh": title, "en": name}}
        return Mutant(rule, files, "system:system")

    planter: Planter = plant
    plants(rule)(planter)


nearly_nothing("no-records")
nearly_nothing("no-meetings")
nearly_nothing("no-authorities")


@plants("meeting-without-chair")
def no_chair(tree: Tree, draw: random.Random) -> Mutant | None:
    """A meeting without a chair; that of a committee has one anyway."""
    ref = draw.choice(tree.of("meeting"))
    data = tree.data(ref)
    body = f"unit:{data.get('unit')}"
    unit = tree.data(body) if body in tree.documents else {}
    if "chair" in unit and unit.get("tier") in ("board", "committee"):
        return None
    del data["chair"]
    return Mutant("meeting-without-chair", {ref: data}, ref)


@plants("meeting-without-stand-in")
def nobody_stands_in(tree: Tree, draw: random.Random) -> Mutant | None:
    """A regular meeting whose chair has neither a stand-in nor a deputy."""
    ref = draw.choice(tree.of("meeting"))
    data = tree.data(ref)
    chair = data.get("chair")
    if not isinstance(chair, str) or not chair.startswith("post:") or "every" not in data.get("timing", {}):
        return None
    post = tree.data(chair)
    data.pop("stand_in", None)
    post.pop("deputy", None)
    return Mutant("meeting-without-stand-in", {ref: data, chair: post}, ref)


@plants("minutes-to-nobody")
def minutes_kept_back(tree: Tree, draw: random.Random) -> Mutant | None:
    """Minutes that neither the meeting nor their record sends to anybody."""
    ref = draw.choice(tree.of("meeting"))
    data = tree.data(ref)
    minutes = f"record:{data.get('minutes')}"
    if minutes not in tree.documents or _taken_in(tree, minutes):
        return None
    record = tree.data(minutes)
    data.pop("recipients", None)
    record.pop("recipients", None)
    return Mutant("minutes-to-nobody", {ref: data, minutes: record}, ref)


def _taken_in(tree: Tree, record: str) -> bool:
    """Whether any file but the record's names it where it is used or somebody is told."""
    element = tree.organisation.find(record)
    assert element is not None
    uses = tree.organisation.used_by(element)
    return any(use.field in ("inputs", "source") or getattr(use.source, "inform", ()) for use in uses)


@plants("record-without-maker")
def nobody_makes(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new record that a text cites and a KPI or step reads, and nobody makes."""
    reader = draw.choice(tree.of("process"))
    data = tree.data(reader)
    step = draw.choice(data["steps"])
    step.setdefault("inputs", []).append("record:planted-record")
    record = {"name": {"zh": "植入记录单", "en": "Planted Slip"}, "form": "form", "number": "QY-FM-XX-99"}
    return Mutant("record-without-maker", {"record:planted-record": record, reader: data}, "record:planted-record")


@plants("record-without-recipient")
def report_to_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A report or plan that nobody else takes in loses its recipients."""
    ref = draw.choice(tree.of("record"))
    data = tree.data(ref)
    if data.get("form") not in _FOR_OTHERS or "recipients" not in data or _taken_in(tree, ref):
        return None
    if any(use.field == "minutes" for use in tree.organisation.uses.get(ref, ())):
        return None
    del data["recipients"]
    return Mutant("record-without-recipient", {ref: data}, ref)


@plants("record-without-recipient")
def notice_without_reader(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new notice that a step sends out to nobody."""
    maker = draw.choice(tree.of("process"))
    data = tree.data(maker)
    step = draw.choice([step for step in data["steps"] if "inform" not in step] or data["steps"])
    if "inform" in step:
        return None
    step.setdefault("outputs", []).append("record:planted-notice")
    record = {"name": {"zh": "植入通知", "en": "Planted Notice"}, "form": "notice", "maker": "post:factory-manager"}
    return Mutant("record-without-recipient", {"record:planted-notice": record, maker: data}, "record:planted-notice")


@plants("plan-without-period")
def plan_at_no_time(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new plan or budget of no period, made by a duty without a time."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    duty = draw.choice(data["duties"])
    if "timing" in duty:
        return None
    duty.setdefault("outputs", []).append("record:planted-plan")
    form = draw.choice(["plan", "budget"])
    record = {"name": {"zh": "植入工作计划", "en": "Planted Plan"}, "form": form, "maker": ref, "recipients": [ref]}
    return Mutant("plan-without-period", {"record:planted-plan": record, ref: data}, "record:planted-plan")


@plants("plan-without-due-day")
def due_whenever(tree: Tree, draw: random.Random) -> Mutant | None:
    """A plan, budget or report keeps its cadence, and nobody writes the day: neither its own time nor its makers' have one."""
    ref = draw.choice(tree.of("record"))
    data = tree.data(ref)
    if data.get("form") not in ("plan", "budget", "report") or "every" not in data.get("timing", {}):
        return None
    files: dict[str, Any] = {ref: data}
    data["timing"] = {"every": data["timing"]["every"]}
    for process in tree.of("process"):
        made = tree.data(process)
        if any(ref in step.get("outputs", ()) for step in made["steps"]):
            made.pop("timing", None)
            for step in made["steps"]:
                step.pop("timing", None)
            files[process] = made
    return Mutant("plan-without-due-day", files, ref) if not _made_by_duty(tree, ref) else None


def _made_by_duty(tree: Tree, record: str) -> bool:
    element = tree.organisation.find(record)
    assert element is not None
    return any(
        use.field == "outputs" and not use.source.ref.startswith("process:")
        for use in tree.organisation.used_by(element)
    )


@plants("plan-without-parent")
def month_off_the_year(tree: Tree, draw: random.Random) -> Mutant | None:
    """A monthly plan beside an annual one of the same name, not derived from it."""
    ref = draw.choice([ref for ref in tree.of("record") if str(tree.data(ref)["name"]["zh"]).startswith("年度")])
    data = tree.data(ref)
    if data.get("form") not in ("plan", "budget"):
        return None
    new = dict(data, name={lang: text.replace("年度", "季度") for lang, text in data["name"].items()})
    new.pop("parent", None)
    new.pop("aliases", None)
    return Mutant("plan-without-parent", {"record:planted-quarter": new}, "record:planted-quarter")


@plants("step-without-record")
def inspection_on_no_paper(tree: Tree, draw: random.Random) -> Mutant | None:
    """A process that ends with an inspection and gives nothing out."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    if data.pop("outputs", None) is None:
        return None
    words = draw.choice(
        [
            ("检验到货", "Inspect the delivery"),
            ("盘点库存", "Count the stock"),
            ("评价改进效果", "Evaluate the outcome"),
        ]
    )
    step = {"id": "planted", "name": {"zh": words[0], "en": words[1]}, "performer": "post:inspector"}
    data["steps"].append(step)
    return Mutant("step-without-record", {ref: data}, f"{ref}/planted", ("steps", len(data["steps"]) - 1))


@plants("form-cited-two-ways")
def wrong_number(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty cites a form with a digit of its number wrong, or with the number of another form."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    index = draw.randrange(len(data["duties"]))
    one, other = draw.sample(tree.of("record"), 2)
    number = tree.data(other)["number"] if draw.random() < 0.5 else tree.data(one)["number"] + "9"
    known = {str(tree.data(record).get("number")) for record in tree.of("record")}
    if number.endswith("9") and number in known and draw.random() < 0.5:
        return None
    name = tree.data(one)["name"]["zh"]
    data["duties"][index]["text"]["zh"] += (
        f"，填写《{name}》（{number}）" if draw.random() < 0.5 else f"，填写{{{one}}}（{number}）"
    )
    pointer = ("duties", index, "text")
    return Mutant("form-cited-two-ways", {ref: data}, f"{ref}/{data['duties'][index]['id']}", pointer, note=number)


@plants("signature-without-step")
def slot_for_nobody(tree: Tree, draw: random.Random) -> Mutant | None:
    """A form waits for a signature of a post that has no part in it."""
    ref = draw.choice(tree.of("record"))
    data = tree.data(ref)
    steps = [
        use
        for use in tree.organisation.uses.get(ref, ())
        if use.source.ref.startswith("process:") and "/" in use.source.ref
    ]
    signing = [use for use in steps if getattr(use.source, "action", "") in ("review", "approve", "countersign")]
    if not signing or not data.get("signatures"):
        return None
    slot = {"id": "planted", "action": draw.choice(["review", "countersign", "approve"]), "by": "post:cashier"}
    data["signatures"].append(slot)
    where = ("signatures", len(data["signatures"]) - 1)
    return Mutant("signature-without-step", {ref: data}, f"{ref}/planted", where)


@plants("step-signature-without-slot")
def slot_taken_off(tree: Tree, draw: random.Random) -> Mutant | None:
    """The slot of whoever approves or reviews is taken off the form."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    index = draw.randrange(len(data["steps"]))
    step = data["steps"][index]
    given = [item for item in step.get("outputs", []) if isinstance(item, str)]
    taken = [item for item in step.get("inputs", []) if isinstance(item, str)]
    records = [item for item in (given or taken) if str(item).startswith("record:")]
    if step.get("action") not in ("review", "approve") or len(records) != 1 or step.get("outputs", given) != given:
        return None
    starts = [other for other in data["steps"] if records[0] in other.get("outputs", [])]
    performer = step.get("performer")
    if not starts or not isinstance(performer, str) or not performer.startswith("post:"):
        return None
    record = tree.data(records[0])
    kept = [slot for slot in record.get("signatures", []) if slot["by"] != performer]
    if len(kept) == len(record.get("signatures", [])) or not any(
        slot["action"] in ("review", "approve", "countersign") and str(slot["by"]).startswith("post:") for slot in kept
    ):
        return None
    record["signatures"] = kept
    return Mutant(
        "step-signature-without-slot", {ref: data, records[0]: record}, f"{ref}/{step['id']}", ("steps", index)
    )


def _instructions(tree: Tree, field: str) -> list[str]:
    return [ref for ref in tree.of("policy") if tree.data(ref).get(field)]


@plants("parameter-stated-two-ways")
def other_value(tree: Tree, draw: random.Random) -> Mutant | None:
    """A check states another value than the parameter that it names."""
    ref = draw.choice(_instructions(tree, "checks"))
    data = tree.data(ref)
    units = {item["id"]: item for item in data["parameters"]}
    index = draw.randrange(len(data["checks"]))
    check = data["checks"][index]
    parameter = units.get(check.get("parameter"))
    if parameter is None or "unit" not in parameter:
        return None
    wrong = (parameter.get("max") or parameter.get("min") or 1) * 7 + 3
    check["standard"] = {
        "zh": f"不超过 {wrong:g} {parameter['unit']}",
        "en": f"Not above {wrong:g} {parameter['unit']}",
    }
    where = ("checks", index, "standard")
    # A check of the same id as its parameter is known by its policy.
    return Mutant("parameter-stated-two-ways", {ref: data}, f"{ref}/{check['id']}", where, subjects=(ref,))


@plants("parameter-stated-two-ways")
def value_on_a_form(tree: Tree, draw: random.Random) -> Mutant | None:
    """A form has another value printed on it than the instruction sets."""
    ref = draw.choice(_instructions(tree, "parameters"))
    parameter = draw.choice(tree.data(ref)["parameters"])
    record = draw.choice(tree.of("record"))
    data = tree.data(record)
    if "unit" not in parameter:
        return None
    wrong = (parameter.get("max") or parameter.get("min") or 1) * 7 + 3
    lines = data.setdefault("criteria", [])
    lines.append(
        {
            "zh": f"{parameter['name']['zh']}为 {wrong:g} {parameter['unit']}",
            "en": f"{parameter['name']['en']} is {wrong:g} {parameter['unit']}",
        }
    )
    return Mutant("parameter-stated-two-ways", {record: data}, record, ("criteria", len(lines) - 1))


@plants("parameter-not-recorded")
def parameter_nobody_reads(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new parameter that no check and no record knows."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    rows = data.setdefault("parameters", [])
    rows.insert(
        draw.randrange(len(rows) + 1),
        {"id": "planted", "name": {"zh": "植入振幅", "en": "Planted amplitude"}, "unit": "mm", "max": 3},
    )
    index = next(n for n, row in enumerate(rows) if row["id"] == "planted")
    return Mutant("parameter-not-recorded", {ref: data}, f"{ref}/planted", ("parameters", index))


@plants("check-incomplete")
def check_with_a_gap(tree: Tree, draw: random.Random) -> Mutant | None:
    """A check loses one of what makes it one."""
    ref = draw.choice(_instructions(tree, "checks"))
    data = tree.data(ref)
    index = draw.randrange(len(data["checks"]))
    field = draw.choice(["by", "sample", "method", "record", "on_fail"])
    if data["checks"][index].pop(field, None) is None:
        return None
    return Mutant(
        "check-incomplete", {ref: data}, f"{ref}/{data['checks'][index]['id']}", ("checks", index), note=field
    )


@plants("chair-stated-two-ways")
def another_presides(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty lets a post preside over a meeting that another chairs."""
    meeting = draw.choice(tree.of("meeting"))
    held = tree.data(meeting)
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    chair = str(held.get("chair"))
    deputy = tree.data(chair).get("deputy") if chair in tree.documents else ""
    allowed = {str(held.get("chair")), str(held.get("stand_in")), f"post:{deputy}"}
    if (
        ref in allowed
        or not str(held.get("chair")).startswith("post:")
        or not str(held.get("stand_in")).startswith("post:")
    ):
        return None
    index = draw.randrange(len(data["duties"]))
    name = f"{{{meeting}}}" if draw.random() < 0.5 else held["name"]["zh"]
    data["duties"][index]["text"]["zh"] += f"，主持{name}"
    return Mutant(
        "chair-stated-two-ways", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index, "text")
    )


@plants("meeting-not-defined")
def meeting_of_nowhere(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty or step counts on a meeting that nobody defined."""
    name = draw.choice(["模具评审会", "专利布局会议", "夜班交底例会", "基建协调会", "党群座谈会"])
    if draw.random() < 0.5:
        ref = draw.choice(tree.of("post"))
        data = tree.data(ref)
        index = draw.randrange(len(data["duties"]))
        data["duties"][index]["text"]["zh"] += f"，参加{name}"
        return Mutant(
            "meeting-not-defined", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index, "text")
        )
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    index = draw.randrange(len(data["steps"]))
    data["steps"][index]["name"]["zh"] = f"召开{name}"
    return Mutant("meeting-not-defined", {ref: data}, f"{ref}/{data['steps'][index]['id']}", ("steps", index, "name"))


def _bounded(tree: Tree) -> list[str]:
    """Authorities with at least two tiers, all by amount."""
    return [
        ref
        for ref in tree.of("authority")
        if len(tiers := tree.data(ref)["tiers"]) > 1
        and all("above" in t or "up_to" in t for t in tiers)
        and sum("above" not in t for t in tiers) == 1
    ]


@plants("tier-gap")
def tiers_apart(tree: Tree, draw: random.Random) -> Mutant | None:
    """A tier begins far above the end of the one before, or the top one is closed."""
    ref = draw.choice(_bounded(tree))
    data = tree.data(ref)
    if draw.random() < 0.5:
        index = draw.choice([n for n, tier in enumerate(data["tiers"]) if "above" in tier])
        tier = data["tiers"][index]
        tier["above"] = tier["above"] * 3 if "up_to" not in tier else (tier["above"] + tier["up_to"]) / 2
        return Mutant("tier-gap", {ref: data}, f"{ref}/{tier['id']}", ("tiers", index, "above"))
    index = next(n for n, tier in enumerate(data["tiers"]) if "up_to" not in tier)
    tier = data["tiers"][index]
    tier["up_to"] = tier["above"] * 10
    return Mutant("tier-gap", {ref: data}, f"{ref}/{tier['id']}", ("tiers", index, "up_to"))


@plants("tier-overlap")
def tiers_astride(tree: Tree, draw: random.Random) -> Mutant | None:
    """A tier begins below the end of the one before."""
    ref = draw.choice(_bounded(tree))
    data = tree.data(ref)
    index = draw.choice([n for n, tier in enumerate(data["tiers"]) if "above" in tier])
    tier = data["tiers"][index]
    tier["above"] = tier["above"] * 0.75
    return Mutant("tier-overlap", {ref: data}, f"{ref}/{tier['id']}", ("tiers", index, "above"))


@plants("authority-without-decider")
def nobody_decides(tree: Tree, draw: random.Random) -> Mutant | None:
    """The last word of a tier is taken out, or becomes an opinion."""
    ref = draw.choice(tree.of("authority"))
    data = tree.data(ref)
    index = draw.randrange(len(data["tiers"]))
    tier = data["tiers"][index]
    deciding = [link for link in tier["chain"] if link["action"] in ("approve", "decide")]
    for link in deciding:
        link["action"] = "deliberate"
    return (
        Mutant("authority-without-decider", {ref: data}, f"{ref}/{tier['id']}", ("tiers", index)) if deciding else None
    )


@plants("authority-without-limit")
def one_tier_for_all(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new authority over money with one tier for every amount."""
    what = draw.choice(
        [
            ("广告采购合同", "advertising contracts"),
            ("差旅费用报销", "travel expenses"),
            ("样品付款", "payments for samples"),
        ]
    )
    data = {
        "name": {"zh": f"{what[0]}权限", "en": f"Authority for {what[1]}"},
        "grantor": "post:general-manager",
        "record": "payment-request",
        "tiers": [
            {
                "id": "all",
                "chain": [
                    {"action": "propose", "by": "requester"},
                    {"action": "approve", "by": draw.choice(["post:sales-manager", "post:buyer", "unit:purchasing"])},
                ],
            }
        ],
    }
    return Mutant("authority-without-limit", {"authority:planted": data}, "authority:planted", ("tiers",), key=True)


@plants("authority-without-limit")
def power_without_end(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post may sign for money, without a limit."""
    ref = draw.choice([ref for ref in tree.of("post") if "superior" in tree.data(ref)])
    data = tree.data(ref)
    powers = data.setdefault("authorities", [])
    text = draw.choice(
        [
            ("签订采购合同", "Sign purchase contracts"),
            ("批准本部门费用支出", "Approve the spending of the department"),
            ("决定报废物资处置", "Decide on the disposal of scrapped goods"),
        ]
    )
    powers.append({"id": "planted", "text": {"zh": text[0], "en": text[1]}, "action": "approve"})
    return Mutant("authority-without-limit", {ref: data}, f"{ref}/planted", ("authorities", len(powers) - 1, "text"))


@plants("unused-authority")
def authority_on_paper(tree: Tree, draw: random.Random) -> Mutant | None:
    """An authority that nothing cites loses its process and record."""
    ref = draw.choice(tree.of("authority"))
    data = tree.data(ref)
    uses = [use for use in tree.organisation.uses.get(ref, ()) if use.source.origin.document.kind != "approval"]
    if uses:
        return None
    data.pop("process", None)
    data.pop("record", None)
    return Mutant("unused-authority", {ref: data}, ref)


@plants("threshold-word-without-value")
def how_major(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty, a branch or an article lets a decision hang on a word."""
    phrase = draw.choice(["重大舆情", "较大损耗", "大额捐赠", "重大技改"])
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    index = draw.choice([n for n, duty in enumerate(data["duties"]) if not duty.get("catch_all")])
    text = data["duties"][index]["text"]
    if any(kind in text["zh"] for kind in ("{policy:", "{record:", "{authority:", "{meeting:")):
        return None
    text["zh"] += f"，{phrase}上报{{post:general-manager}}"
    return Mutant(
        "threshold-word-without-value", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index, "text")
    )


@plants("company-as-approver")
def company_approves(tree: Tree, draw: random.Random) -> Mutant | None:
    """A duty sends a paper to the company, the leaders or the management."""
    ref = draw.choice(tree.of("post"))
    data = tree.data(ref)
    index = draw.randrange(len(data["duties"]))
    text = data["duties"][index]["text"]
    if any(kind in text["zh"] for kind in ("{process:", "{authority:", "{meeting:")):
        return None
    text["zh"] += draw.choice(["，报公司批准", "，经有关领导审批后执行", "，由管理层决定"])
    return Mutant("company-as-approver", {ref: data}, f"{ref}/{data['duties'][index]['id']}", ("duties", index, "text"))
