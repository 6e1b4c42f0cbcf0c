"""The canonical content of a document and its digest: what an approval holds for.

Every normative field that is present, in the authoritative language, keys sorted, NFC, white space folded. Comments,
layout, quoting and key order are not part of it; nor are fields the schema marks x-normative: false, nor the state.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

from remit.language.schemas import Schema, kinds, resolved
from remit.source.document import Document

CANON = 1
"""Version of the canonicalisation; an approval names the one it was made with."""


def content(document: Document, language: str) -> str:
    """The canonical text of a sound document: JSON with sorted keys, one value a line."""
    value = _object(kinds()[document.kind].schema, document.data, language)
    return written({"document": document.ref, **value}) + "\n"


def written(value: Any, line: str = "\n") -> str:
    """JSON with sorted keys, one value a line, as json.dumps writes it, which takes four times as long; `line` begins a line."""
    if isinstance(value, str):
        return quoted(value)
    inner = line + " "
    if isinstance(value, dict) and value:
        lines = [f"{quoted(key)}: {written(value[key], inner)}" for key in sorted(value)]
        return f"{{{inner}{f',{inner}'.join(lines)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([written(part, inner) for part in value])}{line}]"
    return json.dumps(value)


def digest(text: str) -> str:
    """sha256: and the hexadecimal digest of a canonical text."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _object(schema: Schema, data: Any, language: str) -> dict[str, Any]:
    properties: Mapping[str, Any] = schema.get("properties", {})
    found: dict[str, Any] = {}
    for key, value in data.items():
        node = resolved(properties[key]) if key in properties else {}
        if node.get("x-normative", True) and not (schema.get("x-class") == "Control" and key == "status"):
            found[key] = value_of(node, value, language)
    return found


def value_of(node: Schema, value: Any, language: str) -> Any:
    """The canonical form of a value of a field with this schema."""
    kind = node.get("x-type")
    if kind == "text" and isinstance(value, dict):
        return folded(value.get(language, next(iter(value.values()))))
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, list):
        item = resolved(node["items"]) if "items" in node else {}
        return [value_of(item, part, language) for part in value]
    if isinstance(value, dict):
        if "properties" in node:
            return _object(node, value, language)
        return {key: _union(part, language) for key, part in value.items()}
    return value


def _union(value: Any, language: str) -> Any:
    """A value inside a performer, a timing or a target: any map by language in it is a text."""
    if isinstance(value, dict):
        if language in value and all(isinstance(part, str) for part in value.values()):
            return folded(value[language])
        return {key: _union(part, language) for key, part in value.items()}
    if isinstance(value, list):
        return [_union(part, language) for part in value]
    return folded(value) if isinstance(value, str) else value


def folded(text: str) -> str:
    """A text with its white space folded: line breaks and indentation are layout."""
    return " ".join(text.split())
