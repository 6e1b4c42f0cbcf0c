"""Half a year of the worked company in git, a commit a step: what check, diff and status say of each, and what was in force when.

The steps stand in story.yaml, what is said in transcript.txt; `--bless` writes it anew, to be read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from remit import diff_report
from remit.change.compare import changes
from remit.cli import program
from remit.commands.status import lines
from remit.compiler import Compilation, compile_tree
from remit.diff_report import DiffReport
from remit.messages import message
from remit.model.organisation import Organisation
from remit.source import tree
from remit.source.yaml_reader import parse

REPOSITORY = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
START = "2026-01-05"
LANG = "en"
pytestmark = pytest.mark.xdist_group("story")


def story() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / "story.yaml").read_text("utf-8"))
    return found


class Story:
    """The company in a repository of its own, and what was said so far."""

    def __init__(self, root: Path, documents: list[str]) -> None:
        self.root, self.documents = root, documents
        self.said: list[str] = []
        shutil.copytree(REPOSITORY / "policies", root / "policies")
        self.git(START, "init", "-q")
        self.commit(START, "The management system as approved in December")
        self.now = self.compiled(START)
        self.found = list(self.findings())
        self.status = self.register(START)

    def git(self, day: str, *arguments: str) -> None:
        """Run git at noon of a day, without what the machine has set."""
        who = {"NAME": "Document Control", "EMAIL": "documents@example.org", "DATE": f"{day}T12:00:00+08:00"}
        environment = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        environment |= {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True)

    def commit(self, day: str, message: str) -> None:
        self.git(day, "add", "-A")
        self.git(day, "commit", "-q", "-m", message)

    def compiled(self, day: str) -> Compilation:
        """What `check` finds."""
        return compile_tree(self.root, day)

    @property
    def organisation(self) -> Organisation:
        assert self.now.organisation is not None
        return self.now.organisation

    def remit(self, day: str, *arguments: str) -> str:
        """What a command prints."""
        done = CliRunner().invoke(program, [*arguments, "--root", str(self.root), "--as-of", day, "--lang", LANG])
        assert not isinstance(done.exception, Exception), done.exception
        return done.stdout + (done.stderr if done.exit_code == 2 else "")

    def register(self, day: str, *, in_force: bool = False) -> list[str]:
        return lines(self.organisation, day, LANG, in_force=in_force)

    def tell(self, step: Mapping[str, Any]) -> None:
        """One step, and what is said of it."""
        day, before = step["day"], self.organisation
        self.said += ["", f"=== {day} {step['commit']}"]
        self.do(step)
        if "git" in step:
            self.git(day, *step["git"].split())
        else:
            self.commit(day, step["commit"])
        self.now = self.compiled(day)
        found = list(self.findings())
        self.section("check: come", [line for line in found if line not in self.found])
        self.section("check: gone", [line for line in self.found if line not in found])
        self.found = found
        report = DiffReport(changes(before, self.organisation), ("HEAD~1", "HEAD"), LANG)
        self.section("diff HEAD~1", diff_report.text(report).splitlines()[1:])
        register = self.register(day)
        self.section("status: lines that are new", [line for line in register if line not in self.status])
        self.status = register

    def do(self, step: Mapping[str, Any]) -> None:
        policies = self.root / "policies"
        for path, text in step.get("write", {}).items():
            (policies / path).parent.mkdir(exist_ok=True)
            (policies / path).write_text(text, "utf-8")
        for edit in step.get("edit", ()):
            replace(policies / edit["file"], edit["old"], edit["new"])
        if "relaid" in step:
            lay_out_anew(policies / step["relaid"])
        for line in step.get("run", ()):
            self.said += [f"$ remit {line}"]
            self.said += [f"  {shown}" for shown in self.remit(step["day"], *line.split()).rstrip().splitlines()]

    def findings(self) -> Iterator[str]:
        for found in self.now.open:
            about = found.diagnostic
            if not about.dated:
                yield f"{found.code} {found.severity} {about.subject}: {message(about, LANG)}"

    def section(self, name: str, told: Iterator[str] | list[str]) -> None:
        shown = [f"  {line}".rstrip() for line in told]
        self.said += [f"--- {name}", *shown] if shown else [f"--- {name}: nothing"]

    def in_force(self, days: list[str]) -> None:
        """What was in force on some days, from the ledger of the end: no git is asked."""
        self.said += ["", "=== What was in force, asked at the end"]
        for day in days:
            self.said += [f"$ remit status --in-force --as-of {day}"]
            register = self.register(day, in_force=True)
            self.said += [f"  {line}" for line in register if line.split()[0] in self.documents]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")


def lay_out_anew(path: Path) -> None:
    """Keys in another order, other quotes and line lengths, and a comment: the same content."""
    data = parse(path.read_text("utf-8")).data  # by YAML's own rules `on` were true
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=60)
    path.write_text(f"# laid out by another editor\n{text}", "utf-8")


def test_the_story_is_told_as_it_was_looked_at(
    tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = story()
    monkeypatch.setattr(tree, "parse", cache(parse))  # of a thousand files a step changes two or three
    assert len(told["steps"]) >= 20
    company = Story(tmp_path / "company", told["documents"])
    assert company.found == []
    for step in told["steps"]:
        company.tell(step)
    company.in_force(told["days"])
    said = "\n".join(company.said).strip() + "\n"
    expected = HERE / "transcript.txt"
    if pytestconfig.getoption("--bless"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
