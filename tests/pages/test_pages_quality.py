"""The quality page: findings by unit and subject, waivers with their reason, nothing where nothing was found."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from remit.backends import Edition, edition
from remit.compiler import compile_tree
from remit.pages.book import language_site

SYSTEM = """\
name: {zh: 公司, en: Company}
languages: [zh, en]
waivers:
  - {code: ORG105, subject: "unit:sales", reason: {zh: 十月到任, en: Arrives in October}, by: 总经理, until: "2027-01-01"}
"""
FILES = {
    "system.yaml": SYSTEM,
    "units/sales.yaml": "name: {zh: 销售部, en: Sales}\n",
    "posts/seller.yaml": "name: {zh: 销售员, en: Seller}\nunit: sales\n",
}


@pytest.fixture
def company(tmp_path: Path) -> Edition:
    for path, text in FILES.items():
        file = tmp_path / "policies" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    compilation = compile_tree(tmp_path)
    assert compilation.organisation is not None
    return edition(compilation.organisation, compilation.findings, tmp_path / "cache")


def page(made: Edition, lang: str) -> lxml.html.HtmlElement:
    html = next(page.html for page in language_site(made, lang).pages if page.path == "quality/index.html")
    return lxml.html.fromstring(f"<div>{html}</div>")


def test_findings_stand_under_their_unit_and_post(company: Edition) -> None:
    found = page(company, "zh")
    heads = [head.text_content() for head in found.iter("h2", "h3")]
    assert heads[:3] == ["各部门的发现", "销售部", "销售部 组织单元"]
    assert "销售员 岗位" in heads
    post = next(head for head in found.iter("h3") if "销售员" in head.text_content())
    assert any("ORG103" in item.text_content() for item in post.getnext())
    assert not any("销售部" in item.text_content() for item in post.getnext())


def test_a_waived_finding_shows_its_reason_and_is_not_counted_as_error(company: Edition) -> None:
    found = page(company, "en")
    head = [cell.text_content() for cell in next(found.iter("tr")).iter("th")]
    assert head[-1] == "waived"
    assert "baseline" not in head
    row = next(row for row in found.iter("tr") if "Sales" in row.text_content())
    assert [cell.text_content() for cell in row.iter("td")][-1] == "1"
    shown = next(item for item in found.iter("li") if "ORG105" in item.text_content())
    assert "Arrives in October" in shown.text_content()
    waiver = list(found.iter("table"))[-1].text_content()
    assert all(part in waiver for part in ("ORG105", "Sales", "Arrives in October", "总经理", "1 January 2027"))


def test_nothing_found_is_said(company: Edition) -> None:
    clean = edition(company.organisation, (), company.cache)
    assert "没有发现问题" in page(clean, "zh").text_content()
