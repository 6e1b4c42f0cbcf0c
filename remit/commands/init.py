"""`remit init DIR`: start a company: system.yaml, the folders, editor settings and CI files ready to use."""

from __future__ import annotations

from pathlib import Path

import click

from remit.language.schemas import folders
from remit.resources import schemas_dir, templates_dir
from remit.words import words


@click.command("init", help=words("help.init"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a new company; files that exist are left alone and named."""
    wanted = {f"policies/{name}/.gitkeep": "" for name in folders()}
    source = templates_dir() / "company"
    for path in sorted(source.rglob("*")):
        if path.is_file():
            wanted[path.relative_to(source).as_posix().replace("dot-", ".")] = path.read_text("utf-8")
    for path in sorted(schemas_dir().glob("*.json")):
        wanted[f".remit/schemas/{path.name}"] = path.read_text("utf-8")
    for name, text in wanted.items():
        target = folder / name
        if target.exists():
            click.echo(words("exists", path=name))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(words("written_one", path=name))
