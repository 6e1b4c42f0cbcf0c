"""Why a change weighs what it does: the table of templates/changes/grades.yaml, and what differs between two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from remit.change.likeness import alike, grams
from remit.change.model import Grade
from remit.language.schemas import Schema, in_language
from remit.lexicon import lexicon, longest_first, pattern
from remit.model.generate import class_schemas
from remit.resources import catalogue_data, templates_dir
from remit.views.difference import between

_MODALS = ("forbid", "oblige", "advise", "permit")
_DIGITS = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*%?")
_EQUAL = re.compile(r"[\W_]+")
_REWRITTEN = 0.4
_SAID = re.compile(r"[㐀-鿿]{2}|[A-Za-z]{2,}")
_SOMETHING = 2
"""Pairs of Chinese characters, or words, from which on something is said."""
_JUDGED = "wording"
"""The reason of a text that may turn out to be a weightier one."""


@cache
def table() -> Mapping[str, Any]:
    """The whole table."""
    found: Mapping[str, Any] = catalogue_data(templates_dir() / "changes" / "grades.yaml")
    return found


def grade_of(reason: str) -> Grade:
    """The grade that goes with a reason. Raises KeyError for one that is not in the table: a bug of ours."""
    found: Grade = table()["reasons"][reason]["grade"]
    return found


def field_reason(owner: str, field: str, schema: Schema) -> str:
    """The reason of a changed value that is not judged by its words."""
    fields = table()["fields"]
    return str(fields.get(f"{owner}.{field}") or fields.get(f"*.{field}") or table()["values"][_value(schema)])


def _value(schema: Schema) -> str:
    """What a field holds, as the table calls it."""
    kind = schema.get("x-type")
    if kind == "ref":
        target = schema.get("x-ref")
        return target if isinstance(target, str) and target in table()["values"] else "any"
    if kind is not None:
        return str(kind)
    for key, name in (("x-labels", "choice"), ("enum", "choice"), ("x-ref-local", "local")):
        if key in schema:
            return name
    shape = schema.get("x-format") or schema.get("format")
    if shape in ("duration", "date", "amount"):
        return str(shape)
    return str(schema.get("type", "string"))


def is_own(owner: str, field: str) -> bool:
    """Whether the table names the field itself, so that its reason holds for texts too."""
    return f"{owner}.{field}" in table()["fields"] or f"*.{field}" in table()["fields"]


def describes(owner: str, field: str) -> bool:
    """Whether texts of the field only describe."""
    return f"{owner}.{field}" in table()["described"]


def is_ordered(owner: str, field: str) -> bool:
    """Whether the order of entries that are no objects has a meaning."""
    return f"{owner}.{field}" in table()["ordered"]


def text_reason(owner: str, field: str, before: str, after: str, lang: str) -> str:
    """The reason of a text that reads otherwise in the first language."""
    if same_words(before, after):
        return "layout"
    own = field_reason(owner, field, {"x-type": "text"}) if is_own(owner, field) else ""
    own = "" if own == _JUDGED else own
    if own and grade_of(own) != "major":
        return own
    if demands(before, lang) != demands(after, lang):
        return own or "demand"
    if own:
        return own
    if describes(owner, field):
        return "description"
    if alike(grams(before), grams(after)) < _REWRITTEN:
        return "rewritten"
    return "content" if _put_in_or_left_out(before, after) else "wording"


def _put_in_or_left_out(before: str, after: str) -> bool:
    """Whether something stands in one text alone, with nothing in its place in the other."""
    kinds = between(before, after)
    for number, piece in enumerate(kinds):
        beside = {kinds[near].kind for near in (number - 1, number + 1) if 0 <= near < len(kinds)}
        if piece.kind != "same" and beside <= {"same"} and len(_SAID.findall(piece.text)) >= _SOMETHING:
            return True
    return False


def same_words(before: str, after: str) -> bool:
    """Whether two texts differ in punctuation, white space and capitals alone."""
    return _EQUAL.sub("", before).casefold() == _EQUAL.sub("", after).casefold() and _signs(before) == _signs(after)


def _signs(text: str) -> list[str]:
    """Signs and points that belong to a number: -5, 2.5."""
    return re.findall(r"(?<![\w])[-−±]\s*[0-9][0-9.,]*|[0-9]+[.,:][0-9]+|[<>≤≥%‰]", text)


def demands(text: str, lang: str) -> Mapping[str, int]:
    """What binds in a text, by number: figures, amounts in words, modal words by force, bounds, negations and or."""
    found = Counter(figure.replace(",", "") for figure in _DIGITS.findall(text))
    rest = _DIGITS.sub(" ", pattern("wording.no-modals", lang).sub(lambda word: _bound_alone(word[0], lang), text))
    for force in _MODALS:
        words = pattern(f"wording.modal-{force}", lang)
        found[force] += len(words.findall(rest))
        rest = words.sub(" ", rest)
    for name in ("counted-whole", "bounds", "junctions"):
        found.update(word.lower() for word in pattern(f"changes.{name}", lang).findall(rest))
        rest = pattern(f"changes.{name}", lang).sub(" ", rest)
    found.update(_actions(lang).findall(rest.lower()))
    found.update(word.lower() for word in _numerals(lang).findall(rest))
    found.update(word.lower() for word in pattern("changes.negations", lang).findall(rest))
    return +found


def _bound_alone(word: str, lang: str) -> str:
    """A word that only looks modal is none; but 不得低于 is a bound."""
    return next((one for one in longest_first("changes.bounds", lang) if word.endswith(one)), " ")


@cache
def _actions(lang: str) -> re.Pattern[str]:
    """What a step or a duty may be, by the labels of the schema: to review is not to approve. English verbs by their stem."""
    schemas = class_schemas()
    found = {
        in_language(label, lang)
        for name, field in (("Step", "action"), ("Duty", "role"))
        for label in schemas[name]["properties"][field]["x-labels"].values()
    }
    if lang == "zh":
        return re.compile("|".join(sorted(found)))
    return re.compile(rf"\b({'|'.join(sorted(word.removesuffix('e') for word in found))})(?:e|es|ed|s|ing)?\b")


@cache
def _numerals(lang: str) -> re.Pattern[str]:
    if lang != "zh":
        return pattern("changes.numerals", lang)
    digits = "".join(lexicon("changes.numerals", lang))
    counted = "|".join(re.escape(word) for word in longest_first("wording.measures", lang))
    return re.compile(rf"[{digits}]+(?={counted}|[人份名项级类个家种])")
