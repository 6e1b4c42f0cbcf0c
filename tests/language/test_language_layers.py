"""The shape of the program: generated entities are those of the schemas, and imports go towards the source only."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import remit
from remit.language.schemas import common_definitions, folders, kinds
from remit.model import generate
from remit.model.entities import BY_KIND

PACKAGE = Path(remit.__file__).parent
# From the source to the command line: a module may import from its own layer and from those before it.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"diagnostics", "diagnostics_data", "processes"}),
    frozenset({"source"}),
    frozenset({"resources", "durable"}),
    frozenset({"cache"}),
    frozenset(
        {
            "language",
            "labels",
            "words",
            "messages",
            "lexicon",
            "numerals",
            "lock",
            "switch",
            "write",
            "registry",
            "diagrams",
            "office",
            "site",
        }
    ),
    frozenset({"model"}),
    frozenset({"views"}),
    frozenset({"publish"}),
    frozenset({"change"}),
    frozenset({"evidence"}),
    frozenset({"rules"}),
    frozenset({"baseline", "judgement"}),
    frozenset({"audience"}),
    frozenset({"registry", "pages", "backends"}),
    frozenset({"compiler", "revisions", "since", "git_history", "proof"}),
    frozenset({"fix", "excerpt", "report", "sarif", "diff_report"}),
    frozenset({"refactoring", "readable", "production"}),
    frozenset({"serve"}),
    frozenset({"failures", "commands", "checking", "building", "cli", "reference", "__main__"}),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names} | {"__init__": 0}
# Engines draw, typeset and search; they know nothing of companies.
ENGINES = ("diagrams", "office", "site")
KNOWLEDGE = {"language", "model", "views", "publish", "evidence", "rules", "pages", "backends", "compiler", "messages"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        yield relative.parts[0].removesuffix(".py"), path


def imported(path: Path) -> set[str]:
    """First part after remit of every module that a file imports, late imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "remit":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("remit.")}
    return found


@pytest.mark.parametrize(("layer", "path"), list(modules()), ids=lambda value: str(value).rpartition("remit/")[2])
def test_imports_go_towards_the_source(layer: str, path: Path) -> None:
    assert layer in RANK, "a new layer: give it its place in LAYERS"
    names = {name for name in imported(path) if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}
    assert {name for name in names if RANK[name] > RANK[layer]} == set()
    if layer in ENGINES:
        assert names & KNOWLEDGE == set()
    if layer == "rules":
        assert names & {"pages", "backends", *ENGINES} == set()
    if layer not in ("rules", "evidence"):
        assert "evidence" not in names, "what an output asks too stands in views"


def test_rules_do_not_know_each_other() -> None:
    for path in sorted((PACKAGE / "rules").glob("*/*.py")):
        assert "rules" not in imported(path), path.name


@pytest.mark.parametrize("layer", ["model", "views", "publish", "change", "evidence", "rules", "pages", "diagrams"])
def test_rendering_knows_neither_clock_nor_chance(layer: str) -> None:
    for name, path in modules():
        if name == layer:
            tree = ast.parse(path.read_text("utf-8"))
            names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert names.isdisjoint({"time", "random", "secrets", "uuid"}), path
            calls = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
            assert calls.isdisjoint({"today", "now", "utcnow"}), path


def test_generated_entities_are_those_of_the_schemas() -> None:
    written = (PACKAGE / "model" / "entities.py").read_text("utf-8")
    assert generate.source() == written, "the schemas have changed: python -m remit.model.generate"


def test_every_kind_has_its_class_and_folder() -> None:
    assert set(BY_KIND) == set(kinds())
    assert set(folders().values()) == set(kinds()) - {"system"}


@pytest.mark.parametrize("name", list(kinds()))
def test_every_field_has_a_label_in_both_languages(name: str) -> None:
    missing: list[str] = []

    def walk(node: object, where: str) -> None:
        if isinstance(node, dict):
            for key, part in node.get("properties", {}).items():
                title = part.get("title") or common_definitions().get(
                    str(part.get("$ref", "")).rpartition("/")[2], {}
                ).get("title", "")
                if " | " not in title or not all(title.split(" | ")):
                    missing.append(f"{where}.{key}")
                walk(part, f"{where}.{key}")
            walk(node.get("items"), f"{where}[]")

    walk(kinds()[name].schema, name)
    assert missing == []


def test_schemas_are_schemas() -> None:
    from jsonschema import Draft202012Validator

    for kind in kinds().values():
        Draft202012Validator.check_schema(json.loads(json.dumps(kind.schema)))
