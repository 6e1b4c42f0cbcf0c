"""`remit init DIR`: start a company: system.yaml, the folders, editor settings and CI files ready to use.

In a company that exists it only refreshes the schemas for editors, which are remit's and not the company's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import click

from remit.durable import replace_file
from remit.language.schemas import folders, kinds
from remit.resources import templates_dir
from remit.words import words

_PERFORMERS = ("post", "role", "unit", "external", "meeting")


@click.command("init", help=words("help.init"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Write a new company; files that exist are left alone and named, apart from the schemas."""
    if ".git" in Path(os.path.realpath(folder)).parts:  # resolve() fails where links lead in circles
        raise click.UsageError(words("init_in_git", path=str(folder)))
    for name, text in _company().items():
        if os.path.lexists(folder / name):
            click.echo(words("exists", path=name))
        else:
            _write(folder, name, text)
    for name, text in _schemas(_ids(folder)).items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != text.encode():
            _write(folder, name, text)


def _write(folder: Path, name: str, text: str) -> None:
    replace_file(folder / name, text.encode())
    click.echo(words("written_one", path=name))


def _company() -> dict[str, str]:
    """The starting files by path; `dot-` at the start of a name stands for a dot, which packaging tools leave out."""
    source = templates_dir() / "company"
    files: dict[str, str] = {}
    for path in sorted(source.rglob("*")):
        if path.is_file():
            parts = [
                f".{part.removeprefix('dot-')}" if part.startswith("dot-") else part
                for part in path.relative_to(source).parts
            ]
            files[PurePosixPath(*parts).as_posix()] = path.read_text("utf-8")
    empty = {f"policies/{name}" for name in folders()} - {name.rpartition("/")[0] for name in files}
    return files | {f"{name}/.gitkeep": "" for name in sorted(empty)}


def _ids(folder: Path) -> dict[str, list[str]]:
    """The company's own ids by kind, for completion."""
    base = folder / "policies"
    return {kind: sorted(path.stem for path in (base / name).rglob("*.yaml")) for name, kind in folders().items()}


def _schemas(ids: Mapping[str, list[str]]) -> dict[str, str]:
    """One schema a kind, complete in itself, so that an editor needs no second file; ids are offered as examples."""
    return {
        f".remit/schemas/{name}.json": json.dumps(_offering(kind.schema, ids), ensure_ascii=False, indent=1) + "\n"
        for name, kind in kinds().items()
    }


def _offering(node: Any, ids: Mapping[str, list[str]]) -> Any:
    """A schema node with the ids that each reference may take."""
    if isinstance(node, list):
        return [_offering(item, ids) for item in node]
    if not isinstance(node, Mapping):
        return node
    copy = {key: _offering(value, ids) for key, value in node.items()}
    offered = ids.get(str(node.get("x-ref")), [])
    if node.get("x-type") == "performer":
        offered = [f"{kind}:{ident}" for kind in _PERFORMERS for ident in ids[kind]]
    if offered:
        copy["examples"] = offered
    return copy
