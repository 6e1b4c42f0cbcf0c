"""The words around changes, shared by reports and the change notice; posts that read the same documents together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from remit.change.grading import table
from remit.change.model import EntityChange
from remit.resources import catalogue_data, templates_dir


def report_words(name: str, lang: str, /, **params: object) -> str:
    """Words of a report by their dotted name."""
    found: Any = _catalogue()
    for part in name.split("."):
        found = found[part]
    return str(found[lang]).format(**params)


def reason_words(name: str, lang: str) -> str:
    """A reason of the table of grades in words, with its source."""
    found = table()["reasons"][name]
    if "source" not in found:
        return str(found[lang])
    return report_words("source", lang, reason=found[lang], source=found["source"])


@cache
def _catalogue() -> Mapping[str, Any]:
    found: Mapping[str, Any] = catalogue_data(templates_dir() / "changes" / "report.yaml")
    return found


def by_documents(found: Mapping[str, tuple[EntityChange, ...]]) -> list[tuple[tuple[EntityChange, ...], list[str]]]:
    """Posts that read the same documents together, those with the most first."""
    grouped: dict[tuple[str, ...], tuple[tuple[EntityChange, ...], list[str]]] = {}
    for post, documents in found.items():
        grouped.setdefault(tuple(one.ref for one in documents), (documents, []))[1].append(post)
    return [grouped[key] for key in sorted(grouped, key=lambda key: (-len(key), key))]


def document_words(documents: Iterable[EntityChange], lang: str) -> str:
    """The names of documents, told apart even where a name has a comma in it."""
    return report_words("documents", lang).join(
        report_words("document", lang, name=one.name[lang]) for one in documents
    )
