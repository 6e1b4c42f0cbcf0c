"""acknowledge, the fuller approve, status and codeowners: what they write, refuse and say, on a small company."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from remit.cli import program
from remit.compiler import compile_tree

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "company")
    write(tmp_path / "company", "policies/leave.yaml", LEAVE)
    return tmp_path / "company"


LEAVE = """\
name: {zh: 请假制度, en: Leave}
control: {version: A/0, distribution: ["unit:company"]}
chapters: []
"""


def write(root: Path, path: str, text: str) -> None:
    target = root / "policies" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def run(root: Path, *arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(program, [*arguments, "--root", str(root), "--as-of", "2026-06-30", "--lang", lang])


def done(root: Path, *arguments: str) -> str:
    result = run(root, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def entry(root: Path, ledger: str) -> dict[str, Any]:
    (path,) = (root / "policies" / ledger).rglob("*.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def errors(root: Path) -> list[str]:
    return [one.code for one in compile_tree(root, "2026-06-30").findings if one.code.startswith("LNG")]


# ---------------------------------------------------------------- approve


def test_an_entry_says_who_signed_when_and_for_whom(root: Path) -> None:
    done(
        root, "approve", "policy:leave", "--by", "clerk", "--on", "2026-01-09", "--on-behalf-of", "head",
        "--reviewed-by", "head@2026-01-08", "--countersigned-by", "clerk@2026-01-08/head",
        "--recorded-by", "档案室", "--evidence", "merge:!12", "--evidence", "scan:2026/17.pdf",
    )  # fmt: skip
    found = entry(root, "approvals")
    assert found["approved"] == {"by": "post:clerk", "on": "2026-01-09", "on_behalf_of": "head"}
    assert found["reviewed"] == [{"by": "post:head", "on": "2026-01-08"}]
    assert found["countersigned"] == [{"by": "post:clerk", "on": "2026-01-08", "on_behalf_of": "head"}]
    assert found["recorded_by"] == "档案室"
    assert [one["type"] for one in found["evidence"]] == ["merge", "scan"]
    assert errors(root) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "head", "--prepared-by", "head"], "both prepared and approves"),
        (["--by", "head", "--prepared-by", "clerk@2026-01-02/head"], "both prepared and approves"),
        (["--by", "clerk", "--on-behalf-of", "head", "--prepared-by", "head"], "both prepared and approves"),
        (["--by", "head", "--prepared-by", "clerk@yesterday"], "not a date"),
        (["--by", "head", "--prepared-by", "clerck"], "post:clerk"),
        (["--by", "head", "--on-behalf-of", "unit:company"], "is not a post"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(root: Path, arguments: list[str], said: str) -> None:
    result = run(root, "approve", "policy:leave", "--on", "2026-01-09", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (root / "policies" / "approvals").exists()


# ---------------------------------------------------------------- acknowledge


@pytest.fixture
def approved(root: Path) -> Path:
    done(root, "approve", "policy:leave", "post:clerk", "--by", "head", "--on", "2026-01-05")
    return root


def test_a_session_is_bound_to_the_content_in_force(approved: Path) -> None:
    said = done(approved, "acknowledge", "policy:leave", "--by", "clerk", "--by", "post:head", "--on", "2026-01-12")
    assert "read on 2026-01-12 (posts or people: 2)" in said
    found = entry(approved, "acknowledgements")
    assert found["by"] == ["post:clerk", "post:head"]
    assert found["version"] == "A/0"
    assert found["digest"].startswith("sha256:")
    assert errors(approved) == []
    assert "read 2/2" in next(line for line in done(approved, "status").splitlines() if "policy:leave" in line)
    assert "read" not in next(line for line in done(approved, "status").splitlines() if "post:clerk" in line)


def test_a_unit_is_all_of_it_that_has_to_read(approved: Path) -> None:
    done(approved, "acknowledge", "policy:leave", "--by", "unit:company", "--on", "2026-01-12")
    assert entry(approved, "acknowledgements")["by"] == ["post:clerk", "post:head"]


def test_what_was_not_read_is_a_hint_and_a_line_of_the_register(approved: Path) -> None:
    done(approved, "acknowledge", "policy:leave", "--by", "clerk", "--on", "2026-01-12")
    assert "读过：经理" in run(approved, "check", lang="zh").output
    assert "not read yet by 1: Head." in run(approved, "check").output
    assert "read 1/2" in done(approved, "status")


def test_a_sheet_of_an_older_version_is_recorded_by_its_digest(approved: Path) -> None:
    (path,) = (approved / "policies" / "approvals" / "policies").rglob("*.yaml")
    old = yaml.safe_load(path.read_text("utf-8"))["digest"]
    write(approved, "policies/leave.yaml", LEAVE.replace("A/0", "A/1, approved_by: post:head"))
    done(approved, "approve", "policy:leave", "--by", "head", "--on", "2026-03-02")
    done(approved, "acknowledge", "policy:leave", "--by", "unit:company", "--on", "2026-01-12", "--digest", old[7:19])
    assert entry(approved, "acknowledgements")["version"] == "A/0"
    assert "read 0/2" in done(approved, "status")
    assert "DOC141" in run(approved, "check").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["process:order", "--by", "clerk"], "was never approved"),
        (["record:order-form", "--by", "clerk"], "is not a document"),
        (["policy:leave", "--by", "clerk", "--digest", "0000"], "no content digest 0000"),
        (["post:clerk", "--by", "record:order-form"], "cannot be recorded as a reader"),
        (["policy:leave", "--by", "clark"], "post:clerk"),
        (["policy:leave", "--by", "clerk", "--evidence", "x"], "type:value"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(approved: Path, arguments: list[str], said: str) -> None:
    result = run(approved, "acknowledge", "--on", "2026-01-12", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (approved / "policies" / "acknowledgements").exists()


def test_several_documents_are_recorded_together_or_not_at_all(approved: Path) -> None:
    session = ["--by", "clerk", "--on", "2026-01-12"]
    assert run(approved, "acknowledge", "policy:leave", "process:order", *session).exit_code == 2
    assert not (approved / "policies" / "acknowledgements").exists()
    done(approved, "acknowledge", "policy:leave", "post:clerk", *session)
    assert len(list((approved / "policies" / "acknowledgements").rglob("*.yaml"))) == 2


# ---------------------------------------------------------------- codeowners

ACCOUNTS = """\
git:
  accounts:
    - {of: "post:head", handle: "@old", to: "2025-12-31"}
    - {of: "post:head", handle: "@li", from: "2026-01-01"}
    - {of: "post:head", handle: "@deputy", from: "2026-01-01"}
