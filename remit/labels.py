"""Words of the interface by language, from templates/labels/<lang>.yaml, reached by dotted names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from remit.resources import catalogue_data, templates_dir


class Labels:
    """The labels of one language. `labels("due.day", every="每月", day=5)` fills a pattern."""

    def __init__(self, lang: str, table: Mapping[str, Any]) -> None:
        self.lang, self._table = lang, table
        self._found: dict[str, Any] = {}
        self._texts: dict[str, str] = {}

    def __call__(self, name: str, /, **params: object) -> str:
        """The label of a dotted name. Raises KeyError for a name that is not in the catalogue: a bug of ours."""
        text = self._texts.get(name)
        if text is None:
            text = self._texts[name] = str(self.get(name))
        return text.format(**params) if params else text

    def get(self, name: str) -> Any:
        """A label or a whole table of labels."""
        if name not in self._found:
            found: Any = self._table
            for part in name.split("."):
                found = found[part]
            self._found[name] = found
        return self._found[name]

    def has(self, name: str) -> bool:
        """Whether the catalogue has the name."""
        if name in self._found:
            return True
        found: Any = self._table
        for part in name.split("."):
            if not isinstance(found, dict) or part not in found:
                return False
            found = found[part]
        return True


@cache
def labels(lang: str) -> Labels:
    """The labels of a language; English for one that has no catalogue."""
    folder = templates_dir() / "labels"
    path = folder / f"{lang}.yaml"
    source = path if path.is_file() else folder / "en.yaml"
    return Labels(lang, catalogue_data(source))
