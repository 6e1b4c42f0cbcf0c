"""Where two contents of a document differ, as the ledger keeps them: field by field, in words and not in ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from remit.language.schemas import in_language, kinds
from remit.language.validate import is_sound
from remit.model.organisation import Organisation
from remit.source.document import Document
from remit.views.content_walk import Place, walk
from remit.views.shortening import apart
from remit.views.value_words import Setting, value_words


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two contents differ: the label of its field and the words in both, by language; empty for nothing."""

    field: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]


def differences(organisation: Organisation, kind: str, before: Any, after: Any) -> list[Difference]:
    """Where two contents of a document differ: the label of the field, the words before and the words after."""
    about = Document(kind, str(after.get("document", "")).partition(":")[2], "", after)
    old, new = _fields(before), _fields(after)
    # The ledger keeps what was approved, also what the language of today would not read.
    read = about if is_sound(kind, old) and is_sound(kind, new) else None
    found = []
    for place in walk(kinds()[kind].schema, old, new):
        shown = {
            lang: apart(*(_shown(organisation, place, value, read, lang) for value in (place.before, place.after)))
            for lang in organisation.languages
        }
        was, now = ({lang: pair[at] for lang, pair in shown.items()} for at in (0, 1))
        found.append(Difference(_labels(place), was, now))
    return found


def _fields(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in content.items() if name != "document"}


def _labels(place: Place) -> dict[str, str]:
    shown = [title for title in (*(level.title for level in place.levels), place.title) if title][-2:]
    return {
        "zh": "·".join(in_language(title, "zh") for title in shown),
        "en": ", ".join(in_language(title, "en").lower() for title in shown),
    }


def _shown(organisation: Organisation, place: Place, value: Any, about: Document | None, lang: str) -> str:
    """A value of approved content as words: names instead of ids, the texts alone where it has some."""
    parts = value if place.event == "order" else [value]
    return " / ".join(
        value_words(Setting(organisation, about), place.schema, part, lang) if about else " / ".join(_leaves(part))
        for part in parts
    )


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(part)
    elif value is not None:
        yield str(value)