"""


def with_accounts(root: Path, text: str = ACCOUNTS) -> None:
    system = root / "policies" / "system.yaml"
    system.write_text(system.read_text("utf-8") + text, "utf-8")


def test_the_owner_of_a_document_is_asked(root: Path) -> None:
    with_accounts(root)
    said = done(root, "codeowners")
    lines = (root / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    assert lines[0].startswith("# 由 remit codeowners --host github 生成")
    assert "/policies/posts/clerk.yaml @deputy @li" in lines
    assert lines[1:] == sorted(lines[1:])
    assert f"a change to any of {len(lines) - 1} files asks its owner" in said
    assert "@old" not in "".join(lines)


def test_a_unit_has_a_team_of_its_own(root: Path) -> None:
    with_accounts(root, ACCOUNTS + '    - {of: "unit:company", handle: "@example/all"}\n')
    done(root, "codeowners", "--host", "gitlab")
    assert "/policies/posts/clerk.yaml @example/all\n" in (root / ".gitlab" / "CODEOWNERS").read_text("utf-8")


def test_a_company_below_the_top_of_its_repository(root: Path) -> None:
    with_accounts(root)
    (root.parent / ".git").mkdir()
    shutil.move(root, root.parent / "our company")
    done(root.parent / "our company", "codeowners")
    text = (root.parent / ".github" / "CODEOWNERS").read_text("utf-8")
    assert "\n/our\\ company/policies/posts/clerk.yaml @deputy @li\n" in text


def test_who_is_missing_is_said(root: Path) -> None:
    result = run(root, "codeowners")
    assert result.exit_code == 0
    assert "Nobody is asked about" in result.output
    assert "git.accounts" in result.output


def test_check_writes_nothing_and_says_whether_it_is_current(root: Path) -> None:
    with_accounts(root)
    stale = run(root, "codeowners", "--check")
    assert stale.exit_code == 1
    assert "is not up to date" in stale.output
    assert not (root / ".github").exists()
    done(root, "codeowners")
    assert "is up to date" in done(root, "codeowners", "--check")


@pytest.mark.parametrize(
    "account",
    ['{of: "post:head", handle: "li"}', '{of: "post:head", emails: [li]}', '{of: "role:head"}', '{of: "post:nobody"}'],
)
def test_an_account_that_is_none_is_an_error(root: Path, account: str) -> None:
    with_accounts(root, f"git:\n  accounts:\n    - {account}\n")
    assert errors(root) != []
