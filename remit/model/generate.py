"""Generates remit/model/entities.py from the schemas: `python -m remit.model.generate`. A test fails on drift."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from remit.language.schemas import Schema, common_definitions, kinds, resolved

VALUE_TYPES = {
    "text": "Text",
    "deliverable": "Deliverable",
    "performer": "Performer",
    "timing": "Timing",
    "target": "Target",
}
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_HEADER = '''"""Generated from schemas/ by `python -m remit.model.generate`; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import field

from remit.model.values import Deliverable, Element, Entity, Performer, Ref, Target, Text, Timing
'''
_NESTED_REFS = {"duty": "Duty", "function": "Function | FunctionItem", "clause": "Clause"}


def attribute(name: str) -> str:
    """The Python attribute of a field: a trailing underscore where the name is a keyword or used by Element."""
    return f"{name}_" if keyword.iskeyword(name) or name in ("ref", "origin") else name


def class_name(schema: Schema) -> str:
    """The generated class of an object schema."""
    return str(schema["x-class"])


@cache
def class_schemas() -> Mapping[str, Schema]:
    """The object schema behind each generated class, by class name."""
    found: dict[str, Schema] = {}
    for schema in (*common_definitions().values(), *(kind.schema for kind in kinds().values())):
        _collect(schema, found)
    return found


def _collect(node: Schema, found: dict[str, Schema]) -> None:
    if node.get("x-type") in VALUE_TYPES:
        return
    if "x-class" in node:
        if node["x-class"] in found:
            return
        found[node["x-class"]] = node
        for part in node["properties"].values():
            _collect(resolved(part), found)
    elif node.get("type") == "array":
        _collect(resolved(node["items"]), found)


def source() -> str:
    """The whole generated module."""
    classes: dict[str, str] = {}
    for name, schema in sorted(common_definitions().items()):
        if "x-class" in schema and name not in VALUE_TYPES:
            _class(schema, "Element", classes)
    for kind in kinds().values():
        _class(kind.schema, "Entity", classes)
    by_kind = "\n".join(f'    "{name}": {class_name(kind.schema)},' for name, kind in kinds().items())
    every = "\n".join(f'    "{name}": {name},' for name in classes)
    table = f"\n\nBY_KIND: Mapping[str, type[Entity]] = {{\n{by_kind}\n}}\nBY_CLASS: Mapping[str, type[Element]] = {{\n{every}\n}}\n"
    return _HEADER + "".join(classes.values()) + table


def _class(schema: Schema, base: str, classes: dict[str, str]) -> str:
    name = class_name(schema)
    if name in classes:
        return name
    lines: list[str] = []
    for field_name, node in schema["properties"].items():
        if base == "Entity" and field_name == "kind":
            field_name = "kind_of"
        python = _annotation(resolved(node), classes)
        required = field_name in schema.get("required", ())
        lines.append(f"    {attribute(field_name)}: {_declared(python, required=required)}")
    doc = schema["title"] if base == "Entity" else "Part of an entity; its fields are described in the schema"
    classes[name] = (
        f'\n\nclass {name}({base}, frozen=True, eq=False, kw_only=True):\n    """{doc}."""\n\n'
        + "\n".join(lines)
        + "\n"
    )
    return name


def _declared(python: str, *, required: bool) -> str:
    if python.startswith("tuple["):
        return f"{python} = ()"
    if python.startswith("Mapping["):
        return f"{python} = field(default_factory=dict)"
    if python == "bool":
        return "bool = False"
    return python if required else f"{python} | None = None"


def _annotation(node: Schema, classes: dict[str, str]) -> str:
    kind: Any = node.get("x-type")
    if kind == "ref":
        return f"Ref[{_target(node.get('x-ref'))}]"
    if kind == "steps":
        return "tuple[str, ...]"
    if kind in VALUE_TYPES:
        return VALUE_TYPES[kind]
    if "x-class" in node:
        return _class(node, "Element", classes)
    if node.get("type") == "array":
        return f"tuple[{_annotation(resolved(node['items']), classes)}, ...]"
    if node.get("x-open"):
        return "Mapping[str, Any]"
    return _SCALARS[node["type"]]


def _target(kind: Any) -> str:
    if isinstance(kind, str) and kind in _NESTED_REFS:
        return _NESTED_REFS[kind]
    return class_name(kinds()[kind].schema) if isinstance(kind, str) and kind in kinds() else "Any"


def main() -> None:
    """Write the module beside this one."""
    Path(__file__).with_name("entities.py").write_text(source(), encoding="utf-8")


if __name__ == "__main__":
    main()
