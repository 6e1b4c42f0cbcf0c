"""Changes in words, in both languages: what an element is called, what a value reads, what is told of an entry that comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from remit.change.model import LANGUAGES, Change, Words
from remit.language.schemas import Schema, in_language, kinds, resolved
from remit.model.generate import class_schemas
from remit.model.organisation import Organisation
from remit.resources import catalogue_data, templates_dir
from remit.source.document import Document
from remit.views.content_walk import Level, Place
from remit.views.value_words import TELLING, Setting, value_words
from remit.views.wording import amount_range, name_of

_LONG = 120
NAMED = {"zh": 24, "en": 56}
"""As many characters as name the place of a change; what came or went is told longer."""


@cache
def sentences() -> Mapping[str, Any]:
    """The catalogue of what changes are called."""
    found: Mapping[str, Any] = catalogue_data(templates_dir() / "changes" / "sentences.yaml")
    return found


def say(name: str, lang: str, /, **params: object) -> str:
    """The words of a dotted name of the catalogue, filled in."""
    found: Any = sentences()
    for part in name.split("."):
        found = found[part]
    return str(found[lang]).format(**params)


def both(name: str, /, **params: Words) -> dict[str, str]:
    """The same in both languages, each parameter in that language."""
    return {lang: say(name, lang, **{key: value[lang] for key, value in params.items()}) for lang in LANGUAGES}


def message(change: Change, lang: str) -> str:
    """What a change says; the words that differ in a text stand in its difference."""
    lang = lang if lang in LANGUAGES else "en"
    said = say(f"changes.{change.name}", lang, **{name: value[lang] for name, value in change.params.items()})
    where = change.where[lang]
    return _capital(say("words.within", lang, where=where, what=said) if where else said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def label(title: str) -> dict[str, str]:
    """A label of the schemas within a sentence: in English without a capital, but for abbreviations."""
    english = in_language(title, "en")
    lower = english if english[1:2].isupper() else english[:1].lower() + english[1:]
    return {"zh": in_language(title, "zh"), "en": lower}


def kind_words(kind: str) -> dict[str, str]:
    """What a kind is called within a sentence."""
    return label(str(kinds()[kind].schema["title"]))


def shortened(text: str, most: int = _LONG) -> str:
    """A text of a sentence, not too long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two contents of a file: its organisation, the other one for names that this lacks, and the file."""

    organisation: Organisation
    other: Organisation
    document: Document

    def words(self, schema: Schema, value: Any, level: Level | None = None, field: str = "") -> dict[str, str]:
        """A value in words; `level` is the object that it stands in."""
        return {lang: self._words(schema, value, level, field, lang) for lang in LANGUAGES}

    def binding(self, schema: Schema, value: Any) -> str:
        """A text in the first language, which binds, links as words and white space folded."""
        return " ".join(self._words(schema, value, None, "", self.organisation.languages[0]).split())

    def _words(self, schema: Schema, value: Any, level: Level | None, field: str, lang: str) -> str:
        owner = level.owner if level is not None else ""
        table = "duty" if (owner, field) == ("Assignment", "measures") else schema.get("x-ref-local", "")
        if table in _TABLES and value is not None:
            parts = value if isinstance(value, list) else [value]
            return say("words.separator", lang).join(self._local(table, part, lang) for part in parts)
        setting = Setting(self.organisation, self.document, self.other)
        if owner == "Assignment" and level is not None:
            setting = replace(setting, holder=self._kpi(level))
        return value_words(setting, schema, value, lang)

    def _kpi(self, level: Level) -> Any:
        ident = level.after.get("kpi") or level.before.get("kpi")
        ref = f"kpi:{ident}" if isinstance(ident, str) and ":" not in ident else str(ident)
        return self.organisation.find(ref) or self.other.find(ref)

    def _local(self, table: str, ident: str, lang: str) -> str:
        """What an element of the same file is called."""
        field, class_name = _TABLES[table]
        if table == "step" and ident == "end":
            return say("words.end", lang)
        data = self.document.data if isinstance(self.document.data, Mapping) else {}
        found = next((one for one in data.get(field, ()) if one.get("id") == ident), None)
        if found is not None:
            return self.called(class_schemas()[class_name], found)[lang]
        element = self.organisation.find(f"{self.document.ref}/{ident}")
        return name_of(element, lang) if element is not None else ident

    def called(self, schema: Schema, value: Any) -> dict[str, str]:
        """What an element is called: by its name, title or text, else by what tells it from others, else its id."""
        if not isinstance(value, Mapping) or "x-type" in schema:
            return {lang: shortened(words) for lang, words in self.words(schema, value).items()}
        properties = schema["properties"]
        fields = next(([name] for name in TELLING if name in value and name in properties), None)
        fields = fields or sentences()["called"].get(schema.get("x-class"), ())
        level = Level("", "", str(schema.get("x-class", "")), value, value)
        found = [
            self._range(value) if name == "up_to" else self.words(resolved(properties[name]), value[name], level, name)
            for name in fields
            if name in value or (name == "up_to" and "above" in value)
        ]
        if not found:
            return dict.fromkeys(LANGUAGES, str(value.get("id", "")))
        return {
            lang: shortened(say("words.separator", lang).join(one[lang] for one in found if one[lang]))
            for lang in LANGUAGES
        }

    def _range(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The amounts that a tier or a branch is for."""
        currency = self.organisation.system.currency
        bounds = value.get("above"), value.get("up_to")
        return {lang: amount_range(*bounds, lang, currency) for lang in LANGUAGES}

    def told(self, schema: Schema, value: Any) -> dict[str, str]:
        """What is told of an entry that came, in brackets; empty for nothing."""
        fields = sentences()["told"].get(schema.get("x-class"), ()) if isinstance(value, Mapping) else ()
        level = Level("", "", str(schema.get("x-class", "")), value, value) if fields else None
        parts: dict[str, list[str]] = {lang: [] for lang in LANGUAGES}
        for name in fields:
            if name in value:
                node = resolved(schema["properties"][name])
                words, title = self.words(node, value[name], level, name), label(str(node["title"]))
                for lang in LANGUAGES:
                    parts[lang].append(say("words.told_part", lang, label=title[lang], value=shortened(words[lang])))
        return {
            lang: say("words.told", lang, parts=say("words.told_separator", lang).join(found)) if found else ""
            for lang, found in parts.items()
        }


