"""The schemas as one registry: the single definition of every field, its labels, references and normativity."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from remit.resources import schemas_dir

Schema = Mapping[str, Any]
_COMMON = "common.json#/$defs/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of the language: its folder, its schema with shared definitions inlined as #/$defs."""

    name: str
    folder: str
    schema: Schema
    is_document: bool

    def label(self, lang: str) -> str:
        """The kind's name for people."""
        return in_language(self.schema["title"], lang)


def in_language(bilingual: str, lang: str) -> str:
    """The part of a "中文 | English" label of the schemas in `lang` (zh, else English)."""
    zh, _, en = bilingual.partition(" | ")
    return zh if lang == "zh" or not en else en


def in_both(bilingual: str) -> dict[str, str]:
    """A "中文 | English" label of the schemas by language, as the parameter of a finding."""
    return {lang: in_language(bilingual, lang) for lang in ("zh", "en")}


@cache
def common_definitions() -> Schema:
    """Shared definitions (text, reference, performer, timing …) by name, with local references."""
    definitions: Schema = _localised(json.loads((schemas_dir() / "common.json").read_text("utf-8")))["$defs"]
    return definitions


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by name, in alphabetical order, system included."""
    found: dict[str, Kind] = {}
    for path in sorted(schemas_dir().glob("*.json")):
        if path.name == "common.json":
            continue
        schema = _localised(json.loads(path.read_text("utf-8")))
        schema["$defs"] = common_definitions()
        del schema["$id"]
        name = schema["x-kind"]
        found[name] = Kind(name, schema["x-folder"], schema, bool(schema.get("x-document")))
    return found


@cache
def folders() -> Mapping[str, str]:
    """Kind by folder name under policies/."""
    return {kind.folder: name for name, kind in kinds().items() if kind.folder}


_resolved: dict[int, tuple[Schema, Schema]] = {}
"""What a node means, by its identity; the node is kept with it, so that no other comes to have the same."""


def resolved(node: Schema) -> Schema:
    """A schema node with its reference to a shared definition followed; keywords beside the reference win."""
    if "$ref" not in node:
        return node
    known = _resolved.get(id(node))
    if known is None:
        target: Schema = common_definitions()[node["$ref"].rpartition("/")[2]]
        known = node, {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        _resolved[id(node)] = known
    return known[1]


def _localised(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _local_ref(value) if key == "$ref" else _localised(value) for key, value in node.items()}
    return [_localised(item) for item in node] if isinstance(node, list) else node


def _local_ref(ref: str) -> str:
    return ref.replace(_COMMON, "#/$defs/")
