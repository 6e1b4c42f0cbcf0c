"""The generated documents: up to date, complete, and with examples that are true."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from remit import reference
from remit.compiler import compile_tree
from remit.diagnostics import Severity
from remit.language.schemas import common_definitions, kinds
from remit.messages import catalogue
from remit.source.yaml_reader import parse

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "docs" / "examples"
VALUES = sorted((EXAMPLES / "values").glob("*.yaml"))


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    return reference.documents()


def test_generated_documents_are_up_to_date(documents: dict[str, str]) -> None:
    stale = [name for name, text in documents.items() if (reference.DOCS / name).read_text("utf-8") != text]
    assert stale == [], "write them anew: python -m remit.reference"


def test_every_command_and_option_has_help(documents: dict[str, str]) -> None:
    from remit.cli import program

    found = reference.commands()
    assert [command.name for command in found[1:]] == list(program._NAMES)
    for command in found:
        assert command.help, command.name
        for parameter in command.parameters:
            assert parameter.help or parameter.choices, f"{command.name} {parameter.written}"
            assert f"| `{parameter.written}`" in documents["commands.md"]


def test_every_command_module_is_a_command() -> None:
    modules = {path.stem for path in (REPOSITORY / "remit" / "commands").glob("*.py")} - {"__init__"}
    documented = {command.name for command in reference.commands()}
    written = {module.replace("_", "-") for module in modules}
    assert written <= documented


def test_every_finding_is_documented_in_both_languages(documents: dict[str, str]) -> None:
    for entry in catalogue().values():
        assert f"### {entry.code} {entry.name}\n" in documents["rules.md"]
        for lang in ("zh", "en"):
            assert entry.text("message", lang) in documents["rules.md"]


def test_every_kind_has_an_example() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_an_example_fits_its_schema_and_is_explained(kind: str) -> None:
    text = (EXAMPLES / f"{kind}.yaml").read_text("utf-8")
    assert list(jsonschema_rs.Draft202012Validator(dict(kinds()[kind].schema)).iter_errors(parse(text).data)) == []
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert len(comments) > 2
    assert any(not line.isascii() for line in comments), "no Chinese comment"
    assert any(line.isascii() for line in comments[1:]), "no English comment"


def test_examples_hold_together(tmp_path: Path) -> None:
    """Put into the worked company, where their first line says, the examples give no error."""
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    placed: dict[str, str] = {}
    for path in sorted(EXAMPLES.glob("*.yaml")):
        if path.stem != "system":
            target = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
            (tmp_path / target).parent.mkdir(exist_ok=True)
            assert not (tmp_path / target).exists(), f"{target}: the worked company has that file"
            shutil.copyfile(path, tmp_path / target)
            placed[target] = path.name
    findings = compile_tree(tmp_path, "2026-03-01").findings
    wrong = [
        (placed[finding.diagnostic.span.path], finding.code, finding.diagnostic.params)
        for finding in findings
        if finding.diagnostic.span.path in placed and finding.severity is Severity.ERROR
    ]
    assert wrong == []


def test_the_example_of_the_system_holds_together(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    shutil.copyfile(EXAMPLES / "system.yaml", tmp_path / "policies" / "system.yaml")
    findings = compile_tree(tmp_path, "2026-03-01").findings
    assert [f.code for f in findings if f.diagnostic.span.path == "policies/system.yaml"] == []


@pytest.mark.parametrize("path", VALUES, ids=[path.stem for path in VALUES])
def test_examples_of_values_fit(path: Path) -> None:
    schema = {"$ref": f"#/$defs/{path.stem}", "$defs": _definitions()}
    validator = jsonschema_rs.Draft202012Validator(schema)
    written = yaml.safe_load(path.read_text("utf-8"))
    assert len(written) > 2
    for value in written:
        assert list(validator.iter_errors(_words_for_booleans(value))) == [], value


def _definitions() -> dict[str, object]:
    return dict(common_definitions())


def _words_for_booleans(value: object) -> object:
    """PyYAML reads the key `on` as true; remit's reader does not."""
    if isinstance(value, dict):
        return {"on" if key is True else key: _words_for_booleans(part) for key, part in value.items()}
    return value
