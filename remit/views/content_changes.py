"""Where two contents of a document differ, as the ledger keeps them: field by field, in words and not in ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from remit.language.schemas import Schema, in_language, kinds, resolved
from remit.model.organisation import Organisation
from remit.views.shortening import apart
from remit.views.wording import name_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two contents differ: the label of its field and the words in both, by language; empty for nothing."""

    field: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Change:
    titles: tuple[str, ...]
    schema: Schema
    before: Any
    after: Any


def differences(organisation: Organisation, kind: str, before: Any, after: Any) -> list[Difference]:
    """Where two contents of a document differ: the label of the field, the words before and the words after."""
    found = []
    for change in _walk(kinds()[kind].schema, before, after, ()):
        shown = {
            lang: apart(*(_shown(organisation, change.schema, value, lang) for value in (change.before, change.after)))
            for lang in organisation.languages
        }
        old, new = ({lang: pair[at] for lang, pair in shown.items()} for at in (0, 1))
        found.append(Difference(_labels(change.titles), old, new))
    return found


def _walk(schema: Schema, before: Any, after: Any, titles: tuple[str, ...]) -> Iterator[_Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and before and after:
        properties = schema.get("properties", {})
        for key in sorted({*before, *after}):
            node = resolved(properties[key]) if key in properties else {}
            named = (*titles, str(node["title"])) if "title" in node else titles
            yield from _walk(node, before.get(key), after.get(key), named)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _walk_list(resolved(schema["items"]) if "items" in schema else {}, before, after, titles)
    else:
        yield _Change(titles, schema, before, after)


def _walk_list(schema: Schema, before: list[Any], after: list[Any], titles: tuple[str, ...]) -> Iterator[_Change]:
    """Entries with ids are paired by them; others by position where there are as many, else what went and what came."""
    if all(isinstance(item, Mapping) and "id" in item for item in (*before, *after)):
        old, new = ({item["id"]: item for item in items} for items in (before, after))
        if old.keys() == new.keys() and list(old) != list(new):
            yield _Change(titles, schema, list(old), list(new))
        for key in dict.fromkeys([*old, *new]):
            yield from _walk(schema, old.get(key), new.get(key), titles)
    elif len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _walk(schema, one, other, titles)
    else:
        gone = [item for item in before if item not in after]
        come = [item for item in after if item not in before]
        yield _Change(titles, schema, gone or None, come or None)


def _labels(titles: tuple[str, ...]) -> dict[str, str]:
    shown = titles[-2:]
    return {
        "zh": "·".join(in_language(title, "zh") for title in shown),
        "en": ", ".join(in_language(title, "en").lower() for title in shown),
    }


def _shown(organisation: Organisation, schema: Schema, value: Any, lang: str) -> str:
    """A value of approved content as words: names instead of ids, the texts alone where it has some."""
    return " / ".join(dict.fromkeys(_words(organisation, schema, leaf, lang) for leaf in _leaves(value)))


def _words(organisation: Organisation, schema: Schema, leaf: str, lang: str) -> str:
    element = organisation.find(leaf if ":" in leaf else f"{schema.get('x-ref', '')}:{leaf}")
    label = schema.get("x-labels", {}).get(leaf)
    return name_of(element, lang) if element is not None else in_language(label, lang) if label else leaf


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        telling = {key: part for key, part in value.items() if key in ("text", "name", "title")}
        for part in (telling or value).values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value is not None:
        yield str(value)
