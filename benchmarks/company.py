"""A company of any size, made up from a fixed list of words and read by the real loader from YAML text.

No two texts are alike, so that nothing is fast because it was met before. A job description of it is about as long as one
of the worked company's; `python -m benchmarks` prints how long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count

from remit.language.validate import validate
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.source.document import Document
from remit.source.yaml_reader import parse

POSTS_IN_A_UNIT = 5
_PROCESSES_OF_A_UNIT = 5
_STEPS = 8
_KPIS_OF_A_UNIT = 5
_DUTIES = 9

Text = dict[str, str]
Data = dict[str, object]

_PLACES = tuple(zip("东西南北中江河湖海山云星春夏秋冬松竹梅兰", "ABCDEFGHIJKLMNOPQRST", strict=True))
_AREAS = (
    ("采购", "Purchasing"), ("仓储", "Warehouse"), ("生产", "Production"), ("质量", "Quality"), ("设备", "Equipment"),
    ("安全", "Safety"), ("财务", "Finance"), ("人事", "Personnel"), ("销售", "Sales"), ("研发", "Development"),
)  # fmt: skip
_RANKS = (
    ("部经理", "Manager"), ("主管", "Supervisor"), ("工程师", "Engineer"), ("专员", "Specialist"), ("助理", "Assistant"),
)  # fmt: skip
_VERBS = (
    ("制订", "Draw up"), ("审核", "Review"), ("跟踪", "Follow"), ("核对", "Check"), ("汇总", "Sum up"), ("分析", "Analyse"),
    ("编制", "Prepare"), ("落实", "Carry out"), ("评估", "Assess"), ("整改", "Correct"), ("登记", "Record"),
)  # fmt: skip
_THINGS = (
    ("年度计划", "the yearly plan"), ("月度预算", "the monthly budget"), ("供应商评价表", "supplier scores"),
    ("合同条款", "contract terms"), ("来料检验记录", "incoming inspection records"), ("工艺参数", "process parameters"),
    ("设备台账", "the equipment ledger"), ("库存差异", "stock differences"), ("客户意见", "customer complaints"),
    ("培训需求", "training needs"), ("应急预案", "the emergency plan"), ("费用凭证", "expense vouchers"),
    ("交付进度", "delivery progress"),
)  # fmt: skip
_HOWS = (
    ("逐项对照标准并留下记录", "against the standard, item by item, with a record"),
    ("发现偏差当天报告直接上级", "reporting deviations to the superior on the same day"),
    ("每周与相关部门核对一次", "checking with the units concerned every week"),
    ("依据批准的限额办理，超限先报批", "within the approved limit, with approval beyond it"),
    ("归档前由第二人复核数据", "with figures checked by a second person before filing"),
    ("明确责任人和完成时限", "naming who answers for it and by when"),
    ("保证数据可以追溯到原始单据", "so that every figure leads back to a voucher"),
)  # fmt: skip
_ACTIONS = ("draft", "perform", "perform", "review", "countersign", "approve", "issue", "archive")
_ROLES = ("own", "organise", "prepare", "review", "execute", "coordinate", "report", "supervise", "execute")


def company(posts: int) -> Organisation:
    """A company of so many posts, rounded up to whole units.

    Raises ValueError where what was written here is no longer what the schemas ask for.
    """
    return linked(Writer(-(-posts // POSTS_IN_A_UNIT)).entities())


def linked(files: Iterable[tuple[str, str, Data]]) -> Organisation:
    """The organisation that files make, given their kind, id and data. Raises ValueError where they are not well-formed."""
    documents = [_document(kind, ident, json.dumps(data, ensure_ascii=False, indent=1)) for kind, ident, data in files]
    sound, invalid = validate(documents)
    organisation, unlinked = link(sound, documents)
    if organisation is None or invalid or unlinked:
        raise ValueError(f"the company of the benchmarks is not well-formed: {[*invalid, *unlinked][:3]}")
    return organisation


def _document(kind: str, ident: str, text: str) -> Document:
    parsed = parse(text)
    return Document(kind, ident, f"policies/{kind}/{ident}.yaml", parsed.data, parsed.values, parsed.keys)


class Writer:
    """Writes the files; every text takes the next words of the lists, whose lengths have no common factor."""

    def __init__(self, units: int) -> None:
        self.units = units
        self._next = count(1)

    def entities(self) -> Iterator[tuple[str, str, Data]]:
        """Kind, id and data of every file."""
        yield "system", "system", self.system()
        yield "unit", "company", {"name": {"zh": "总公司", "en": "Company"}, "tier": "company", "head": post_id(0, 0)}
        for unit in range(self.units):
            yield "unit", unit_id(unit), self.unit(unit)
            yield "authority", f"limits-{unit}", self.authority(unit)
            for number in range(POSTS_IN_A_UNIT):
                yield "post", post_id(unit, number), self.post(unit, number)
            for number in range(_KPIS_OF_A_UNIT):
                yield "kpi", kpi_id(unit, number), self.kpi(unit, number)
            for number in range(_PROCESSES_OF_A_UNIT):
                yield "process", f"process-{unit}-{number}", self.process(unit, number)

    def words(self) -> Text:
        """Some work with something; the number makes it a text of its own."""
        n = next(self._next)
        verb, thing = _VERBS[n % len(_VERBS)], _THINGS[n % len(_THINGS)]
        return {"zh": f"{verb[0]}{n}号{thing[0]}", "en": f"{verb[1]} {thing[1]} no. {n}"}

    def sentence(self) -> Text:
        """Some work, and how it is to be done."""
        words, n = self.words(), next(self._next)
        how = _HOWS[n % len(_HOWS)]
        return {"zh": f"{words['zh']}，{how[0]}", "en": f"{words['en']}, {how[1]}"}

    def system(self) -> Data:
        """The system: a working week and no holidays."""
        return {
            "name": {"zh": "基准装备有限公司", "en": "Benchmark Equipment Co., Ltd."},
            "code": "JZ",
            "languages": ["zh", "en"],
            "timezone": "Asia/Shanghai",
            "currency": "CNY",
            "fiscal_year": {"start": "01-01"},
            "calendar": {"workdays": ["mon", "tue", "wed", "thu", "fri"]},
            "levels": [{"id": "internal", "name": {"zh": "内部", "en": "Internal"}}],
        }

    def unit(self, unit: int) -> Data:
        """A department under the company."""
        name = {"zh": f"{_place(unit)['zh']}{_area(unit)['zh']}部", "en": f"{_area(unit)['en']} {_place(unit)['en']}"}
        return {
            "name": name,
            "code": f"U{unit}",
            "tier": "department",
            "parent": "company",
            "head": post_id(unit, 0),
            "mission": self.sentence(),
        }

    def post(self, unit: int, number: int) -> Data:
        """A post as long as one of the worked company."""
        rank = _RANKS[number]
        place, area = _place(unit), _area(unit)
        # Ten units answer to the first of them, and those to the first of all.
        superior = (
            post_id(unit, number // 2) if number else post_id(unit - unit % len(_AREAS) if unit % len(_AREAS) else 0, 0)
        )
        return {
            "name": {"zh": f"{place['zh']}{area['zh']}{rank[0]}", "en": f"{area['en']} {rank[1]}, {place['en']}"},
            "code": f"U{unit}-{number}",
            "unit": unit_id(unit),
            **({"superior": superior} if unit or number else {}),
            "headcount": 1 + (unit + number) % 4,
            "deputy": post_id(unit, (number + 1) % POSTS_IN_A_UNIT),
            "grade": f"M{POSTS_IN_A_UNIT - number}",
            "purpose": self.sentence(),
            "location": self.words(),
            "duties": [self.duty(index) for index in range(_DUTIES)],
            "authorities": [
                {"id": f"power-{index}", "text": self.words(), "action": action, "area": area, **limit}
                for index, (action, area, limit) in enumerate(
                    (
                        ("approve", "finance", {"limit": 10000 * (unit + 1)}),
                        ("decide", "business", {}),
                        ("propose", "people", {}),
                    )
                )
            ],
            "kpis": [
                {"kpi": kpi_id(unit, index), "weight": 20, "role": "contributing", "measures": [f"duty-{index}"]}
                for index in range(_KPIS_OF_A_UNIT)
            ],
            "qualifications": {
                **{
                    name: [{"text": self.sentence()}] for name in ("education", "knowledge", "certificates", "training")
                },
                **{
                    name: [{"text": self.sentence()}, {"text": self.words(), "preferred": True}]
                    for name in ("experience", "skills", "competencies")
                },
            },
            "relationships": {
                "internal": [
                    {"with": f"post:{post_id((unit + step) % self.units, number)}", "about": self.words()}
                    for step in range(1, 5)
                ],
                "external": [{"with": {"named": self.words()}, "about": self.words()}],
            },
            "conditions": {name: self.words() for name in ("environment", "hours", "travel", "equipment")},
            "control": {
                "classification": "internal",
                "number": f"JZ-JD-{unit}-{number}",
                "version": "A/0",
                "owner": unit_id(unit),
                "prepared_by": f"post:{post_id(unit, POSTS_IN_A_UNIT - 1)}",
                "reviewed_by": [f"post:{post_id(unit, 1)}"],
                "approved_by": f"post:{post_id(unit, 0)}",
                "effective": "2026-01-01",
            },
        }

    def duty(self, index: int) -> Data:
        """A duty that comes every month."""
        return {
            "id": f"duty-{index}",
            "text": self.sentence(),
            "role": _ROLES[index],
            "tasks": [self.sentence() for _ in range(2 if index % 3 else 1)],
            "outputs": [self.words()],
            "timing": {"every": "month", "by": {"day": 1 + index}},
            "share": 12 if index else 4,
        }

    def kpi(self, unit: int, number: int) -> Data:
        """A monthly indicator."""
        return {
            "name": self.words(),
            "definition": self.sentence(),
            "formula": self.sentence(),
            "unit": {"zh": "%", "en": "%"},
            "direction": "higher",
            "target": {"at_least": 90 + number},
            "period": {"every": "month", "by": {"end": True}},
            "source": [self.words()],
            "verified_by": f"post:{post_id(unit, 0)}",
        }

    def process(self, unit: int, number: int) -> Data:
        """The posts of the unit act in turn, those of the two units after it are asked and told."""
        steps: list[Data] = []
        for index in range(_STEPS):
            performer = (index + number) % POSTS_IN_A_UNIT
            others = [post_id((unit + 1 + side) % self.units, (index + side) % POSTS_IN_A_UNIT) for side in range(2)]
            steps.append(
                {
                    "id": f"step-{index}",
                    "name": self.words(),
                    "action": _ACTIONS[index],
                    "performer": f"post:{post_id(unit, performer)}",
                    "duty": f"{post_id(unit, performer)}/duty-{number}",
                    "consult": [f"post:{others[0]}"],
                    "inform": [f"post:{others[1]}"],
                    "outputs": [self.words()],
                }
            )
        return {
            "name": self.words(),
            "owner": f"post:{post_id(unit, 0)}",
            "accountable": f"post:{post_id(unit, 0)}",
            "purpose": self.sentence(),
            "steps": steps,
        }

    def authority(self, unit: int) -> Data:
        """Three tiers by amount, with the posts of the unit in the chain of each."""
        amounts = (0, 20000 + unit, 100000 + unit, None)
        tiers = [
            {
                "id": f"tier-{index}",
                "name": self.words(),
                **({"above": amounts[index]} if index else {}),
                **({"up_to": amounts[index + 1]} if amounts[index + 1] is not None else {}),
                "chain": [
                    {"action": action, "by": f"post:{post_id(unit, POSTS_IN_A_UNIT - 1 - place)}"}
                    for place, action in enumerate(("propose", "review", "review", "countersign", "approve"))
                ],
            }
            for index in range(3)
        ]
        return {
            "name": self.words(),
            "domain": "finance",
            "decision": self.sentence(),
            "owner": unit_id(unit),
            "tiers": tiers,
        }


def unit_id(unit: int) -> str:
    """The id of a unit."""
    return f"unit-{unit}"


def post_id(unit: int, number: int) -> str:
    """The id of a post of a unit."""
    return f"post-{unit}-{number}"


def kpi_id(unit: int, number: int) -> str:
    """The id of an indicator of a unit."""
    return f"kpi-{unit}-{number}"


def _place(unit: int) -> Text:
    """One of twenty places; further ones are numbered."""
    turn, place = divmod(unit // len(_AREAS), len(_PLACES))
    zh, en = _PLACES[place]
    return {"zh": f"{zh}区{turn or ''}", "en": f"{en}{turn or ''}"}


def _area(unit: int) -> Text:
    zh, en = _AREAS[unit % len(_AREAS)]
    return {"zh": zh, "en": en}
