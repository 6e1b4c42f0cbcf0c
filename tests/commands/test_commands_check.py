"""check as a tool: what it prints, marks, hides, writes, and how it exits, on a small company with slips in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from remit.cli import program
from remit.compiler import compile_tree
from remit.diagnostics import Severity
from remit.excerpt import columns, marked

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
SYSTEM = "name: 公司\nlanguages: [zh]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "company")
    return tmp_path / "company"


def run(
    root: Path, *args: str, lang: str = "en", env: Mapping[str, str | None] | None = None, day: str = "2026-06-30"
) -> Result:
    shared = ["--root", str(root), "--as-of", day, "--lang", lang]
    return CliRunner().invoke(program, ["check", *args, *shared], env=env, color=True)


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "policies" / path).write_text(text, "utf-8")


def findings(root: Path, *args: str, day: str = "2026-06-30") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(root, *args, "--format", "json", day=day).stdout)["findings"]
    return found


def codes(root: Path, *args: str, day: str = "2026-06-30") -> list[str]:
    return [finding["code"] for finding in findings(root, *args, day=day)]


def company(tmp_path: Path, files: Mapping[str, str]) -> Path:
    write(tmp_path, {"system.yaml": SYSTEM, **files})
    return tmp_path


# ---------------------------------------------------------------- text


def test_text_shows_the_line_and_both_ends_of_a_reference(root: Path) -> None:
    write(root, {"posts/aide.yaml": "name: {zh: 助理, en: Aide}\nsuperior: heed   # 上级\n"})
    lines = run(root, "--select", "LNG").stdout.splitlines()
    assert lines[0].startswith("policies/posts/aide.yaml:2:11 error LNG201 There is no post:heed.")
    assert lines[1:3] == ["        2 │ superior: heed   # 上级", "          │           ^^^^"]
    assert lines[3].startswith("    ↳ policies/posts/head.yaml:1:1 ")
    assert lines[4].startswith("        1 │ name: ")
    assert "can be fixed automatically (remit check --fix): write “head”" in lines[6]
    assert lines[-1].startswith("errors: 1, warnings: 0")


@pytest.mark.parametrize(
    ("line", "column", "meant", "at"),
    [
        ("name: {zh: 采购员, en: Buyer}", 12, "采购员", 11),
        ("  - {id: x, text: 询价单, role: asist}", 30, "asist", 32),
        ("superior: 采购 经理 # 谁", 11, "采购 经理", 10),
        ('a: "x # y" # z', 4, '"x # y"', 3),
        ("a: 'it''s', b", 4, "'it''s'", 3),
        ("supperior: x", 1, "supperior", 0),
        ("a:", 3, "", 2),
        ("a\tb: c", 6, "c", 8),
        ("a\u0301b: x", 6, "x", 4),
    ],
)
def test_the_mark_stands_below_what_is_meant(line: str, column: int, meant: str, at: int) -> None:
    before, found, after, place = marked(line, column)
    assert (found, place) == (meant, at)
    assert columns(before) == at
    assert "\t" not in before + found + after


@pytest.mark.parametrize("column", [1, 50, 150, 299])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    line = "采购" * 150
    before, meant, after, place = marked(line, column)
    assert columns(before + meant + after) <= 102
    assert columns(before) == place
    assert before.startswith("…") or column < 22


def test_what_steers_a_terminal_does_not_reach_it(tmp_path: Path) -> None:
    root = company(tmp_path, {"posts/a.yaml": "name: \x1b[2J\x1b]0;x\x07甲\u202e\n"})
    output = run(root).stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", output)
    assert "LNG003" in output


def test_colour_is_for_terminals_and_who_asks_for_it(root: Path) -> None:
    plain, coloured = (run(root, env={"FORCE_COLOR": value, "NO_COLOR": None}).stdout for value in (None, "1"))
    assert "\x1b[" not in plain
    assert "\x1b[33mwarning\x1b[0m" in coloured
    assert unstyle(coloured) == plain
    assert run(root, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout == plain


def test_a_file_with_foreign_bytes_and_line_ends_is_shown(tmp_path: Path) -> None:
    root = company(tmp_path, {})
    (root / "policies" / "posts").mkdir()
    (root / "policies" / "posts" / "a.yaml").write_bytes("\ufeffname: 甲\rcode: x\r\nsuperior: nobody\n".encode())
    (root / "policies" / "posts" / "b.yaml").write_bytes("name: 甲\n".encode("gbk"))
    output = run(root, "--select", "LNG").stdout
    assert "        3 │ superior: nobody\n          │           ^^^^^^" in output
    assert "LNG002" in output


def test_other_commands_say_what_is_wrong_with_a_broken_system(root: Path) -> None:
    write(root, {"system.yaml": "name: 公司\nlanguages: zh\n"})
    result = CliRunner().invoke(program, ["where", "post:clerk", "--root", str(root), "--lang", "en"])
    assert result.exit_code == 1
    assert "policies/system.yaml:2:12 error LNG103" in result.output
    assert "        2 │ languages: zh" in result.output


# ---------------------------------------------------------------- machine formats


def slips(root: Path) -> None:
    text = 'name: {zh: 文员, en: Clerk}\nsuperior: heed\ndeputy: heed\nheadcount: "2"\n'
    write(root, {"posts/clerk.yaml": text, "units/100%: a, b.yaml": "x"})
    write(root, {"posts/new.yaml": "name: {zh: 新, en: New}\nsuperior: heed\ndeputy: nobody-is-this\n"})


def test_json_keeps_its_interface(root: Path) -> None:
    slips(root)
    found = json.loads(run(root, "--format", "json").stdout)
    assert list(found) == ["findings", "summary", "hidden"]
    assert list(found["summary"]) == ["error", "warning", "info", "waived"]
    entry = next(item for item in found["findings"] if item["path"] == "policies/posts/new.yaml" and item["fixable"])
    assert list(entry) == [
        "code", "name", "severity", "path", "line", "column", "subject", "message", "fingerprint", "related",
        "fixable", "dated",
    ]  # fmt: skip
    assert (entry["code"], entry["line"], entry["column"], entry["dated"]) == ("LNG201", 2, 11, False)
    assert [item["path"] for item in entry["related"]] == ["policies/posts/head.yaml"]
    assert any(not item["fixable"] for item in found["findings"])


def test_sarif_carries_help_fixes_and_second_places(root: Path) -> None:
    slips(root)
    (log,) = json.loads(run(root, "--format", "sarif").stdout)["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert re.fullmatch(r"[\w./%-]+", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    for rule in rules:
        assert re.search("[一-龥]", rule["help"]["text"])
        assert re.search("[a-z]{4}", rule["help"]["text"])
        assert not re.search(r"\{\w+\}", rule["help"]["text"])
    fixed = {
        (result["ruleId"], json.dumps(change["replacements"][0]))
        for result in log["results"]
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"]
    }
    region = {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 15}
    assert ("LNG201", json.dumps({"deletedRegion": region, "insertedContent": {"text": "head"}})) in fixed
    assert any(result.get("relatedLocations") for result in log["results"])


def test_sarif_has_waived_findings_as_suppressed(root: Path) -> None:
    waive(
        root,
        "{code: DOC101, subject: 'post:clerk', reason: {zh: 会签中, en: Under way}, until: 2026-12-31, by: 'post:head'}",
    )
    (log,) = json.loads(run(root, "--format", "sarif").stdout)["runs"]
    suppressed = [result for result in log["results"] if "suppressions" in result]
    assert [result["suppressions"] for result in suppressed] == [
        [{"kind": "external", "status": "accepted", "justification": "会签中"}]
    ]
    assert suppressed[0]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "post:clerk"}]


def test_github_escapes_its_properties(root: Path) -> None:
    slips(root)
    lines = run(root, "--format", "github", "--select", "LNG").stdout.splitlines()
    assert any(
        line.startswith("::error file=policies/units/100%25%3A a%2C b.yaml,line=1,col=1,title=LNG033 bad-file-name::")
        for line in lines
    )
    (reference,) = [line for line in lines if "posts/new.yaml,line=2" in line]
    assert "%0Apolicies/posts/head.yaml:1:1 " in reference


def test_gitlab_takes_no_two_findings_for_one(tmp_path: Path) -> None:
    root = company(tmp_path, {"posts/a.yaml": "name: 甲\nsuperior: x1\ndeputy: x2\nunit: x3\n"})
    entries = json.loads(run(root, "--format", "gitlab", "--select", "LNG201").stdout)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 3
    assert all(entry["location"]["lines"]["begin"] > 1 for entry in entries)


def test_junit_is_xml_whatever_a_file_is_called(tmp_path: Path) -> None:
    root = company(tmp_path, {"posts/a.yaml": 'name: 甲\nsuperior: "b<&"\n', 'posts/"<&\x07.yaml': "x"})
    suite = ElementTree.fromstring(run(root, "--format", "junit", "--select", "LNG").stdout.encode())
    cases = list(suite)
    assert suite.get("failures") == str(len(cases)) == "2"
    assert all(case.find("failure") is not None and case.get("line") for case in cases)
    assert "b<&" in str([failure.text for failure in suite.iter("failure")])


# ---------------------------------------------------------------- settings


def lint(root: Path, text: str) -> None:
    path = root / "policies" / "system.yaml"
    path.write_text(re.sub(r"\nlint: .*", "", path.read_text("utf-8")) + f"lint: {text}\n", "utf-8")


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ("{severity: {DOC101: info}}", {"info"}),
        ("{severity: {unapproved-document: error}}", {"error"}),
        ("{severity: {DOC: error, DOC101: info}}", {"info"}),
        ("{severity: {DOC101: info, DOC: error}}", {"info"}),
        ("{severity: {DOC1: error}}", {"error"}),
        ("{severity: {DOC: off}}", set()),
        ("{ignore: [DOC]}", set()),
        ("{ignore: [unapproved-document]}", set()),
        ("{select: [ORG, DOC]}", {"warning"}),
        ("{select: [ORG]}", set()),
    ],
)
def test_severity_and_selection_by_code_name_or_family(root: Path, settings: str, severity: set[str]) -> None:
    lint(root, settings)
    assert {item["severity"] for item in findings(root) if item["code"] == "DOC101"} == severity
    assert "LNT" not in "".join(codes(root))


def test_options_take_the_place_of_the_settings(root: Path) -> None:
    lint(root, "{ignore: [DOC]}")
    assert "DOC101" in codes(root, "--select", "DOC")
    assert "DOC101" in codes(root, "--ignore", "ORG")
    assert run(root, "--select", "ORX1").exit_code == 2


def test_a_word_that_means_no_rule_is_reported_with_the_nearest(root: Path) -> None:
    lint(root, "{severity: {DOCC101: off, zzz: off}, ignore: [unaproved-document]}")
    found = [item for item in findings(root) if item["code"] == "LNT108"]
    assert ["DOC101" in found[0]["message"], found[1]["fixable"], "unapproved-document" in found[2]["message"]] == [
        True,
        False,
        True,
    ]
    run(root, "--fix", "--select", "LNT")
    assert "ignore: [unapproved-document]" in (root / "policies" / "system.yaml").read_text("utf-8")


@pytest.mark.parametrize("settings", ["{severity: {LNG: off}}", "{ignore: [LNG201]}", "{select: [ORG]}"])
def test_what_cannot_be_read_is_always_said(tmp_path: Path, settings: str) -> None:
    root = company(
        tmp_path, {"posts/a.yaml": "name: 甲\nsuperior: nobody\n", "system.yaml": f"{SYSTEM}lint: {settings}\n"}
    )
    found = codes(root)
    assert "LNG201" in found
    assert ("LNT109" in found) == ("select" not in settings)


# ---------------------------------------------------------------- waivers


def waive(root: Path, *waivers: str) -> None:
    path = root / "policies" / "system.yaml"
    path.write_text(path.read_text("utf-8") + "waivers:\n" + "".join(f"  - {item}\n" for item in waivers), "utf-8")


REASON = "reason: {zh: 会签中, en: Under way}"


@pytest.mark.parametrize(
    ("waiver", "code", "holds"),
    [
        (f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}", None, True),
        (f"{{code: unapproved-document, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 王工}}", None, True),
        (f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-06-30, by: 'post:head'}}", None, True),
        (f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-12-31}}", "LNT101", True),
        (f"{{code: DOC101, subject: 'post:clerk', {REASON}, by: 'post:head'}}", "LNT102", True),
        (f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-06-29, by: 'post:head'}}", "LNT103", False),
        (f"{{code: ORG101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}", "LNT104", False),
        (f"{{code: DOCC101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}", "LNT105", False),
        (f"{{code: DOC101, subject: 'post:clark', {REASON}, until: 2026-12-31, by: 'post:head'}}", "LNT106", False),
        (f"{{code: LNT101, subject: 'system:system', {REASON}, until: 2026-12-31, by: 'post:head'}}", "LNT107", False),
    ],
)
def test_a_waiver_holds_or_is_reported_at_its_line(root: Path, waiver: str, code: str | None, holds: bool) -> None:
    waive(root, waiver)
    found = findings(root)
    assert ("post:clerk" not in {item["subject"] for item in found if item["code"] == "DOC101"}) == holds
    reported = [item for item in found if item["code"].startswith("LNT")]
    assert [item["code"] for item in reported] == ([code] if code else [])
    line = (root / "policies" / "system.yaml").read_text("utf-8").count("\n")
    assert all((item["path"], item["line"]) == ("policies/system.yaml", line) for item in reported)
    assert [item["dated"] for item in reported if item["code"] == "LNT103"] == ([True] if code == "LNT103" else [])


def test_no_finding_about_waivers_can_be_waived(root: Path) -> None:
    unused = f"{{code: ORG101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}"
    waive(
        root, unused, f"{{code: waiver-unused, subject: 'system:system', {REASON}, until: 2026-12-31, by: 'post:head'}}"
    )
    assert [code for code in codes(root) if code.startswith("LNT")] == ["LNT104", "LNT107"]


def test_while_files_are_broken_no_waiver_is_unused(root: Path) -> None:
    waive(root, f"{{code: ORG101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}")
    write(root, {"posts/broken.yaml": "name: [\n"})
    assert "LNT104" not in codes(root)


def test_a_waiver_of_a_dated_rule_is_not_unused_without_a_day(root: Path) -> None:
    from remit.rules import rules

    dated = [rule.name for rule in rules().values() if rule.dated]
    waive(
        root,
        *(
            f"{{code: {name}, subject: 'post:clerk', {REASON}, by: 'post:head', until: 2026-12-31}}"
            for name in [*dated, "reporting-cycle"]
        ),
    )
    without = [f.diagnostic.params["code"] for f in compile_tree(root).findings if f.code == "LNT104"]
    assert without == ["reporting-cycle"]


def test_fix_takes_out_what_no_longer_holds_and_keeps_the_comments(root: Path) -> None:
    kept = f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}} # 保留"
    waive(root, f"{{code: ORG101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: a}} # 多余", kept)
    result = run(root, "--fix", "--select", "LNT")
    text = (root / "policies" / "system.yaml").read_text("utf-8")
    assert "waivers:\n  - {code: DOC101" in text
    assert "# 保留" in text
    assert "removed - {code: ORG101" in result.output
    assert result.stdout.splitlines()[-1] == "errors: 0, warnings: 0, hints: 0, waived: 0"


# ---------------------------------------------------------------- baseline


def test_a_baseline_hides_what_was_there_and_nothing_new(root: Path) -> None:
    before = codes(root)
    assert run(root, "--write-baseline").exit_code == 0
    assert codes(root) == []
    assert codes(root, "--no-baseline") == before
    output = run(root).stdout.splitlines()
    assert output[-2:] == [f"not shown: {len(before)} of the baseline", "errors: 0, warnings: 0, hints: 0, waived: 0"]
    write(root, {"posts/new.yaml": "name: {zh: 新岗位, en: New post}\n"})
    assert {item["subject"] for item in findings(root)} == {"post:new"}


def test_the_baseline_reads_well_in_a_merge(root: Path) -> None:
    run(root, "--write-baseline")
    text = (root / "lint-baseline.json").read_text("utf-8")
    entries = json.loads(text)["findings"]
    assert entries == sorted(entries, key=lambda entry: (entry["code"], entry["subject"]))
    assert text.count("\n") == len(entries) + 5
    run(root, "--write-baseline")
    assert (root / "lint-baseline.json").read_text("utf-8") == text


def test_what_is_mended_is_told_at_its_line(root: Path) -> None:
    write(root, {"posts/new.yaml": "name: {zh: 新岗位, en: New post}\n"})
    run(root, "--write-baseline")
    (root / "policies" / "posts" / "new.yaml").unlink()
    lines = (root / "lint-baseline.json").read_text("utf-8").splitlines()
    found = findings(root)
    assert {item["code"] for item in found} == {"LNT201"}
    assert {item["severity"] for item in found} == {"info"}
    assert all('"post:new"' in lines[item["line"] - 1] for item in found)
    run(root, "--write-baseline")
    assert findings(root) == []


def test_what_is_waived_is_not_mended(root: Path) -> None:
    run(root, "--write-baseline")
    waive(root, f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-12-31, by: 'post:head'}}")
    assert codes(root) == []


def test_while_files_are_broken_nothing_counts_as_mended(root: Path) -> None:
    run(root, "--write-baseline")
    write(root, {"posts/clerk.yaml": "name: [\n"})
    assert "LNT201" not in codes(root)


def test_a_third_one_where_two_are_known_is_new(tmp_path: Path) -> None:
    vague = "name: 甲\nduties:\n" + "".join(f"  - {{id: d{n}, text: 做, timing: {{vague: 定期}}}}\n" for n in range(3))
    root = company(tmp_path, {"posts/a.yaml": vague})
    name = next(item for item in findings(root) if "定期" in item["message"])
    same = [item for item in findings(root) if (item["code"], item["subject"]) == (name["code"], name["subject"])]
    run(root, "--write-baseline")
    path = root / "lint-baseline.json"
    entries = json.loads(path.read_text("utf-8"))
    for entry in entries["findings"]:
        if entry["fingerprint"] == name["fingerprint"]:
            assert entry["count"] == len(same)
            entry["count"] -= 1
    path.write_text(json.dumps(entries), "utf-8")
    assert [item["fingerprint"] for item in findings(root)] == [name["fingerprint"]]


def test_what_cannot_be_read_is_not_taken_into_a_baseline(root: Path) -> None:
    write(root, {"posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\nsuperior: heed\n"})
    result = run(root, "--write-baseline")
    assert result.exit_code == 1
    assert "LNG201" in result.stdout
    assert "LNG201" not in (root / "lint-baseline.json").read_text("utf-8")
    assert "LNG201" in codes(root)


def test_a_build_goes_on_where_the_baseline_knows_the_errors(root: Path) -> None:
    lint(root, "{severity: {DOC101: error}}")
    assert compile_tree(root).count(Severity.ERROR) == 5
    run(root, "--write-baseline")
    assert compile_tree(root).count(Severity.ERROR) == 0
    arguments = ["build", "--only", "model", "--root", str(root), "--as-of", "2026-06-30", "--lang", "en"]
    assert CliRunner().invoke(program, arguments).exit_code == 0
    (root / "lint-baseline.json").unlink()
    assert CliRunner().invoke(program, arguments).exit_code == 1


@pytest.mark.parametrize(
    "text", ["<<<<<<< ours\n", '{"version": 9, "findings": []}', "[]", '{"version": 1, "findings": [1]}']
)
def test_a_damaged_baseline_is_an_error_and_hides_nothing(root: Path, text: str) -> None:
    before = codes(root)
    (root / "lint-baseline.json").write_text(text, "utf-8")
    assert sorted(codes(root)) == sorted([*before, "LNT202"])


@pytest.mark.parametrize(
    "option", [["--fix"], ["--select", "DOC"], ["--ignore", "DOC"], ["--since", "x"], ["policies/posts"]]
)
def test_a_baseline_is_of_the_whole_company(root: Path, option: list[str]) -> None:
    assert run(root, "--write-baseline", *option).exit_code == 2
    assert not (root / "lint-baseline.json").exists()


# ---------------------------------------------------------------- since


@pytest.fixture
def versioned(tmp_path: Path) -> Path:
    """A company below the top of a git repository, committed with a slip in it."""
    root = tmp_path / "repository" / "our company"
    shutil.copytree(SMALL, root)
    write(root, {"posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\nsuperior: nobody\n"})
    git(tmp_path / "repository", "init", "-q")
    commit(root)
    return root


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


def test_since_reports_what_a_change_brings(versioned: Path) -> None:
    assert "LNG201" in codes(versioned)
    assert codes(versioned, "--since", "HEAD") == []
    write(
        versioned, {"posts/clerk.yaml": "# moved\nname: {zh: 文员, en: Clerk}\nsuperior: nobody\ndeputy: nobody-else\n"}
    )
    (found,) = findings(versioned, "--since", "HEAD")
    assert (found["code"], found["line"]) == ("LNG201", 4)
    output = run(versioned, "--since", "HEAD")
    assert output.exit_code == 1
    assert re.fullmatch(r"not shown: \d+ that were there before", output.stdout.splitlines()[-2])


def test_since_of_two_that_look_alike_names_the_new_one(versioned: Path) -> None:
    write(versioned, {"posts/clerk.yaml": "name: {zh: 文员, en: Clerk}\ndeputy: someone-new\nsuperior: nobody\n"})
    (found,) = findings(versioned, "--since", "HEAD")
    assert "someone-new" in found["message"]


def test_since_leaves_out_nothing_that_attributes_name(versioned: Path) -> None:
    (versioned.parent / ".gitattributes").write_text("* export-ignore\n", "utf-8")
    commit(versioned)
    assert codes(versioned, "--since", "HEAD") == []


def test_since_reads_the_baseline_of_that_time(versioned: Path) -> None:
    run(versioned, "--write-baseline")
    commit(versioned)
    (versioned / "lint-baseline.json").unlink()
    assert "DOC101" in codes(versioned, "--since", "HEAD")
    assert "DOC101" not in codes(versioned, "--since", "HEAD", "--no-baseline")


@pytest.mark.parametrize(
    ("revision", "words"),
    [("nope", "no revision “nope”"), ("--help", "no revision “--help”"), ("HEAD:our company", "no revision")],
)
def test_an_unknown_revision_is_a_usage_error(versioned: Path, revision: str, words: str) -> None:
    result = run(versioned, f"--since={revision}")
    assert result.exit_code == 2
    assert words in result.output


def test_since_says_why_there_is_no_comparing(versioned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL, versioned.parent / "second")
    assert "does not have this company" in run(versioned.parent / "second", "--since", "HEAD").output
    shutil.copytree(SMALL, tmp_path / "loose")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "not in a git repository" in run(tmp_path / "loose", "--since", "HEAD").output
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git was not found" in run(versioned, "--since", "HEAD").output


# ---------------------------------------------------------------- dated findings


def test_dated_findings_are_marked_and_can_be_left_out(root: Path) -> None:
    waive(root, f"{{code: DOC101, subject: 'post:clerk', {REASON}, until: 2026-06-29, by: 'post:head'}}")
    assert "brought by the calendar alone" in run(root).stdout
    assert {item["code"] for item in findings(root) if item["dated"]} == {"LNT103"}
    result = run(root, "--no-dated")
    assert "LNT103" not in result.stdout
    assert "not shown: 1 brought by the calendar alone" in result.stdout


# ---------------------------------------------------------------- fix


def test_fix_prints_what_it_did_and_what_remains(root: Path) -> None:
    write(root, {"posts/aide.yaml": "name: {zh: 助理, en: Aide}\nsuperiour: haed # 上级\n"})
    result = run(root, "--fix", "--select", "LNG,ORG")
    assert "policies/posts/aide.yaml:2 superiour → superior\n" in result.stdout
    assert "policies/posts/aide.yaml:2 haed → head\n" in result.stdout
    assert "Fixed: 2.\n" in result.stdout
    assert (root / "policies" / "posts" / "aide.yaml").read_text("utf-8").endswith("\nsuperior: head # 上级\n")
    assert "LNG" not in "".join(codes(root))


def test_fix_beside_a_machines_report_leaves_it_whole(root: Path) -> None:
    write(root, {"posts/aide.yaml": "name: {zh: 助理, en: Aide}\nsuperior: haed\n"})
    result = run(root, "--fix", "--format", "json")
    assert "LNG201" not in [item["code"] for item in json.loads(result.stdout)["findings"]]
    assert "haed → head" in result.stderr


def test_fix_keeps_to_what_is_reported(root: Path) -> None:
    write(root, {"posts/aide.yaml": "name: {zh: 助理, en: Aide}\nsuperior: haed\n"})
    for narrow in (["policies/units"], ["--select", "DOC"]):
        run(root, "--fix", *[str(root / word) if "/" in word else word for word in narrow])
        assert "haed" in (root / "policies" / "posts" / "aide.yaml").read_text("utf-8")
    assert run(root, "--fix").stdout.count("→") == 1
    assert "Fixed: 0.\n" in run(root, "--fix").stdout
