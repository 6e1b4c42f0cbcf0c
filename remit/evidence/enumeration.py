"""Several names as one parameter of a message: the first few, then how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remit.evidence.naming import called
from remit.labels import labels
from remit.language.schemas import kinds
from remit.language.validate import field_label
from remit.lexicon import lexicon
from remit.model.organisation import Organisation
from remit.model.values import Element, Text
from remit.views.wording import plain

_SHOWN = 5


def enumeration(names: Sequence[Mapping[str, str]], languages: Sequence[str], shown: int = _SHOWN) -> dict[str, str]:
    """Names by language as one list in each language; beyond `shown` they are only counted."""
    found: dict[str, str] = {}
    for lang in languages:
        words = [name.get(lang) or next(iter(name.values())) for name in names]
        text = _separator(lang, words[:shown]).join(words[:shown])
        if len(words) > shown:
            ending = (lexicon("organisation.and-more", lang) or lexicon("organisation.and-more", "en"))[0]
            text += ending.format(total=len(words), rest=len(words) - shown)
        found[lang] = text
    return found


def _separator(lang: str, words: Sequence[str]) -> str:
    """What stands between the names: more than a comma where one of them holds a comma itself."""
    short = labels(lang)("list_separator")
    holds = any(mark.strip() in word for mark in (short, "，", ",") for word in words)
    return labels(lang)("list_separator_long" if holds else "list_separator")


def names_of(organisation: Organisation, elements: Sequence[Element], shown: int = _SHOWN) -> dict[str, str]:
    """The names of elements as one list in each language of the organisation."""
    names = [called(organisation, element) for element in elements]
    return enumeration(names, organisation.languages, shown)


def texts_of(organisation: Organisation, texts: Sequence[Text], shown: int = _SHOWN) -> dict[str, str]:
    """Texts as one list in each language of the organisation."""
    names = [{lang: plain(text, lang) for lang in organisation.languages} for text in texts]
    return enumeration(names, organisation.languages, shown)


def fields_of(kind: str, fields: Sequence[str]) -> dict[str, str]:
    """The labels of fields of a kind as one list in the languages of labels, none left out."""
    schema = kinds()[kind].schema
    names = [{lang: field_label(schema, field, lang) for lang in ("zh", "en")} for field in fields]
    return enumeration(names, ("zh", "en"), len(fields))
