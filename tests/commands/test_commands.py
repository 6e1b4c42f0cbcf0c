"""Commands beside build and check, on a small company: what they print, what they write, how they exit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli import program
from remit.language.schemas import kinds

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "company")
    return tmp_path / "company"


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(program, [*args, "--root", str(root), "--as-of", "2026-06-30", "--lang", "en"])


def test_show_prints_an_entity_in_words(root: Path) -> None:
    output = run(root, "show", "post:clerk").output
    assert output.startswith("post:clerk  policies/posts/clerk.yaml:1\n")
    assert "Purpose: See that every order is answered the same day" in output
    assert "Timing: within 1 working day" in output
    assert "Target" not in output


def test_show_prints_durations_in_words(root: Path) -> None:
    path = root / "policies/records/order-form.yaml"
    path.write_text(path.read_text("utf-8") + "retention: 3 years\n", "utf-8")
    run_zh = CliRunner().invoke(program, ["show", "record:order-form", "--root", str(root), "--lang", "zh"])
    assert "保存期限：3年" in run_zh.output


def test_show_prints_a_nested_element(root: Path) -> None:
    output = run(root, "show", "process:order/approve").output
    assert "Action: approve" in output
    assert "Performer: Head" in output


@pytest.mark.parametrize("command", ["show", "where"])
def test_an_unknown_reference_names_the_nearest(root: Path, command: str) -> None:
    result = run(root, command, "post:clark")
    assert result.exit_code == 2
    assert "post:clerk" in result.output


def test_where_lists_each_use_with_its_place(root: Path) -> None:
    lines = run(root, "where", "record:order-form").output.splitlines()
    assert lines == [
        "policies/kpis/answered.yaml:7:10  kpi:answered  source",
        "policies/processes/order.yaml:9:15  process:order/enter  outputs",
    ]


def test_where_says_that_nothing_refers_to_it(root: Path) -> None:
    assert run(root, "where", "term:reel").output == "Nothing refers to term:reel.\n"


def test_status_lists_every_document_with_its_state(root: Path) -> None:
    run(root, "approve", "post:clerk", "--by", "head", "--on", "2026-01-05", "--prepared-by", "clerk")
    lines = run(root, "status").output.splitlines()
    assert {line.split()[0] for line in lines} == {
        "authority:orders",
        "kpi:answered",
        "post:clerk",
        "post:head",
        "process:order",
    }
    assert any("post:clerk" in line and "in force" in line and "2026-01-05" in line for line in lines)


def test_rules_as_json_name_every_code_once(root: Path) -> None:
    entries = json.loads(run(root, "rules", "--format", "json").output)
    assert len({entry["code"] for entry in entries}) == len(entries) > 60


@pytest.mark.parametrize("code", ["ORG101", "reporting-cycle", "org101"])
def test_rule_is_found_by_code_or_name(root: Path, code: str) -> None:
    assert "ORG101 reporting-cycle" in run(root, "rule", code).output


def test_an_unknown_rule_is_a_usage_error(root: Path) -> None:
    assert run(root, "rule", "Z999").exit_code == 2


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.folder])
def test_new_writes_a_starting_file_and_never_over_one(root: Path, kind: str) -> None:
    path = root / "policies" / kinds()[kind].folder / "fresh.yaml"
    assert run(root, "new", kind, "fresh").exit_code == 0
    text = path.read_text("utf-8")
    assert all(name in text for name in kinds()[kind].schema["properties"])
    assert run(root, "new", kind, "fresh").exit_code == 1
    assert path.read_text("utf-8") == text


def test_an_id_that_is_a_path_is_refused(root: Path) -> None:
    assert run(root, "new", "post", "../../escape").exit_code == 2
    assert not (root.parent / "escape.yaml").exists()


def test_outside_a_company_the_message_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(program, ["check"])
    assert result.exit_code == 2
    assert "policies/system.yaml" in result.output


def test_select_ignore_and_fail_on(root: Path) -> None:
    assert run(root, "check", "--select", "DOC101").output.count("DOC101") == 5
    assert "DOC101" not in run(root, "check", "--ignore", "DOC1").output
    assert run(root, "check").exit_code == 0
    assert run(root, "check", "--fail-on", "warning").exit_code == 1


def test_check_reports_only_what_lies_under_a_path(root: Path) -> None:
    output = run(root, "check", str(root / "policies" / "posts")).output
    assert "policies/posts/" in output
    assert "policies/kpis/" not in output


def test_json_has_the_fixed_fields(root: Path) -> None:
    found = json.loads(run(root, "check", "--select", "DOC101", "--format", "json").output)
    assert found["summary"] == {"error": 0, "warning": 5, "info": 0, "waived": 0}
    assert set(found["findings"][0]) == {
        "code", "name", "severity", "path", "line", "column", "subject", "message", "fingerprint", "related",
        "fixable", "dated",
    }  # fmt: skip
