"""What is published to whom of a company with a ledger, whose documents move on; and the folders it is written to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.audience.reader import reader
from remit.backends import Edition, edition_for
from remit.backends.model_json import render
from remit.cli import program
from remit.compiler import compile_tree
from tests.publish.conftest import SMALL, Company

LEVELS = """levels:
  - {id: public, name: {zh: 公开, en: Public}}
  - {id: internal, name: {zh: 内部, en: Internal}}
  - {id: secret, name: {zh: 绝密, en: Secret}}
"""
BRIBES = "  - {id: bribes, text: {zh: 送回扣, en: Pay kickbacks}}\n"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """The small company with levels, and a duty of the clerk that is secret; nothing is approved yet."""
    shutil.copytree(SMALL, tmp_path / "company")
    found = Company(tmp_path / "company")
    found.change("system.yaml", lambda text: text + LEVELS)
    found.change("posts/clerk.yaml", lambda text: text.replace("kpis:\n", f"{BRIBES}kpis:\n"))
    found.change("posts/clerk.yaml", lambda text: text + "restricted: {duties/bribes: secret}\n")
    return found


def published(company: Company, level: str, day: str = "2026-12-31", *, draft: bool = False) -> Edition:
    compilation = compile_tree(company.root, day)
    assert compilation.organisation is not None
    who = reader(compilation.organisation, level)
    return edition_for(who, compilation.organisation, day, compilation.findings, draft=draft)


def model(edition: Edition) -> str:
    return render(edition)["model.json"].decode()


def remit(company: Company, *args: str) -> Result:
    return CliRunner().invoke(program, [*args, "--root", str(company.root), "--lang", "en"])


def test_what_was_approved_stays_approved_whatever_of_it_is_shown(company: Company) -> None:
    company.approve("2026-01-05")
    whole, part = published(company, ""), published(company, "internal")
    states = {edition.reader.level: edition.states["post:clerk"] for edition in (whole, part)}
    assert [state.state for state in states.values()] == ["approved", "approved"]
    assert [state.excerpt for state in states.values()] == [False, True]
    assert states[""].digest != states["internal"].digest
    approval = states["internal"].approval
    assert approval is not None
    assert approval.digest == states["internal"].digest
    assert part.states["process:order"].digest == whole.states["process:order"].digest
    assert "送回扣" in model(whole)
    for secret in ("送回扣", "kickbacks", "bribes"):
        assert secret not in model(part)
        assert secret not in str(approval.content)


def test_an_approved_version_is_protected_when_its_source_has_moved_on(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text.replace(BRIBES, ""))
    company.change("posts/clerk.yaml", lambda text: text.replace("restricted: {duties/bribes: secret}\n", ""))
    assert "送回扣" in model(published(company, ""))
    assert "送回扣" not in model(published(company, "internal"))


def test_a_mark_may_stay_until_the_version_without_its_place_is_in_force(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text.replace(BRIBES, ""))
    assert "unknown-restricted-path" not in [
        finding.diagnostic.name for finding in compile_tree(company.root, "2026-06-30").findings
    ]


def test_a_document_that_was_marked_after_its_approval_is_withheld(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text + "confidentiality: secret\n")
    edition = published(company, "internal")
    assert edition.organisation.find("post:clerk") is None
    assert "clerk" not in model(edition)
    assert published(company, "").states["post:clerk"].state == "approved"


def test_lowering_a_level_needs_no_approval(company: Company) -> None:
    company.approve("2026-01-05")
    company.change("posts/clerk.yaml", lambda text: text.replace("bribes: secret", "bribes: public"))
    assert "送回扣" in model(published(company, "internal"))


def test_superseded_versions_are_for_those_who_may_see_everything(company: Company) -> None:
    company.approve("2026-01-05")
    company.change(
        "posts/clerk.yaml", lambda text: text.replace(BRIBES, "").replace("restricted: {duties/bribes: secret}\n", "")
    )
    company.approve("2026-03-01", "post:clerk")
    part = published(company, "internal")
    assert part.archive == {}
    assert "送回扣" not in model(part)
    assert published(company, "").archive.keys() == {"post:clerk"}


def test_what_is_no_more_is_not_named_to_those_who_might_not_have_known_it(company: Company) -> None:
    company.write("posts/fixer.yaml", "name: {zh: 说客, en: Lobbyist}\nunit: company\nconfidentiality: secret\n")
    company.change(
        "posts/clerk.yaml",
        lambda text: text.replace("zh: 让订单当天有答复", "zh: '让订单当天有答复（见{post:fixer}）'"),
    )
    company.approve("2026-01-05", "post:clerk", "post:fixer")
    company.delete("posts/fixer.yaml")
    company.change("posts/clerk.yaml", lambda text: text.replace("（见{post:fixer}）", ""))
    assert "说客" in model(published(company, "", "2026-12-31"))
    part = model(published(company, "internal", "2026-12-31"))
    assert "见未公开" in part
    assert [word for word in ("说客", "fixer", "Lobbyist") if word in part] == []


def test_a_working_text_is_filtered_too(company: Company) -> None:
    assert "送回扣" in model(published(company, "", draft=True))
    assert "送回扣" not in model(published(company, "internal", draft=True))


def test_findings_say_nothing_of_what_is_withheld(company: Company) -> None:
    whole, part = published(company, ""), published(company, "internal")
    assert any("bribes" in finding.diagnostic.subject for finding in whole.findings)
    assert part.findings
    assert not any(
        "bribes" in str(finding.diagnostic) or "送回扣" in str(finding.diagnostic) for finding in part.findings
    )
    told = {
        (finding.diagnostic.name, finding.diagnostic.subject, finding.diagnostic.span) for finding in whole.findings
    }
    assert {(one.diagnostic.name, one.diagnostic.subject, one.diagnostic.span) for one in part.findings} <= told


def test_a_folder_compiled_for_others_is_refused(company: Company) -> None:
    out = str(company.root / "out")
    assert remit(company, "build", "--only", "model", "--out", out, "--audience", "internal").exit_code == 0
    assert json.loads((company.root / "out/build.json").read_text("utf-8"))["audience"] == "internal"
    before = (company.root / "out/model.json").read_bytes()
    for other in ([], ["--audience", "public"], ["--audience", "internal", "--people"]):
        refused = remit(company, "build", "--only", "model", "--out", out, *other)
        assert refused.exit_code == 1
        assert "was compiled for other readers (readers of level internal)" in refused.output
    assert (company.root / "out/model.json").read_bytes() == before
    again = remit(company, "build", "--no-cache", "--only", "model", "--out", out, "--audience", "internal")
    assert "For readers of level internal; files withheld: 0" in again.output
    assert remit(company, "build", "--only", "model").exit_code == 0
    refused = remit(company, "build", "--only", "model", "--out", str(company.root / "site"), "--audience", "public")
    assert "(readers of everything)" in refused.output
    (company.root / "site/build.json").unlink()
    refused = remit(company, "build", "--only", "model", "--out", str(company.root / "site"), "--audience", "public")
    assert "(readers of everything)" in refused.output


def test_each_audience_has_its_own_folder(company: Company) -> None:
    for options in (["--audience", "public"], ["--audience", "public", "--draft"], ["--people"]):
        assert remit(company, "build", "--only", "model", *options).exit_code == 0
    assert sorted(path.name for path in company.root.glob("site*")) == [
        "site-draft-public",
        "site-people",
        "site-public",
    ]


def test_an_unknown_level_is_named_with_the_nearest(company: Company) -> None:
    refused = remit(company, "build", "--audience", "pubic")
    assert refused.exit_code == 2
    assert "There is no level “pubic”. The nearest is “public”." in refused.output
    assert "public, internal, secret" in refused.output
