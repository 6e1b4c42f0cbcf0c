"""Plants the defects of KPIs themselves: careless names, figures, targets, and how they hang together."""

from __future__ import annotations

import random
import re
from typing import Any

from tests.mutation.kpi_places import any_kpi, holders, is_below, without
from tests.mutation.tree import Mutant, Tree, plants

TEXTS = "formula", "unit", "direction", "target", "period", "source"


@plants("kpi-not-measurable")
def drop_what_is_needed(tree: Tree, draw: random.Random) -> Mutant | None:
    """One or several of the fields that make it measurable are left out."""
    ref, data = any_kpi(tree, draw)
    gone = draw.sample(TEXTS, draw.choice((1, 1, 2, 6)))
    goal = data.get("type") == "goal"
    if goal or any(name not in data for name in gone):
        return None
    return Mutant("kpi-not-measurable", {ref: without(data, *gone)}, ref, note=", ".join(gone))


TOPICS = (
    "生产成本控制",
    "仓库管理情况",
    "质量体系建立与完善",
    "供应商交货是否及时",
    "现场管理水平的提升",
    "技术创新",
    "客户服务能力",
    "培训工作落实情况",
    "设备维护质量",
)


@plants("kpi-name-not-measure")
def name_a_topic(tree: Tree, draw: random.Random) -> Mutant | None:
    """A KPI is called by what it is about, and what is counted is gone."""
    ref, data = any_kpi(tree, draw)
    data = without(data, "formula", *draw.choice((("unit",), ("definition",), ("unit", "definition"))))
    if data.get("type") == "goal":
        return None
    data["name"] = {"zh": draw.choice(TOPICS), "en": "Topic"}
    return Mutant("kpi-name-not-measure", {ref: data}, ref, ("name",))


@plants("two-measures-in-one")
def join_two_measures(tree: Tree, draw: random.Random) -> Mutant | None:
    """Two figures go into one name; the formula is left out, since none could be written."""
    ref, data = any_kpi(tree, draw)
    thing = draw.choice(("订单录入", "单据传递", "报表", "检验记录", "来料验收"))
    both = draw.choice(
        (
            "及时率、准确率",
            "的及时性和准确性",
            "合格率及返工率",
            "数量、质量差错率",
            "差错次数以及损失金额",
            "及时率与完整率",
        )
    )
    data["name"] = {"zh": thing + both, "en": "Two measures"}
    return Mutant("two-measures-in-one", {ref: without(data, "formula")}, ref, ("name",), note=thing + both)


@plants("kpi-parent-cycle")
def close_the_loop(tree: Tree, draw: random.Random) -> Mutant | None:
    """The KPI at the top is given one of its own parts as parent, or itself."""
    ref, data = any_kpi(tree, draw)
    chain = [ref]
    while (above := tree.documents[chain[-1]].data.get("parent")) is not None:
        chain.append(f"kpi:{above.removeprefix('kpi:')}")
    top = chain[-1]
    data = tree.data(top)
    data["parent"] = ref.removeprefix("kpi:")
    first = min(chain)
    files = {top: data, first: data if first == top else tree.data(first)}
    return Mutant("kpi-parent-cycle", files, first, ("parent",), file=first)


@plants("cascade-upside-down")
def turn_the_cascade_round(tree: Tree, draw: random.Random) -> Mutant | None:
    """The superior's KPI is given that of one of his staff as parent."""
    alone = {
        kpi: places for kpi, places in holders(tree).items() if len(places) == 1 and places[0][0].startswith("post:")
    }
    kpi = draw.choice(sorted(alone))
    low = alone[kpi][0][0]
    mine = [other for other, places in alone.items() if is_below(tree, low, {places[0][0]})]
    if not mine:
        return None
    ref = f"kpi:{draw.choice(mine)}"
    data = tree.data(ref)
    data["parent"] = kpi
    if f"kpi:{tree.documents[f'kpi:{kpi}'].data.get('parent')}" == ref:
        return None
    return Mutant("cascade-upside-down", {ref: data}, ref, ("parent",), note=f"{low}")


