"""Every rule on its cases: <rule_name>.yaml beside this file holds tiny organisations that pass and that fail.

A case is `name`, `files` (path below policies/ to YAML text) and, where it fails, `expect`: every finding of the rule
with code, path below policies/, line and subject. `as_of` is the day for a rule that depends on one.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.compiler import Compilation
from remit.diagnostics import Severity
from remit.judgement import Finding
from remit.messages import catalogue, in_language, message, related_message
from remit.rules import rules

Company = Callable[..., Compilation]
HERE = Path(__file__).parent
_TEXTS = ("message", "fix")
_DOCUMENTATION = ("what", "why", "instead")


@cache
def written(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return found


def cases(part: str) -> list[Any]:
    found: list[Any] = []
    for path in sorted(HERE.glob("*.yaml")):
        for case in written(path)[part]:
            found.append(pytest.param(path.stem.replace("_", "-"), case, id=f"{path.stem}-{case['name']}"))
    return found


@pytest.mark.parametrize(("rule", "case"), cases("pass"))
def test_passes(rule: str, case: dict[str, Any], company: Company) -> None:
    compilation = company(case["files"], case.get("as_of", ""))
    assert [f for f in compilation.findings if f.diagnostic.name == rule or _is_malformed(f)] == []


@pytest.mark.parametrize(("rule", "case"), cases("fail"))
def test_fails(rule: str, case: dict[str, Any], company: Company) -> None:
    compilation = company(case["files"], case.get("as_of", ""))
    assert [f for f in compilation.findings if _is_malformed(f) and f.diagnostic.name != rule] == []
    found = [
        {
            "code": f.code,
            "path": f.diagnostic.span.path.removeprefix("policies/"),
            "line": f.diagnostic.span.line,
            "subject": f.diagnostic.subject,
        }
        for f in compilation.findings
        if f.diagnostic.name == rule
    ]
    assert found == case["expect"]


def _is_malformed(finding: Finding) -> bool:
    """Whether a case is not even written as it should be."""
    return finding.code.startswith("LNG") and finding.severity is Severity.ERROR


@pytest.mark.parametrize(("rule", "case"), cases("fail"))
def test_wording_is_complete(rule: str, case: dict[str, Any], company: Company) -> None:
    """Every parameter of a message is supplied, and what is shown is words: no brace, no gap, no Python."""
    own = [f.diagnostic for f in company(case["files"], case.get("as_of", "")).findings if f.diagnostic.name == rule]
    for diagnostic, lang in product(own, ("zh", "en")):
        texts = catalogue()[rule].texts[lang]
        for part in ("message", "near", "fix"):
            for name in _parameters(texts.get(part, "")):
                assert name in diagnostic.params, f"{rule}: {{{name}}} of {part} is not supplied"
                if part != "near" and name not in case.get("may_be_empty", ()):
                    assert in_language(diagnostic.params[name], lang), f"{rule}: {name} is empty in {lang}"
        shown = [message(diagnostic, lang), *(related_message(item, lang) for item in diagnostic.related)]
        for text in shown:
            for wrong in ("{", "}", "mappingproxy", "None", "remit."):
                assert wrong not in text
            assert not re.search(r"\b(post|unit|record|process):(?![a-z0-9])", text), "a reference without its id"
            if "may_be_empty" not in case:
                assert "“”" not in text


def _parameters(pattern: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(pattern) if name]


def test_every_rule_has_its_cases() -> None:
    assert {path.stem.replace("_", "-") for path in HERE.glob("*.yaml")} == set(rules())


@pytest.mark.parametrize("name", list(rules()))
def test_every_rule_has_both_kinds_of_case(name: str) -> None:
    found = written(HERE / f"{name.replace('-', '_')}.yaml")
    assert found["pass"]
    assert found["fail"]
    names = [case["name"] for case in (*found["pass"], *found["fail"])]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", list(rules()))
def test_every_rule_is_documented(name: str) -> None:
    entry = catalogue()[name]
    for lang in ("zh", "en"):
        for part in _TEXTS:
            assert entry.texts[lang].get(part), f"{name}: {part} is missing in {lang}"
    for part in _DOCUMENTATION:
        assert entry.texts["zh"].get(part), f"{name}: {part} is missing in zh"
    documentation = rules()[name].documentation
    assert "\nWhy: " in documentation
    assert "\nInstead: " in documentation


@pytest.mark.parametrize("name", [name for name, rule in rules().items() if rule.guesses])
def test_a_rule_that_guesses_says_so_and_stops_no_build(name: str) -> None:
    assert "\nGuess: " in rules()[name].documentation
    assert catalogue()[name].severity is not Severity.ERROR


def test_codes_are_unique() -> None:
    codes = [entry.code for entry in catalogue().values()]
    assert len(codes) == len(set(codes))


def test_code_says_the_family() -> None:
    """All codes of one file of the catalogue begin with the same three letters, and no other file uses it."""
    families: dict[str, set[str]] = {}
    for entry in catalogue().values():
        families.setdefault(entry.code[:3], set()).add(entry.family)
    assert all(len(found) == 1 for found in families.values()), families


def test_both_languages_ask_for_the_same_parameters() -> None:
    for name, entry in catalogue().items():
        for part in ("message", "near"):
            asked = {lang: set(_parameters(entry.texts[lang].get(part, ""))) for lang in ("zh", "en")}
            assert asked["zh"] == asked["en"], f"{name}: {part}"


def test_every_entry_is_a_rule_or_of_the_language_or_of_the_check_itself() -> None:
    own = ("language", "lint", "templates", "git")
    orphans = [name for name, entry in catalogue().items() if entry.family not in own and name not in rules()]
    assert orphans == []


@pytest.mark.parametrize(
    ("rule", "case"), [case for case in cases("fail") if rules()[str(case.values[0])].proves_absence]
)
def test_absence_is_not_proved_by_half_a_company(rule: str, case: dict[str, Any], company: Company) -> None:
    """What a broken file may well hold is not reported as missing beside it: one slip, one finding."""
    broken = company({**case["files"], "posts/broken.yaml": "name: [\n"}, case.get("as_of", ""))
    assert [f.diagnostic.name for f in broken.findings if f.diagnostic.name == rule] == []
