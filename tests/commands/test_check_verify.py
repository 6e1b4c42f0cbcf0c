"""check --verify: what git confirms of approvals, denies, and cannot say. Each test has a repository and keys of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from remit.cli import program
from remit.proof import fingerprint

SMALL = Path(__file__).resolve().parents[1] / "company" / "small"
HEAD, CLERK = "head@example.org", "clerk@example.org"


@dataclass
class Company:
    """A company in a repository; people who commit have a key each."""

    root: Path
    keys: Path
    environment: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str, email: str = CLERK, key: str = "") -> str:
        identity = ["-c", "user.name=x", "-c", f"user.email={email}", "-c", "init.defaultBranch=main"]
        if key:
            identity += ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key(key)}", "-c", "commit.gpgsign=true"]
        command = ["git", "-C", str(self.root), *identity, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **self.environment})
        return done.stdout.decode().strip()

    def key(self, name: str) -> Path:
        path = self.keys / name
        if not path.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True)
        return path

    def public(self, name: str) -> str:
        return self.key(name).with_suffix(".pub").read_text("utf-8").strip()

    def write(self, path: str, text: str) -> None:
        target = self.root / "policies" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def accounts(self, text: str, *, signed: bool = False) -> None:
        system = self.root / "policies" / "system.yaml"
        own = system.read_text("utf-8").partition("git:")[0]
        system.write_text(f"{own}git:\n  signed: {str(signed).lower()}\n  accounts:\n{text}", "utf-8")

    def approve(self, evidence: str = "signature:git", on: str = "2026-01-05") -> None:
        done = self.run("approve", "post:clerk", "--by", "head", "--on", on, "--evidence", evidence)
        assert done.exit_code == 0, done.output

    def commit(self, email: str, key: str = "") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", email=email, key=key)

    def run(self, *arguments: str, lang: str = "en") -> Result:
        shared = ["--root", str(self.root), "--as-of", "2026-06-30", "--lang", lang]
        return CliRunner().invoke(program, [*arguments, *shared])

    def findings(self) -> list[tuple[str, str]]:
        found: list[dict[str, Any]] = json.loads(self.run("check", "--verify", "--format", "json").stdout)["findings"]
        return [(one["code"], one["subject"]) for one in found if one["code"].startswith("GIT")]

    def codes(self) -> list[str]:
        return [code for code, _ in self.findings()]

    def said(self, lang: str = "en") -> str:
        return self.run("check", "--verify", "--select", "GIT", lang=lang).output


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    root, keys = tmp_path / "company", tmp_path / "keys"
    shutil.copytree(SMALL, root)
    keys.mkdir()
    made = Company(root, keys)
    made.accounts(f"    - {{of: 'post:head', emails: [{HEAD}]}}\n    - {{of: 'post:clerk', emails: [{CLERK}]}}\n")
    made.git("init", "-q")
    made.commit(CLERK)
    return made


def with_keys(company: Company, *, signed: bool = True) -> None:
    company.accounts(
        f"    - {{of: 'post:head', emails: [{HEAD}], keys: ['{company.public('head')}']}}\n"
        f"    - {{of: 'post:clerk', emails: [{CLERK}], keys: ['{company.public('clerk')}']}}\n",
        signed=signed,
    )


def test_a_commit_of_the_approver_is_confirmed(company: Company) -> None:
    company.approve()
    company.commit(HEAD)
    assert company.findings() == []
    assert "Approvals with a signature or merge request as evidence: 1; confirmed by git: 1." in company.said()


def test_the_case_of_an_e_mail_means_nothing(company: Company) -> None:
    company.approve()
    company.commit(HEAD.upper())
    assert company.findings() == []


def test_a_commit_of_somebody_else_is_an_error_that_names_both(company: Company) -> None:
    company.approve()
    company.commit(CLERK)
    assert company.findings() == [("GIT101", "approval:post-clerk-2026-01-05")]
    result = company.run("check", "--verify")
    assert result.exit_code == 1
    assert "Head" in result.output
    assert CLERK in result.output
    assert "经理" in company.said("zh")


def test_without_asking_nothing_is_said_of_git(company: Company) -> None:
    company.approve()
    company.commit(CLERK)
    result = company.run("check")
    assert result.exit_code == 0
    assert "GIT1" not in result.output


def test_a_signature_by_the_key_of_the_approver_is_confirmed(company: Company) -> None:
    with_keys(company)
    company.approve()
    company.commit(HEAD, key="head")
    assert company.findings() == []


def test_where_signatures_are_asked_for_a_commit_without_one_is_an_error(company: Company) -> None:
    with_keys(company)
    company.approve()
    company.commit(HEAD)
    assert company.codes() == ["GIT102"]


def test_a_signature_by_the_key_of_somebody_else_is_an_error(company: Company) -> None:
    with_keys(company)
    company.approve()
    company.commit(HEAD, key="clerk")
    assert company.codes() == ["GIT102"]


def test_a_signature_by_a_key_that_nobody_knows_is_an_error(company: Company) -> None:
    with_keys(company)
    company.approve()
    company.commit(HEAD, key="stranger")
    assert company.codes() == ["GIT102"]


def test_the_key_says_who_it_was_whatever_the_e_mail(company: Company) -> None:
    with_keys(company)
    company.approve()
    company.commit("private@example.org", key="head")
    assert company.findings() == []


def test_signatures_are_not_asked_for_unless_the_company_asks(company: Company) -> None:
    with_keys(company, signed=False)
    company.approve()
    company.commit(HEAD)
    assert company.findings() == []


def test_who_held_the_post_on_that_day_counts(company: Company) -> None:
    company.write("people/an.yaml", "name: An\nposts: [{post: head, from: '2025-01-01', to: '2026-03-31'}]\n")
    company.write("people/bo.yaml", "name: Bo\nposts: [{post: head, from: '2026-04-01'}]\n")
    company.accounts(
        "    - {of: 'person:an', emails: [an@example.org]}\n    - {of: 'person:bo', emails: [bo@example.org]}\n"
    )
    company.approve(on="2026-01-05")
    company.commit("an@example.org")
    company.approve(on="2026-05-05")
    company.commit("an@example.org")
    assert company.findings() == [("GIT101", "approval:post-clerk-2026-05-05")]


def test_an_account_holds_from_and_to(company: Company) -> None:
    company.accounts(f"    - {{of: 'post:head', emails: [{HEAD}], to: '2025-12-31'}}\n")
    company.approve()
    company.commit(HEAD)
    assert company.codes() == ["GIT112"]


def test_an_entry_that_is_not_committed_is_said(company: Company) -> None:
    company.approve()
    assert company.codes() == ["GIT111"]
    company.commit(HEAD)
    ledger = next((company.root / "policies" / "approvals").rglob("*.yaml"))
    ledger.write_text(ledger.read_text("utf-8") + "note: 补\n", "utf-8")
    assert company.codes() == ["GIT111"]


def test_an_entry_that_somebody_changed_since_is_said(company: Company) -> None:
    company.approve()
    company.commit(HEAD)
    ledger = next((company.root / "policies" / "approvals").rglob("*.yaml"))
    ledger.write_text(ledger.read_text("utf-8") + "note: 补\n", "utf-8")
    company.commit(CLERK)
    assert company.codes() == ["GIT103"]


def test_an_entry_that_was_only_moved_is_the_same(company: Company) -> None:
    company.approve()
    company.commit(HEAD)
    ledger = next((company.root / "policies" / "approvals").rglob("*.yaml"))
    ledger.rename(ledger.with_name("renamed.yaml"))
    company.commit(CLERK)
    assert company.findings() == []


def proposed(company: Company) -> None:
    """The clerk records the approval in a branch."""
    company.git("checkout", "-q", "-b", "proposal")
    company.approve("merge:!12")
    company.commit(CLERK)
    company.git("checkout", "-q", "main")
    company.write("glossary/other.yaml", "name: {zh: 别的, en: Other}\n")
    company.commit(CLERK)


def test_who_merged_the_request_approved_it(company: Company) -> None:
    proposed(company)
    company.git("merge", "-q", "--no-ff", "--no-edit", "proposal", email=HEAD)
    assert company.findings() == []


def test_a_merge_by_somebody_else_approves_nothing(company: Company) -> None:
    proposed(company)
    company.git("merge", "-q", "--no-ff", "--no-edit", "proposal", email=CLERK)
    assert company.codes() == ["GIT101"]


def test_a_squashed_request_does_not_say_who_merged_it(company: Company) -> None:
    proposed(company)
    company.git("merge", "-q", "--squash", "proposal")
    company.commit(CLERK)
    assert company.codes() == ["GIT113"]


def test_a_company_in_a_folder_of_its_repository(company: Company, tmp_path: Path) -> None:
    shutil.rmtree(company.root / ".git")
    around = Company(tmp_path, company.keys)
    around.git("init", "-q")
    company.approve()
    around.commit(HEAD)
    assert company.findings() == []


def test_other_evidence_is_not_confirmed_and_counted(company: Company) -> None:
    company.approve("office:OA-1")
    company.commit(CLERK)
    assert company.findings() == []
    assert "has to be looked at: office system number 1." in company.said()
    assert "须另行查验的凭据：办公系统编号 1。" in company.said("zh")


def test_the_report_for_machines_stays_readable(company: Company) -> None:
    company.approve()
    company.commit(CLERK)
    json.loads(company.run("check", "--verify", "--format", "json").stdout)


def test_a_shallow_clone_is_refused(company: Company, tmp_path: Path) -> None:
    company.approve()
    company.commit(HEAD)
    company.git("clone", "-q", "--depth", "1", f"file://{company.root}", str(tmp_path / "clone"))
    result = Company(tmp_path / "clone", company.keys).run("check", "--verify")
    assert result.exit_code == 2
    assert "shallow clone" in result.output


def test_without_git_or_a_repository_it_says_so(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "loose")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    outside = Company(tmp_path / "loose", company.keys).run("check", "--verify")
    assert outside.exit_code == 2
    assert "not in a git repository" in outside.output
    monkeypatch.setenv("PATH", str(tmp_path))
    without = company.run("check", "--verify")
    assert without.exit_code == 2
    assert "git was not found" in without.output


def test_it_does_not_go_into_a_baseline(company: Company) -> None:
    assert company.run("check", "--verify", "--write-baseline").exit_code == 2


def test_the_fingerprint_is_that_of_openssh(company: Company) -> None:
    shown = subprocess.run(["ssh-keygen", "-lf", str(company.key("head"))], check=True, capture_output=True).stdout
    assert fingerprint(company.public("head")) == shown.decode().split()[1]
    assert fingerprint("ssh-ed25519 !") == ""