@plants("parent-kpi-unmeasured")
def take_the_top_off(tree: Tree, draw: random.Random) -> Mutant | None:
    """The KPI at the top of a cascade is taken off everybody, or a new one is put on top and given to nobody."""
    tops = {
        f"kpi:{str(item.data['parent']).removeprefix('kpi:')}"
        for item in tree.documents.values()
        if item.kind == "kpi" and "parent" in item.data
    }
    ref = draw.choice(sorted(top for top in tops if "parent" not in tree.documents[top].data))
    files: dict[str, Any] = {ref: tree.data(ref)}
    if draw.random() < 0.5:
        for holder, _ in holders(tree).get(ref.removeprefix("kpi:"), ()):
            files[holder] = tree.data(holder)
            files[holder]["kpis"] = [item for item in files[holder]["kpis"] if f"kpi:{item['kpi']}" != ref]
        return Mutant("parent-kpi-unmeasured", files, ref, ("name",))
    new = "kpi:group-result"
    data = without(tree.data(ref), "basis", "aliases", "formerly", "control")
    data["name"] = {"zh": "集团综合经营指数", "en": "Group result index"}
    files[new] = data
    files[ref]["parent"] = "group-result"
    return Mutant("parent-kpi-unmeasured", files, new, ("name",), file=new)


@plants("no-kpi-cascade")
def cut_every_link(tree: Tree, draw: random.Random) -> Mutant | None:
    """No KPI names a parent any more."""
    files = {ref: without(tree.data(ref), "parent") for ref in tree.of("kpi") if "parent" in tree.documents[ref].data}
    system = {"system:system": tree.data("system:system")}
    return Mutant("no-kpi-cascade", {**system, **files}, "system:system", ("name",), file="system:system")


OPPOSITE = {"higher": ("at_least", "at_most"), "lower": ("at_most", "at_least")}


@plants("target-against-direction")
def turn_the_bound_round(tree: Tree, draw: random.Random) -> Mutant | None:
    """The bound of the target is the wrong one, on the KPI or on an assignment."""
    ref, data = any_kpi(tree, draw)
    right, wrong = OPPOSITE.get(data.get("direction", ""), ("", ""))
    if set(data.get("target", {})) != {right}:
        return None
    value = data["target"][right]
    places = [place for place in holders(tree).get(ref.removeprefix("kpi:"), ()) if place[0].startswith("post:")]
    if places and draw.random() < 0.4:
        holder, index = draw.choice(places)
        changed = tree.data(holder)
        changed["kpis"][index]["target"] = {wrong: value}
        return Mutant("target-against-direction", {holder: changed}, holder, ("kpis", index, "target", wrong))
    data["target"] = {wrong: value}
    return Mutant("target-against-direction", {ref: data}, ref, ("target", wrong))


SHARES = ("合格率", "及时率", "准确率", "完好率", "满意度", "差错率", "按期率", "相符率")


@plants("impossible-target")
def mistype_the_figure(tree: Tree, draw: random.Random) -> Mutant | None:
    """A share above the whole or below nothing, or a range whose ends are exchanged."""
    ref, data = any_kpi(tree, draw)
    target, bound = data.get("target", {}), ""
    name = data["name"]["zh"]
    if set(target) == {"at_least"} and draw.random() < 0.4:
        value = target["at_least"]
        data["target"] = {"at_least": value, "at_most": value - draw.choice((1, 5, 20))}
        bound = "at_least"
    elif name.endswith(SHARES) and data.get("unit", {}).get("zh") == "%" and target:
        bound = next(iter(target))
        target[bound] = draw.choice((target[bound] * 100 + 101, -3, 120, 980))
    if not bound:
        return None
    return Mutant("impossible-target", {ref: data}, ref, ("target", bound))


