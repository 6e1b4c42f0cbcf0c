"""validate: documents held against their schemas; the Rust validator accepts fast, jsonschema words what fails."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

import jsonschema_rs

from remit.diagnostics import Diagnostic, Edit
from remit.language.corrections import correction
from remit.language.nearest import certain
from remit.language.schemas import Schema, in_both, in_language, kinds, resolved
from remit.source.document import Document, Pointer

_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


@cache
def _fast(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(kinds()[kind].schema), validate_formats=True)


def is_sound(kind: str, data: object) -> bool:
    """Whether data is well-formed by the schema of its kind."""
    return _fast(kind).is_valid(data)


def validate(documents: Iterable[Document]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents that are well-formed, and what is wrong with the others."""
    sound: list[Document] = []
    findings: list[Diagnostic] = []
    known = {document.ref: document for document in documents}
    for document in known.values():
        if document.data is None:
            continue
        if is_sound(document.kind, document.data):
            sound.append(document)
        else:
            findings += _Explainer(document, known.keys()).explain()
    return sound, findings


class _Explainer:
    """Words what is wrong with one document, one finding a cause."""

    def __init__(self, document: Document, known: Collection[str]) -> None:
        self.document, self.known = document, known
        self.schema = kinds()[document.kind].schema

    def explain(self) -> list[Diagnostic]:
        from jsonschema import Draft202012Validator

        findings: list[Diagnostic] = []
        checker = Draft202012Validator.FORMAT_CHECKER
        for error in Draft202012Validator(dict(self.schema), format_checker=checker).iter_errors(self.document.data):
            findings += self._error(error)
        if not findings:
            found = next(iter(_fast(self.document.kind).iter_errors(self.document.data)))
            findings.append(self._finding("bad-format", tuple(found.instance_path), {"expected": "", "value": ""}))
        return _once(findings)

    def _finding(
        self,
        name: str,
        pointer: Pointer,
        params: dict[str, object],
        *,
        key: bool = False,
        fix: tuple[str, str] = ("", ""),
    ) -> Diagnostic:
        """`fix` is the action and the text of the edit that mends it; no text, no fix."""
        span, shown = self.document.span(pointer, key=key), {"field": _dotted(pointer), **params}
        edits = (Edit(self.document.path, fix[0], pointer, fix[1]),) if fix[1] else ()
        return Diagnostic(name, span, self._subject(pointer), shown, fix=edits)

    def _subject(self, pointer: Pointer) -> str:
        """The reference of the innermost element with an id that holds the pointer."""
        node: Any = self.document.data
        ref = self.document.ref
        for part in pointer:
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(node, dict) and isinstance(node.get("id"), str):
                ref += f"/{node['id']}"
        return ref

    def _error(self, error: Any) -> Iterator[Diagnostic]:
        pointer: Pointer = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            yield from self._unknown_keys(error, pointer)
        elif "propertyNames" in error.relative_schema_path:
            yield from self._language(str(error.instance), pointer)
        elif error.validator == "required":
            name = next(
                name for name in error.validator_value if name not in error.instance and f"'{name}'" in error.message
            )
            label = error.schema.get("properties", {}).get(name, {}).get("title", name)
            yield self._finding("missing-field", pointer, {"missing": name, "label": in_both(label)})
        elif error.validator in ("oneOf", "anyOf"):
            yield from self._alternatives(error, pointer)
        else:
            yield self._simple(error, pointer)

    def _language(self, key: str, pointer: Pointer) -> Iterator[Diagnostic]:
        """A key beside zh and en; half a text that was cut at a comma is reported for its missing value instead."""
        node: Any = self.document.data
        for part in pointer:
            node = node[part]
        if node[key] is not None:
            yield self._finding("unknown-language", (*pointer, key), {"value": key[:60]}, key=True)

    def _simple(self, error: Any, pointer: Pointer) -> Diagnostic:
        value = error.instance
        if error.validator in ("minLength", "pattern") and not value.strip():
            return self._finding("empty-value", pointer, {})
        if error.validator == "type":
            return self._wrong_type(error.validator_value, value, pointer, correction(error, self.schema, self.known))
        if error.validator == "enum":
            options = [str(option) for option in error.validator_value]
            near = get_close_matches(str(value), options, 1, 0.5)
            return self._finding(
                "unknown-value",
                pointer,
                {"value": _shown(value), "nearest": near[0] if near else "", "options": ", ".join(options)},
                fix=correction(error, self.schema, self.known),
            )
        if error.validator in ("pattern", "format"):
            return self._finding(
                "bad-format",
                pointer,
                {
                    "value": _shown(value),
                    "expected": in_both(error.schema.get("title", "")),
                    "help": in_both(error.schema.get("description", "")),
                },
                fix=correction(error, self.schema, self.known),
            )
        return self._finding(
            "out-of-bounds",
            pointer,
            {"value": _shown(value), "limit": str(error.validator_value), "bound": error.validator},
        )

    def _wrong_type(
        self, expected: Any, value: object, pointer: Pointer, fix: tuple[str, str] = ("", "")
    ) -> Diagnostic:
        if (
            value is None
            and pointer
            and isinstance(pointer[-1], str)
            and (" " in pointer[-1] or not pointer[-1].isascii())
        ):
            return self._finding("comma-in-unquoted-text", pointer, {"value": pointer[-1][:60]}, key=True)
        if value is None:
            return self._finding("empty-value", pointer, {})
        return self._finding(
            "wrong-type",
            pointer,
            {"value": _shown(value), "expected": str(expected), "found": _TYPES.get(type(value), "")},
            fix=fix,
        )

    def _unknown_keys(self, error: Any, pointer: Pointer) -> Iterator[Diagnostic]:
        known = list(error.schema.get("properties", {}))
        for key in error.instance:
            if key in known:
                continue
            here = (*pointer, key)
            if error.instance[key] is None and (" " in key or not key.isascii()):
                yield self._finding("comma-in-unquoted-text", here, {"value": key[:60]}, key=True)
                continue
            free = [name for name in known if name not in error.instance]
            near = get_close_matches(key, free or known, 1, 0.6)
            yield self._finding(
                "unknown-key",
                here,
                {"key": key[:80], "nearest": near[0] if near else "", "known": ", ".join(known)},
                key=True,
                fix=("rename", certain(key, free)),
            )

    def _alternatives(self, error: Any, pointer: Pointer) -> Iterator[Diagnostic]:
        """The branch that the author most likely meant: the one whose type fits and that failed deepest."""
        by_branch: dict[int, list[Any]] = {}
        for inner in error.context:
            by_branch.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [
            errors for errors in by_branch.values() if not any(e.validator == "type" and not e.path for e in errors)
        ]
        if isinstance(error.instance, dict):
            fitting.sort(key=lambda errors: (_foreign_keys(errors), len(errors)))
        if not fitting:
            schema = resolved(error.schema)
            if error.instance is None:
                yield self._wrong_type("", None, pointer)
                return
            yield self._finding(
                "wrong-shape",
                pointer,
                {
                    "value": _shown(error.instance),
                    "expected": in_both(schema.get("title", "")),
                    "help": in_both(schema.get("description", "")),
                },
            )
            return
        for inner in fitting[0]:
            blank = isinstance(inner.instance, str) and not inner.instance.strip()
            if (
                inner.validator == "pattern"
                and not inner.path
                and "propertyNames" not in inner.schema_path
                and not blank
            ):
                schema = resolved(error.schema)
                yield self._finding(
                    "bad-format",
                    pointer,
                    {
                        "value": _shown(error.instance),
                        "expected": in_both(schema.get("title", "")),
                        "help": in_both(schema.get("description", "")),
                    },
                    fix=correction(error, self.schema, self.known),
                )
            else:
                yield from self._error(inner)


def _foreign_keys(errors: list[Any]) -> int:
    """How badly a branch fits a mapping: a missing required key first, then keys that it does not know."""
    missing = sum(2 for error in errors if error.validator == "required" and not error.path)
    foreign = [error for error in errors if error.validator == "additionalProperties" and not error.path]
    return missing + sum(len(error.instance.keys() - error.schema.get("properties", {}).keys()) for error in foreign)


def _once(findings: list[Diagnostic]) -> list[Diagnostic]:
    """A misspelt required key is one slip: that the right one is missing is not reported beside it."""
    meant = {
        (str(f.params["field"]).rpartition(".")[0], f.params["nearest"]) for f in findings if f.name == "unknown-key"
    }
    return [f for f in findings if f.name != "missing-field" or (f.params["field"], f.params["missing"]) not in meant]


def _dotted(pointer: Pointer) -> str:
    return re.sub(r"\.\[", "[", ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in pointer))


def _shown(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"


def field_label(schema: Schema, name: str, lang: str) -> str:
    """The label of a field of `schema` in a language; the key itself where the schema has none."""
    title = schema.get("properties", {}).get(name, {}).get("title", name)
    return in_language(title, lang)
