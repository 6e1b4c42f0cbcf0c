"""What a value that does not fit its schema can only have meant: the fixes of validation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from remit.language.nearest import certain, narrow
from remit.language.schemas import Schema, in_language, resolved

_NONE = ("", "")
_DATE = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})日?")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_TRUTH = {
    "yes": "true",
    "on": "true",
    "true": "true",
    "是": "true",
    "no": "false",
    "off": "false",
    "false": "false",
    "否": "false",
}
_PERFORMERS = ("post", "role", "unit", "external", "group", "meeting")


def correction(error: Any, whole: Schema, known: Collection[str]) -> tuple[str, str]:
    """Action and text of the edit that mends an error at its own value; two empty texts where no answer is certain.

    `whole` is the schema of the file's kind; `known` are the references of all files, such as post:buyer.
    """
    value: Any = error.instance
    if error.validator == "type":
        return _typed(str(error.validator_value), value)
    if not isinstance(value, str):
        return _NONE
    schema = {**resolved(error.schema), **_field(whole, error.absolute_path)}
    meant = _chosen(schema, value) if error.validator == "enum" else _formatted(schema, value, known)
    return ("replace", meant) if meant and meant != value else _NONE


def _field(schema: Schema, pointer: Iterable[str | int]) -> Schema:
    """What a field says of itself beside the shared type it has, such as the kind that it refers to."""
    for part in pointer:
        schema = resolved(schema)
        inner = schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
        if inner is None:
            return {}
        schema = inner
    return {key: value for key, value in schema.items() if key.startswith("x-")}


def _typed(expected: str, value: object) -> tuple[str, str]:
    """A number or truth value written as text, or the other way round."""
    if expected == "string" and isinstance(value, int) and not isinstance(value, bool):
        return "replace", str(value)
    if not isinstance(value, str):
        return _NONE
    text = narrow(value)
    if expected == "boolean":
        return "literal", _TRUTH.get(text.lower(), "")
    number = _NUMBER.fullmatch(text)
    if number and (expected == "number" or (expected == "integer" and not number[1])):
        return "literal", text
    return _NONE


def _chosen(schema: Schema, value: str) -> str:
    """One of a few values: by its spelling, or by what it is called in a language."""
    options = [str(option) for option in schema["enum"]]
    labels = schema.get("x-labels", {})
    called = [
        option
        for option in options
        if value in {in_language(labels.get(option, ""), lang) for lang in ("zh", "en")} - {""}
    ]
    return called[0] if len(called) == 1 else certain(value, options)


def _formatted(schema: Schema, value: str, known: Collection[str]) -> str:
    text = narrow(value)
    if schema.get("format") == "date":
        return _day(text)
    if schema.get("x-type") == "performer":
        ident = _slug(text)
        found = [ref for ref in (ident, *(f"{kind}:{ident}" for kind in _PERFORMERS)) if ref in known]
        return found[0] if len(found) == 1 else ""
    if schema.get("x-type") == "ref":
        ident, kind = _slug(text), schema.get("x-ref")
        entity = ident.partition("/")[0]
        whole = entity if ":" in entity else f"{_FILE.get(str(kind), kind)}:{entity}"
        return ident if whole in known else ""
    pattern = schema.get("pattern")
    return text if pattern and re.search(pattern, text) else ""


# A reference to an element of these kinds begins with the id of the entity that holds it.
_FILE = {"duty": "post", "function": "unit"}


def _slug(text: str) -> str:
    return text.lower().replace("_", "-").replace(" ", "-")


def _day(text: str) -> str:
    """A day written year first, with other signs or without leading zeros."""
    found = _DATE.fullmatch(text)
    if not found or {"-": "-", "/": "/", ".": ".", "年": "月"}[found[2]] != found[4]:
        return ""
    try:
        return date(int(found[1]), int(found[3]), int(found[5])).isoformat()
    except ValueError:
        return ""