_TABLES = {
    "step": ("steps", "Step"),
    "stage": ("stages", "Stage"),
    "parameter": ("parameters", "Parameter"),
    "duty": ("duties", "Duty"),
}
"""Where the elements stand that ids of the same file refer to."""


def entry_words(
    side: Side, schema: Schema, value: Any, title: str, most: Mapping[str, int] | None = None
) -> dict[str, str]:
    """An entry of a list: what its class is called, and what it is called itself, in so many characters at most."""
    name = side.called(schema, value)
    if most is not None:
        name = {lang: shortened(words, most[lang]) for lang, words in name.items()}
    nouns = sentences()["nouns"]
    noun = nouns.get(schema.get("x-class")) or label(title)
    return both("words.element", noun=noun, name=name)


def where_words(side: Side, earlier: Side, levels: tuple[Level, ...]) -> dict[str, str]:
    """The element that something is in, from the outside in; empty for the entity itself."""
    found: list[Words] = []
    for level in levels[1:]:
        schema = class_schemas().get(level.owner, {})
        if level.owner in sentences()["nouns"]:
            own, data = (side, level.after) if level.after else (earlier, level.before)
            found.append(entry_words(own, schema, data, level.title, NAMED))
        elif level.title:
            found.append(label(level.title))
    return {lang: say("words.element_separator", lang).join(one[lang] for one in found) for lang in LANGUAGES}


def place_label(place: Place) -> dict[str, str]:
    """The label of the field of a place."""
    known: dict[str, str] | None = sentences()["labels"].get(f"{place.levels[-1].owner}.{place.field}")
    return known or (label(place.title) if place.title else dict.fromkeys(LANGUAGES, place.field))