@plants("target-always-met")
def ask_for_nothing(tree: Tree, draw: random.Random) -> Mutant | None:
    """At least 0, or at most all of it."""
    ref, data = any_kpi(tree, draw)
    name = data["name"]["zh"]
    target = data.get("target", {})
    if set(target) == {"at_least"} and not any(
        word in name for word in ("节约", "增长", "下降", "降低", "净", "利润", "减少")
    ):
        data["target"] = {"at_least": 0}
    elif set(target) == {"at_most"} and name.endswith("差错率"):
        data["target"] = {"at_most": 100}
    else:
        return None
    return Mutant("target-always-met", {ref: data}, ref, ("target", next(iter(data["target"]))))


@plants("direction-against-name")
def reverse_the_direction(tree: Tree, draw: random.Random) -> Mutant | None:
    """Higher becomes lower, where the name leaves no doubt."""
    ref, data = any_kpi(tree, draw)
    name = data["name"]["zh"]
    if (
        not name.endswith((*SHARES, "损耗率", "返工率", "投诉率", "违规次数", "节约额"))
        or data.get("direction") not in OPPOSITE
    ):
        return None
    data["direction"] = "lower" if data["direction"] == "higher" else "higher"
    bound, value = next(iter(data.get("target", {"equals": 1}).items()))
    data["target"] = {OPPOSITE.get(data["direction"], (bound,))[0]: value}
    return Mutant("direction-against-name", {ref: data}, ref, ("direction",))


@plants("similar-kpis")
def say_it_in_other_words(tree: Tree, draw: random.Random) -> Mutant | None:
    """Another department brings the same indicator under a name of its own, without saying what it counts."""
    ref, data = any_kpi(tree, draw)
    name = data["name"]["zh"]
    changes = (
        ("完成率", "达成率"),
        ("达成率", "完成率"),
        ("及时率", "按时率"),
        ("及时率", "处理及时率"),
        ("满意度", "满意率"),
        ("计划", "排程"),
        ("合格率", "通过率"),
        ("差错率", "差错次数"),
        ("按期", "准时"),
        ("检验", "质检"),
        ("客户", "顾客"),
    )
    told = [(a, b) for a, b in changes if a in name and b not in name]
    if not told:
        return None
    first, second = draw.choice(told)
    new = f"{ref}-again"
    again = {"name": {"zh": name.replace(first, second), "en": data["name"]["en"] + " again"}}
    return Mutant("similar-kpis", {new: again}, new, ("name",), note=f"{name} → {again['name']['zh']}")


@plants("duplicate-kpi-name")
def name_it_again(tree: Tree, draw: random.Random) -> Mutant | None:
    """A second file for an indicator that exists, with a definition of its own or without."""
    ref, other = draw.choice(tree.of("kpi")), draw.choice(tree.of("kpi"))
    if other == ref:
        return None
    first, second = sorted((ref, other))
    changed = tree.data(second)
    changed["name"] = tree.documents[first].data["name"]
    return Mutant("duplicate-kpi-name", {second: changed}, second, ("name", "zh"))


@plants("pass-rate-after-own-gate")
def count_behind_the_gate(tree: Tree, draw: random.Random) -> Mutant | None:
    """Inspectors are measured by what they let pass, on figures of their own."""
    gates = [
        ref
        for ref in tree.of("post")
        if any(
            "检验" in str(duty["text"]) and duty.get("role") not in ("assist", "participate")
            for duty in tree.documents[ref].data.get("duties", ())
        )
    ]
    ref = draw.choice(gates)
    places = [item["kpi"] for item in tree.documents[ref].data.get("kpis", ())]
    if not places:
        return None
    kpi = f"kpi:{draw.choice(places)}"
    data = tree.data(kpi)
    if draw.random() < 0.5:
        data["name"] = {
            "zh": draw.choice(("产品出厂合格率", "成品入库合格率", "放行合格率")),
            "en": "Pass rate of released goods",
        }
    else:
        data["formula"] = {
            "zh": draw.choice(("合格台数 ÷ 出厂台数 × 100%", "合格批次 ÷ 发货批次", "合格数量除以入库数量")),
            "en": "Good units ÷ units shipped",
        }
    if draw.random() < 0.5:
        data.pop("supplied_by", None)
    else:
        data["supplied_by"] = ref
    return Mutant("pass-rate-after-own-gate", {kpi: data}, kpi, ("name",))


