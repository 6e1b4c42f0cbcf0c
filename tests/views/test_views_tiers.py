"""When a tier of an authority applies, in words: whoever asks who may approve looks for the amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from remit.compiler import Compilation
from remit.model.entities import Authority
from remit.views.local_names import tier_case

Company = Callable[[Mapping[str, str]], Compilation]
SYSTEM = """
name: 公司
languages: [zh]
classifications:
  - id: purchase
    name: 采购金额
    classes:
      - {id: small, name: 小额, criteria: [{measure: 含税金额, up_to: 20000, unit: 元}]}
      - {id: urgent, name: 紧急, criteria: [{text: 停线}, {measure: 缺料, above: 3, unit: 天}]}
"""


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        ("{id: t}", "不限金额"),
        ("{id: t, above: 20000, up_to: 100000}", "超过2万元、不超过10万元"),
        ("{id: t, name: 中额订单, up_to: 100000}", "中额订单（不超过10万元）"),
        ("{id: t, name: 部门内}", "部门内"),
        ("{id: t, name: '净值超过 100,000 元', above: 100000}", "净值超过 100,000 元"),
        ("{id: t, name: 单案5千元至5万元, above: 5000, up_to: 50000}", "单案5千元至5万元"),
        ("{id: t, name: 第15000号, up_to: 5000}", "第15000号（不超过5,000元）"),
        ("{id: t, class: purchase/small}", "采购金额：小额（含税金额不超过2万元）"),
        ("{id: t, name: 急件, class: purchase/urgent}", "急件（停线或缺料超过3天）"),
    ],
)
def test_a_tier_names_its_case_and_its_bounds(company: Company, tier: str, words: str) -> None:
    organisation = company(
        {"system.yaml": SYSTEM, "authorities/a.yaml": f"{{name: 审批, tiers: [{tier}]}}"}
    ).organisation
    assert organisation is not None
    authority = organisation.all(Authority)[0]
    assert tier_case(organisation.system, authority.tiers[0], "zh") == words
