"""Words of the command line, from templates/labels/cli.yaml, in the language of the terminal or the one asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from remit.resources import catalogue_data, templates_dir


def system_language() -> str:
    """zh where the environment says Chinese, else en; used until the system's own first language is known."""
    for name in ("REMIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "en"


@cache
def _table() -> Mapping[str, Any]:
    path = templates_dir() / "labels" / "cli.yaml"
    found: Mapping[str, Any] = catalogue_data(path)
    return found


def words(name: str, lang: str | None = None, /, **params: object) -> str:
    """The words of a dotted name in a language, filled in."""
    found: Any = _table()
    for part in name.split("."):
        found = found[part]
    text = str(found["zh" if (lang or system_language()) == "zh" else "en"])
    return text.format(**params) if params else text