@plants("period-shorter-than-source")
def measure_before_the_record(tree: Tree, draw: random.Random) -> Mutant | None:
    """The KPI is worked out monthly from records that come once a year, or weekly from monthly ones."""
    ref, data = any_kpi(tree, draw)
    every, often = draw.choice((("year", "month"), ("month", "week"), ("quarter", "month"), ("year", "quarter")))
    records = [
        record for record in tree.of("record") if tree.documents[record].data.get("timing") in ({"every": every},)
    ]
    if not records:
        return None
    data["source"] = [draw.choice(records)]
    data["period"] = {"every": often}
    return Mutant("period-shorter-than-source", {ref: data}, ref, ("period",))


@plants("no-kpi")
def forget_to_measure(tree: Tree, draw: random.Random) -> Mutant | None:
    """A whole company without a KPI: none is left, and no text cites one."""
    files: dict[str, Any] = {"system:system": tree.data("system:system")}
    files |= dict.fromkeys(tree.of("kpi"))
    for ref, document in tree.documents.items():
        if document.kind == "approval":
            if str(document.data["document"]).startswith("kpi:"):
                files[ref] = None
        elif document.kind != "kpi" and ("kpi:" in str(document.data) or "'kpis'" in str(document.data)):
            files[ref] = _uncited(tree.data(ref))
    return Mutant("no-kpi", files, "system:system", ("name",), file="system:system")


def _uncited(data: Any) -> Any:
    """Data without its references to KPIs."""
    if isinstance(data, dict):
        kept = {key: _uncited(value) for key, value in data.items() if key != "kpis"}
        return {key: value for key, value in kept.items() if value not in ([], {}) or data[key] in ([], {})}
    if isinstance(data, list):
        found = [_uncited(item) for item in data if not str(item).startswith("kpi:")]
        return [item for item in found if item != {"show": "kpis"}]
    return CITED.sub("指标", data) if isinstance(data, str) else data


CITED = re.compile(r"\{kpi:[^}]*\}")


@plants("aim-without-kpi")
def promise_something(tree: Tree, draw: random.Random) -> Mutant | None:
    """A policy promises what nobody measures any more: the KPI that showed it is now about something else."""
    aim, words = draw.choice((("客户忠诚度", ("忠诚", "重复采购", "复购")), ("品牌知名度", ("知名度",))))
    files: dict[str, Any] = {}
    for kpi in tree.of("kpi"):
        data = tree.data(kpi)
        if any(word in str([data.get(key) for key in ("name", "definition", "formula")]) for word in words):
            files[kpi] = without(data, "formula")
            data["name"] = {"zh": f"报表份数{len(files)}", "en": f"Reports {len(files)}"}
            data["definition"] = {"zh": "按期报出的报表份数", "en": "Reports issued on time"}
    ref = min(tree.of("policy"))
    data = tree.data(ref)
    article = draw.choice([item for item in data["chapters"][0]["articles"] if "text" in item])
    verb = draw.choice(("提高", "增强", "确保"))
    article["text"] = {"zh": f"本制度用于规范工作，{verb}{aim}。", "en": "This policy sets out the work."}
    place = ("chapters", 0, "articles", data["chapters"][0]["articles"].index(article), "text")
    files[ref] = data
    return Mutant("aim-without-kpi", files, f"{ref}/{article['id']}", place, file=ref, note=aim)
