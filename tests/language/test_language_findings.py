"""What does not fit the language: each slip of the pen gives one finding, at its place, with the nearest right word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.compiler import Compilation
from remit.diagnostics import Diagnostic
from remit.messages import catalogue, message, related_message
from remit.model.entities import Policy

Company = Callable[[Mapping[str, str]], Compilation]
HERE = Path(__file__).parent
VALIDATION: list[dict[str, Any]] = yaml.safe_load((HERE / "validation.yaml").read_text("utf-8"))
REFERENCES: list[dict[str, Any]] = yaml.safe_load((HERE / "references.yaml").read_text("utf-8"))


def language_findings(compilation: Compilation) -> list[Diagnostic]:
    return [f.diagnostic for f in compilation.findings if f.code.startswith("LNG")]


def compare(found: list[Diagnostic], expected: list[dict[str, Any]]) -> None:
    assert [f.name for f in found] == [e["finding"] for e in expected], [(f.name, f.span, f.params) for f in found]
    for finding, wanted in zip(found, expected, strict=True):
        if "path" in wanted:
            assert finding.span.path == f"policies/{wanted['path']}"
        if "at" in wanted:
            assert [finding.span.line, finding.span.column] == wanted["at"]
        if "subject" in wanted:
            assert finding.subject == wanted["subject"]
        for name, value in wanted.get("params", {}).items():
            assert finding.params[name] == value, name
        if "related" in wanted:
            assert [r.span.path for r in finding.related] == [f"policies/{wanted['related']}"]
        for lang in ("zh", "en"):
            for text in (message(finding, lang), *(related_message(r, lang) for r in finding.related)):
                assert "“”" not in text
                assert "  " not in text
                assert not text.endswith(("： 。", "是有效的。"))


@pytest.mark.parametrize("case", VALIDATION, ids=lambda case: case["name"])
def test_validation(case: dict[str, Any], company: Company) -> None:
    found = language_findings(company({case["file"]: case["text"]}))
    compare(found, [{"path": case["file"], **wanted} for wanted in case["expect"]])


@pytest.mark.parametrize("case", REFERENCES, ids=lambda case: case["name"])
def test_references(case: dict[str, Any], company: Company) -> None:
    compare(language_findings(company(case["files"])), case["expect"])


def test_every_finding_of_the_language_has_a_case() -> None:
    cases = {wanted["finding"] for case in (*VALIDATION, *REFERENCES) for wanted in case["expect"]}
    cases |= {"too-deep-a-line"}  # below: it takes a hundred files
    assert {name for name, entry in catalogue().items() if entry.code.startswith(("LNG1", "LNG2"))} <= cases


@pytest.mark.parametrize(("folder", "field"), [("units", "parent"), ("posts", "superior"), ("kpis", "parent")])
def test_a_line_without_end_is_cut(company: Company, folder: str, field: str) -> None:
    """What draws or sums up along a line is bounded by it; the finding says where it became too long."""
    files = {f"{folder}/p{n}.yaml": f"name: 甲{n}\n{field}: p{n + 1}\n" for n in range(250)}
    found = language_findings(company(files | {f"{folder}/p250.yaml": "name: 顶\n"}))
    assert [one.name for one in found] == ["too-deep-a-line"] * 2
    assert all(one.span.line == 2 and one.related for one in found)


def test_a_circle_is_no_long_line(company: Company) -> None:
    files = {f"units/p{n}.yaml": f"name: 甲{n}\nparent: p{(n + 1) % 90}\n" for n in range(90)}
    assert language_findings(company(files)) == []


def test_a_named_reference_is_no_broken_one(company: Company) -> None:
    assert language_findings(company({"posts/a.yaml": "{name: 甲, superior: {named: 厂长}}"})) == []


def test_braces_in_text_are_no_reference(company: Company) -> None:
    assert language_findings(company({"posts/a.yaml": "name: 甲\npurpose: 用 {{post:nobody}} 表示引用\n"})) == []


def test_what_has_an_id_has_an_address_of_its_own(company: Company) -> None:
    """An id may recur in another list or chapter; a reference still means one thing."""
    policy = """
name: 采购制度
chapters:
  - {id: one, title: 总则, articles: [{id: purpose, text: 目的}]}
  - {id: two, title: 细则, articles: [{id: purpose, text: 又一目的}, {id: one, text: 其一}]}
"""
    organisation = company({"policies/p.yaml": policy}).organisation
    assert organisation is not None
    (found,) = organisation.all(Policy)
    parts = [part for chapter in found.chapters for part in (chapter, *chapter.articles)]
    assert len({part.ref for part in parts}) == len(parts)
    assert all(organisation.find(part.ref) is part for part in parts)
