"""Words of the pages, from templates/labels/pages.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from remit.resources import catalogue_data, templates_dir


@cache
def _table() -> Mapping[str, Any]:
    path = templates_dir() / "labels" / "pages.yaml"
    found: Mapping[str, Any] = catalogue_data(path)
    return found


def page_words(lang: str) -> Callable[..., str]:
    """A function from a dotted name to the words in `lang`, filled in."""

    def words(name: str, /, **params: object) -> str:
        found: Any = _table()
        for part in name.split("."):
            found = found[part]
        text = str(found.get(lang) or found["en"])
        return text.format(**params) if params else text

    return words


def frame_words(lang: str) -> dict[str, str]:
    """The words of the frame that the site engine asks for."""
    return group_words("frame", lang)


def group_words(group: str, lang: str) -> dict[str, str]:
    """All words of a group in `lang`, not filled in: for those who fill them in themselves."""
    return {name: str(by_language.get(lang) or by_language["en"]) for name, by_language in _table()[group].items()}
