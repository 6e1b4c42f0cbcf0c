"""The words of findings on names: a document by its whole name, and a party that nobody set up is not called a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remit.compiler import Compilation
from remit.messages import message

Company = Callable[..., Compilation]


def said(compilation: Compilation, name: str, lang: str = "zh") -> list[str]:
    return [message(f.diagnostic, lang) for f in compilation.findings if f.diagnostic.name == name]


@pytest.mark.parametrize(
    ("rule", "text", "fields", "whole"),
    [
        ("record-named-only-in-text", "制订更新改造计划", "objects: [更新改造计划]", "“更新改造计划”"),
        ("record-named-only-in-text", "制订更新改造计划", "outputs: [更新改造计划]", "“更新改造计划”"),
        ("rule-named-only-in-text", "健全统计台账制度", "objects: [车间, 统计台账制度]", "“统计台账制度”"),
        ("record-named-only-in-text", "编制公司更新改造计划", "objects: [公司更新改造计划]", "“更新改造计划”"),
        ("record-named-only-in-text", "编制选型、更新改造计划", "objects: [选型、更新改造计划]", "“改造计划”"),
        ("record-named-only-in-text", "制订更新改造计划", "objects: [大修改造计划]", "“改造计划”"),
    ],
)
def test_the_whole_name_of_a_document(rule: str, text: str, fields: str, whole: str, company: Company) -> None:
    found = said(company({"posts/p.yaml": f"{{name: 设备员, duties: [{{id: a, text: {text}, {fields}}}]}}"}), rule)
    assert len(found) == 1
    assert whole in found[0]


def test_a_party_and_a_record_that_are_only_mentioned(company: Company) -> None:
    step = "{id: x, name: 询价, performer: {named: 市场}, outputs: [{named: 询价单}]}"
    compilation = company({"processes/p.yaml": f"{{name: 采购, steps: [{step}]}}"})
    party, record = sorted(said(compilation, "named-only"), key=lambda text: "询价单" in text)
    assert "市场" in party
    assert "没有设立" in party
    assert "records/" not in party
    assert "records/" in record
    english = " ".join(said(compilation, "named-only", "en"))
    assert "“市场” is counted on as a party and set up nowhere. Set it up" in english
    assert "“询价单” is mentioned and defined nowhere. Define it" in english
