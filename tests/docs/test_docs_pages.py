"""Documents written by hand: their links lead somewhere, and what they show and claim is true."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from remit import reference

REPOSITORY = Path(__file__).resolve().parents[2]
_OWN = ("docs", "templates", "tests", "policies", "benchmarks", "remit")
DOCUMENTS = sorted(
    [*REPOSITORY.glob("*.md"), *(path for folder in _OWN for path in (REPOSITORY / folder).rglob("*.md"))]
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.M | re.S)
_TESTS = re.compile(r"\btest_\w+(?!\.py|\w)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_relative_links_lead_somewhere(path: Path) -> None:
    broken = []
    for target in _LINK.findall(_FENCE.sub("", path.read_text("utf-8"))):
        file, _, anchor = target.partition("#")
        if ":" in file:
            continue
        linked = (path.parent / file).resolve() if file else path
        if not linked.exists() or (anchor and anchor not in _anchors(linked)):
            broken.append(target)
    assert broken == []


def _anchors(path: Path) -> set[str]:
    """The ids that headings get where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text("utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "templates/company/README.md"]
)
def test_commands_that_are_shown_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    known = {command.name: command for command in reference.commands()}
    general = {item.written.split()[0] for item in known[""].parameters}
    inline = re.findall(r"`(remit [^`]+)`", _FENCE.sub("", text))
    fenced = [line for block in _FENCE.findall(text) for line in block.splitlines() if line.startswith("remit ")]
    for words in (line.partition("#")[0].split() for line in [*inline, *fenced]):
        assert words[1] in known, words
        options = {item.written.split()[0] for item in known[words[1]].parameters} | general
        assert {word for word in words if word.startswith("--")} <= options, words
    for module in re.findall(r"python -m (remit[.\w]*\w)", text):
        assert (REPOSITORY / Path(*module.split("."))).with_suffix(".py").is_file(), module


def test_tests_that_are_named_exist() -> None:
    named = {
        name
        for document in ("CONTRIBUTING.md", "docs/architecture.md")
        for name in _TESTS.findall((REPOSITORY / document).read_text("utf-8"))
    }
    source = "".join(path.read_text("utf-8") for path in (REPOSITORY / "tests").rglob("test_*.py"))
    files = {path.stem for path in (REPOSITORY / "tests").rglob("test_*.py")}
    assert {name for name in named if f"def {name}(" not in source and name not in files} == set()


def test_the_lines_in_the_readme_are_real_and_so_is_the_finding(tmp_path: Path) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    lines = _block(readme, "```yaml\n")
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    source = tmp_path / "policies" / "processes" / "purchase.yaml"
    text = source.read_text("utf-8")
    assert len(lines.splitlines()) == 6
    assert text.count(lines) == 1
    source.write_text(text.replace(lines, lines.replace("quotations\n", "quotation\n")), encoding="utf-8")
    arguments = ["--root", str(tmp_path), "--as-of", "2026-03-01", "check", "--lang", "en", "--select", "L"]
    environment = {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "remit", *arguments], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 1
    assert _block(readme, "says:\n\n```\n") == done.stdout.decode().split("\n\n")[0] + "\n"


def _block(text: str, start: str) -> str:
    return text.split(start, 1)[1].split("```", 1)[0]


def test_the_test_command_of_the_readme_is_what_ci_runs() -> None:
    command = "python -m pytest -n 3"
    assert f"\n{command}\n" in (REPOSITORY / "README.md").read_text("utf-8")
    assert command in (REPOSITORY / ".ci" / "run").read_text("utf-8")


def test_editor_settings_of_this_repository_name_existing_schemas() -> None:
    settings = json.loads((REPOSITORY / ".vscode" / "settings.json").read_text("utf-8"))
    schemas = set(settings["yaml.schemas"])
    written = {f"schemas/{path.name}" for path in (REPOSITORY / "schemas").glob("*.json")} - {"schemas/common.json"}
    assert schemas == written
