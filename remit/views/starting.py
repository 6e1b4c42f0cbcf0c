"""A starting file for an entity: every field of its schema, the required ones open, the others as comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from remit.language.schemas import Kind, in_language, resolved

_EXAMPLES: Mapping[str, str] = {
    "text": "{zh: …, en: …}", "ref": "…", "performer": "post:…", "deliverable": "record:…", "timing": "{every: month, by: {day: 5}}",
    "target": "{at_least: 95}", "steps": "…",
}  # fmt: skip


def starting_file(kind: Kind) -> str:
    """The text of the file, with the help of the schema in both languages as comments."""
    lines = [f"# {in_language(kind.schema['description'], 'zh')}", f"# {in_language(kind.schema['description'], 'en')}"]
    required = kind.schema.get("required", ())
    for name, node in kind.schema["properties"].items():
        prefix = "" if name in required else "# "
        lines.append(f"{prefix}{name}: {_example(resolved(node))}  # {node.get('title', name)}")
    return "\n".join(lines) + "\n"


def _example(node: Mapping[str, Any]) -> str:
    if node.get("x-type"):
        return _EXAMPLES[node["x-type"]]
    if node.get("type") == "array":
        return f"[{_example(resolved(node['items']))}]"
    if node.get("type") == "object":
        return "{…}"
    if "enum" in node:
        return str(node["enum"][0])
    return {"boolean": "true", "integer": "1", "number": "1"}.get(node.get("type", ""), '"…"')
