"""`remit init`: a company that checks, builds, and whose editor and CI settings fit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from click.testing import CliRunner, Result

from remit.cli import program
from remit.compiler import compile_tree
from remit.diagnostics import Severity
from remit.language.schemas import kinds
from remit.source.yaml_reader import parse

REPOSITORY = Path(__file__).resolve().parents[2]


def remit(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


@pytest.fixture
def company(tmp_path: Path) -> Path:
    folder = tmp_path / "company"
    assert remit("init", str(folder)).exit_code == 0
    return folder


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_has_no_errors_and_awaits_only_approval(company: Path) -> None:
    found = compile_tree(company, "2026-03-01")
    assert found.organisation is not None
    assert found.count(Severity.ERROR) == 0
    assert {finding.code for finding in found.findings} <= {"DOC101"}


def test_it_builds(company: Path) -> None:
    done = remit("--root", str(company), "build")
    assert done.exit_code == 0, done.output
    for name in ("index.html", "zh/posts/assistant/index.html", "en/posts/assistant/index.html"):
        assert (company / "site" / name).is_file()


def test_every_kind_has_a_folder(company: Path) -> None:
    for kind in kinds().values():
        assert (company / "policies" / (kind.folder or "system.yaml")).exists()


def test_a_second_time_changes_nothing(company: Path) -> None:
    remit("init", str(company))
    before = contents(company)
    assert remit("init", str(company)).exit_code == 0
    assert contents(company) == before


def test_own_files_are_left_alone_and_ids_are_offered(company: Path) -> None:
    own = company / "policies" / "posts" / "assistant.yaml"
    own.write_text("name: 我们的助理\n", encoding="utf-8")
    (company / "policies" / "posts" / "buyer.yaml").write_text("name: 采购员\n", encoding="utf-8")
    assert "assistant.yaml" in remit("init", str(company)).output
    assert own.read_text("utf-8") == "name: 我们的助理\n"
    post = json.loads((company / ".remit" / "schemas" / "post.json").read_text("utf-8"))
    assert post["properties"]["superior"]["examples"] == ["assistant", "buyer", "general-manager"]
    assert "post:buyer" in post["$defs"]["performer"]["examples"]


def test_editor_settings_name_every_kind(company: Path) -> None:
    settings = json.loads((company / ".vscode" / "settings.json").read_text("utf-8"))
    expected = {
        f".remit/schemas/{name}.json": f"policies/{kind.folder}/**/*.yaml" if kind.folder else "policies/system.yaml"
        for name, kind in kinds().items()
    }
    assert settings["yaml.schemas"] == expected


def test_schemas_for_editors_stand_alone_and_accept_the_files(company: Path) -> None:
    for path in (company / "policies").rglob("*.yaml"):
        folder = path.relative_to(company / "policies").parts[0]
        kind = next(kind for kind in kinds().values() if folder in (kind.folder, f"{kind.name}.yaml"))
        schema = json.loads((company / ".remit" / "schemas" / f"{kind.name}.json").read_text("utf-8"))
        assert jsonschema_rs.Draft202012Validator(schema).is_valid(parse(path.read_text("utf-8")).data), path.name


def test_settings_for_hooks_and_pipelines_are_sound(company: Path) -> None:
    hooks = _yaml(company / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    offered = _yaml(REPOSITORY / ".pre-commit-hooks.yaml")
    for hook in (*hooks, *offered):
        assert hook["entry"] == "remit check"
        assert hook["pass_filenames"] is False
    steps = _yaml(company / ".github" / "workflows" / "remit.yml")["jobs"]["handbook"]["steps"]
    assert "remit check --format github" in [step.get("run") for step in steps]
    assert "remit check" in _yaml(company / ".gitlab-ci.yml")["check"]["script"]


def test_pipelines_write_nothing_but_one_comment(company: Path) -> None:
    """Least permissions: the jobs that run the company's own package may only read."""
    workflow = _yaml(company / ".github" / "workflows" / "remit.yml")
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name for name, job in workflow["jobs"].items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"comment"}
    steps = workflow["jobs"]["comment"]["steps"]
    assert not any("pip" in step.get("run", "") for step in steps)
    assert "pull_request_target" not in (company / ".github" / "workflows" / "remit.yml").read_text("utf-8")
    for job in workflow["jobs"].values():
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    pipeline = _yaml(company / ".gitlab-ci.yml")
    using = {name for name, job in pipeline.items() if "REMIT_COMMENT_TOKEN" in json.dumps(job)}
    assert using == {"comment"}
    assert "extends" not in pipeline["comment"]


def test_pipelines_run_commands_that_there_are(company: Path) -> None:
    workflow, pipeline = _yaml(company / ".github" / "workflows" / "remit.yml"), _yaml(company / ".gitlab-ci.yml")
    lines = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    lines += [line for job in pipeline.values() if isinstance(job, dict) for line in job.get("script", ())]
    found = [match.split() for line in lines for match in re.findall(r"\bremit ([a-z][^>|;]*)", line)]
    assert {words[0] for words in found} >= {"check", "build", "diff", "codeowners"}
    for name, *arguments in found:
        done = remit(name, "--help")
        assert done.exit_code == 0, name
        for option in (word for word in arguments if word.startswith("--")):
            assert option in done.output, f"remit {name} has no {option}"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_names_that_hold_dot_elsewhere_keep_it(company: Path) -> None:
    assert not [name for name in contents(company) if "dot-" in name]
    assert (company / ".gitignore").is_file()
