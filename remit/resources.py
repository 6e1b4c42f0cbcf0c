"""Where the schemas and templates are: packaged in a wheel under remit/_data, else in the repository root."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from remit.source.yaml_reader import parse

_PACKAGE = Path(__file__).resolve().parent


@cache
def _base() -> Path:
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def schemas_dir() -> Path:
    """The folder that holds one JSON Schema a kind."""
    return _base() / "schemas"


def templates_dir() -> Path:
    """The folder that holds page templates, styles and message catalogues."""
    return _base() / "templates"


def catalogue_data(path: Path) -> Any:
    """A catalogue of words, read by the rules of the language: `no` and `on` are words there, not truth values."""
    return parse(path.read_text("utf-8")).data
