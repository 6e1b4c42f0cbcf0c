"""What docs/architecture.md and CONTRIBUTING.md say of the code holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "remit"
_LIMIT = 400


def layers() -> list[list[str]]:
    text = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    table = text.split("| layer | what it is |\n", 1)[1].split("\n\n", 1)[0]
    return [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines()[1:]]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part != "__init__":
            yield part, path


def imported(path: Path) -> set[str]:
    """Full names of what a module imports, also within functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_table_of_layers_names_every_part_once() -> None:
    named = [name for row in layers() for name in row]
    assert sorted(named) == sorted({part for part, _ in modules()})


def test_its_order_is_that_of_the_imports() -> None:
    rank = {name: number for number, row in enumerate(layers()) for name in row}
    wrong = [
        f"{path.relative_to(REPOSITORY)} imports {name}"
        for part, path in modules()
        for name in sorted(imported(path))
        if name.startswith("remit.") and rank.get(name.split(".")[1], -1) > rank[part]
    ]
    assert wrong == []


def test_one_module_imports_mkdocs() -> None:
    found = {path.name for _, path in modules() if any(name.split(".")[0] == "mkdocs" for name in imported(path))}
    assert found == {"shells.py"}


def test_only_the_command_line_reads_the_clock() -> None:
    clock = re.compile(r"\b(today|now|utcnow|monotonic|perf_counter|time)\(\)")
    found = {part for part, path in modules() if clock.search(path.read_text("utf-8"))}
    assert found <= {"cli", "commands", "building"}


def test_modules_stay_short_and_say_what_they_are() -> None:
    for _, path in modules():
        text = path.read_text("utf-8")
        assert text.startswith('"""'), path.name
        if not text.startswith('"""Generated from'):
            assert text.count("\n") < _LIMIT, path.name
