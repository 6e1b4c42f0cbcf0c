"""The texts of a document in other languages than the first, by their place in its canonical content.

An approval holds for the first language alone; the ledger keeps the others beside it, so that an approved version can be
published in every language after its source has moved on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from remit.language.schemas import Schema, kinds, resolved
from remit.source.document import Document, Pointer

TEXTS_WITHIN = frozenset({"named", "on", "of", "before", "vague", "text"})
"""The keys under which a performer, a deliverable, a timing or a target holds a text."""


def address(pointer: Pointer) -> str:
    """A place as the ledger writes it (RFC 6901): /duties/0/text."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def texts(document: Document) -> Iterator[tuple[Pointer, str | Mapping[str, str]]]:
    """Every normative text of a sound document with its place, as it is written: a string or a map by language."""
    yield from _texts(kinds()[document.kind].schema, document.data, ())


def translations(document: Document, language: str) -> dict[str, dict[str, str]]:
    """The texts in other languages than `language`, by language and place; white space as it is written."""
    found: dict[str, dict[str, str]] = {}
    for pointer, text in texts(document):
        if isinstance(text, Mapping) and language in text:
            for other, words in text.items():
                if other != language:
                    found.setdefault(other, {})[address(pointer)] = words
    return {other: found[other] for other in sorted(found)}


def _texts(node: Schema, value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str | Mapping[str, str]]]:
    kind = node.get("x-type")
    if kind == "text":
        yield pointer, value
    elif kind in ("performer", "deliverable", "timing", "target", "ref"):
        yield from _within(value, pointer, is_text=kind == "deliverable" and not _is_record(value))
    elif isinstance(value, list):
        item = resolved(node["items"]) if "items" in node else {}
        for index, part in enumerate(value):
            yield from _texts(item, part, (*pointer, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            inner = resolved(node["properties"][key]) if key in node.get("properties", {}) else {}
            if inner.get("x-normative", True):
                yield from _texts(inner, part, (*pointer, key))


def _within(value: Any, pointer: Pointer, *, is_text: bool) -> Iterator[tuple[Pointer, str | Mapping[str, str]]]:
    """The texts inside a value that has several forms."""
    if isinstance(value, dict):
        if is_text and "named" not in value:
            yield pointer, value
            return
        for key, part in value.items():
            if key == "by":  # the due point of a timing: its `of` is no text
                continue
            yield from _within(part, (*pointer, key), is_text=key in TEXTS_WITHIN and not _is_record(part))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _within(part, (*pointer, index), is_text=False)
    elif isinstance(value, str) and is_text:
        yield pointer, value


def _is_record(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("record:")
