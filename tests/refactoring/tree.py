"""A company on disk, and commands run in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from remit.cli import program

DAY = "2026-06-30"


def run(root: Path, *args: str, lang: str = "en", on: str = DAY) -> Result:
    return CliRunner().invoke(program, [*args, "--root", str(root), "--as-of", on, "--lang", lang])


def written(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        file = root / "policies" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root
