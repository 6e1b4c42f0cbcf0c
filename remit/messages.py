"""The message catalogue: code, severity and wording of every finding, in every language, from templates/findings.

A diagnostic carries only a name and parameters; this is the one place that joins them to words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from remit.diagnostics import Diagnostic, Related, Severity
from remit.resources import catalogue_data, templates_dir

# The parameters that name a type of JSON Schema.
_TYPES = ("expected", "found")
# A value that is quoted tells which is meant; that of a whole file would drown what is said of it.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class FindingType:
    """One entry of the catalogue. `texts` maps language to message, near, fix, what, why, instead."""

    name: str
    code: str
    severity: Severity
    family: str
    texts: Mapping[str, Mapping[str, str]]

    def text(self, part: str, lang: str) -> str:
        """One part of the entry in a language; English where the language is not in the catalogue."""
        return str((self.texts.get(lang) or self.texts["en"]).get(part, ""))


@cache
def catalogue() -> Mapping[str, FindingType]:
    """Every finding type by name, in the order of the codes."""
    found: list[FindingType] = []
    for path in sorted((templates_dir() / "findings").glob("*.yaml")):
        entries: Mapping[str, Mapping[str, Any]] = catalogue_data(path)
        for name, entry in entries.items():
            texts = {lang: entry[lang] for lang in entry if lang not in ("code", "severity")}
            found.append(FindingType(name, entry["code"], Severity(entry["severity"]), path.stem, texts))
    return {entry.name: entry for entry in sorted(found, key=lambda entry: entry.code)}


def by_code(code: str) -> FindingType | None:
    """The entry of a code such as ORG101, or of a name such as reporting-cycle."""
    wanted = code.lower()
    return next((entry for entry in catalogue().values() if wanted in (entry.code.lower(), entry.name)), None)


def message(finding: Diagnostic, lang: str) -> str:
    """What is wrong, with the nearest right value where there is one, and what to do: one paragraph."""
    entry = catalogue()[finding.name]
    params = _Params(
        {
            key: in_language(type_names().get(str(value), value) if key in _TYPES else value, lang)
            for key, value in finding.params.items()
        }
    )
    parts = [entry.text("message", lang)]
    if params.get("nearest"):
        parts.append(entry.text("near", lang))
    parts.append(entry.text("fix", lang))
    return _join([part.format_map(params) for part in parts if part], lang)


def related_message(related: Related, lang: str) -> str:
    """The words beside a second place."""
    params = {key: in_language(value, lang) for key, value in related.params.items()}
    return related_texts()[related.message][lang if lang == "zh" else "en"].format_map(_Params(params))


@cache
def type_names() -> Mapping[str, Mapping[str, str]]:
    """What the types of JSON Schema are called, by name and language."""
    names: Mapping[str, Mapping[str, str]] = catalogue_data(templates_dir() / "labels" / "types.yaml")
    return names


@cache
def related_texts() -> Mapping[str, Mapping[str, str]]:
    """The wordings for second places, by name and language."""
    texts: Mapping[str, Mapping[str, str]] = catalogue_data(templates_dir() / "labels" / "related.yaml")
    return texts


def in_language(value: object, lang: str) -> str:
    """A parameter for people: a mapping by language, or anything else as text; of a very long one the beginning."""
    text = str(value.get(lang) or next(iter(value.values()), "")) if isinstance(value, Mapping) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class _Params(dict[str, str]):
    """A missing parameter shows as nothing rather than as an exception in front of a user."""

    def __missing__(self, key: str) -> str:
        return ""


def _join(parts: list[str], lang: str) -> str:
    return ("" if lang == "zh" else " ").join(part.strip() for part in parts if part.strip())
