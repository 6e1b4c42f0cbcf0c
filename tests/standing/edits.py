"""Random edits of a company's files, and builds of it: beside the files of the build before, and of nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from remit.backends import Edition
from remit.building import edition_of
from remit.compiler import compile_tree
from remit.production import produce
from remit.registry import BACKENDS
from remit.source.yaml_reader import parse
from remit.write import Output

DAY = "2026-06-30"
_LETTERS = "甲乙丙丁戊己庚辛"
_Place = tuple[Any, str | int]


def edition(root: Path, cache: Path | None, *, draft: bool = False) -> Edition | None:
    """What is published of the company; None where a file of it is broken."""
    found = compile_tree(root, DAY)
    if found.organisation is None or found.organisation.broken:
        return None
    return edition_of(found, found.organisation, DAY, cache, draft=draft)


def build(made: Edition, out: Path, only: Sequence[str] = ()) -> dict[str, bytes]:
    """The files of an output folder after building into it; `only` these kinds of output."""
    portions = [
        portion for backend in BACKENDS if not only or backend.name in only for portion in backend.portions(made)
    ]
    with Output(out) as output:
        output.finish(produce(made, portions, output, lambda portion: None))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def edit(root: Path, chance: random.Random) -> str:
    """Change something in a file of the company; what, in a few words."""
    file = chance.choice(sorted((root / "policies").rglob("*.yaml")))
    data: Any = parse(file.read_text("utf-8")).data
    said = chance.choice((_reword, _reword, _reword, _count, _drop, _swap))(data, chance)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return f"{file.relative_to(root)}: {said}"


def edited(root: Path, chance: random.Random, *, draft: bool = False) -> tuple[str, Edition]:
    """Edit the company so that it still holds together; what was changed, and what is published of it, without a cache."""
    policies, kept = root / "policies", root / "kept"
    shutil.copytree(policies, kept)
    while True:
        said = edit(root, chance)
        found = edition(root, None, draft=draft)
        if found is not None:
            shutil.rmtree(kept)
            return said, found
        shutil.rmtree(policies)
        shutil.copytree(kept, policies)


def _places(data: Any) -> Iterator[_Place]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _some(data: Any, chance: random.Random, kind: type) -> _Place | None:
    found = [(inner, key) for inner, key in _places(data) if isinstance(inner[key], kind)]
    return chance.choice(found) if found else None


def _reword(data: Any, chance: random.Random) -> str:
    """Put a character into a text, which may be a code or an id too."""
    place = _some(data, chance, str)
    if place is None:
        return "nothing to reword"
    inner, key = place
    at = chance.randrange(len(inner[key]) + 1)
    inner[key] = inner[key][:at] + chance.choice(_LETTERS) + inner[key][at:]
    return f"{key} reworded"


def _count(data: Any, chance: random.Random) -> str:
    place = _some(data, chance, int)
    if place is None:
        return "nothing to count"
    inner, key = place
    inner[key] = not inner[key] if isinstance(inner[key], bool) else inner[key] + 1
    return f"{key} counted on"


def _drop(data: Any, chance: random.Random) -> str:
    inner, key = chance.choice(list(_places(data)))
    del inner[key]
    return f"{key} dropped"


def _swap(data: Any, chance: random.Random) -> str:
    place = _some(data, chance, list)
    if place is None:
        return "nothing to swap"
    inner, key = place
    inner[key].reverse()
    return f"{key} turned round"
