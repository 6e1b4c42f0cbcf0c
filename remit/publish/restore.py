"""The data of a document as it was approved: normative fields from the ledger, everything else from the source.

The ledger keeps the first language. The others come from the source where the text is the same as then, else from the texts
that the ledger keeps beside the content, else the first language stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from remit.language.schemas import Schema, kinds, resolved
from remit.model import canonical
from remit.model.translations import TEXTS_WITHIN, address, texts
from remit.source.document import Document, Pointer

_NOTHING: Any = object()
_SEVERAL_FORMS = ("performer", "deliverable", "timing", "target", "ref")


def restored(
    source: Document,
    content: Mapping[str, Any],
    translations: Mapping[str, Mapping[str, str]],
    languages: Sequence[str],
) -> tuple[Document, bool]:
    """The document with approved `content` for its normative fields, and whether another language lacks texts of it.

    `languages` are those of the system, the first one that of the content. Places in the file are lost with the text.
    """
    restoring = _Restoring(source, translations, languages)
    node = kinds()[source.kind].schema
    approved = {key: value for key, value in content.items() if key != "document"}
    data = restoring.mapping(node, approved, source.data, ())
    status = _status(source.data)
    if status and "control" in data:
        data["control"] = {**data["control"], "status": status}
    return Document(source.kind, source.id, source.path, data), restoring.untranslated


def _status(data: Any) -> str:
    control = data.get("control") if isinstance(data, dict) else None
    return str(control.get("status", "")) if isinstance(control, dict) else ""


class _Restoring:
    def __init__(
        self, source: Document, translations: Mapping[str, Mapping[str, str]], languages: Sequence[str]
    ) -> None:
        self.first, self.others = languages[0], languages[1:]
        self.recorded: dict[str, dict[str, str]] = {}
        for language, by_place in translations.items():
            for place, words in by_place.items():
                self.recorded.setdefault(place, {})[language] = words
        self.known: dict[str, Any] = {}
        for _, text in texts(source):
            written: str | None = text if isinstance(text, str) else text.get(self.first)
            if written is not None:
                self.known.setdefault(canonical.folded(written), text)
        self.untranslated = False

    def value(self, node: Schema, approved: Any, source: Any, pointer: Pointer, *, is_text: bool = False) -> Any:
        """One approved value; as the source has it where that says the same."""
        if source is not _NOTHING and canonical.value_of(node, source, self.first) == approved:
            return source
        kind = node.get("x-type")
        if isinstance(approved, str):
            plain = is_text or kind == "text" or kind == "deliverable"
            return self.text(approved, pointer) if plain and not approved.startswith("record:") else approved
        if isinstance(approved, list):
            return self.items(node, approved, source, pointer)
        if isinstance(approved, dict):
            if "properties" in node and kind not in _SEVERAL_FORMS:
                return self.mapping(node, approved, source, pointer)
            return self.form(approved, source, pointer)
        return approved

    def form(self, approved: Mapping[str, Any], source: Any, pointer: Pointer) -> dict[str, Any]:
        """A value of several forms, such as a performer or a timing, whose due point holds no text."""
        there = source if isinstance(source, dict) else {}
        return {
            key: part
            if key == "by"
            else self.value({}, part, there.get(key, _NOTHING), (*pointer, key), is_text=key in TEXTS_WITHIN)
            for key, part in approved.items()
        }

    def mapping(self, node: Schema, approved: Mapping[str, Any], source: Any, pointer: Pointer) -> dict[str, Any]:
        """The approved fields, and those of the source that an approval does not hold for."""
        there = source if isinstance(source, dict) else {}
        properties: Mapping[str, Any] = node.get("properties", {})
        found: dict[str, Any] = {}
        for key, part in approved.items():
            inner = resolved(properties[key]) if key in properties else {}
            found[key] = self.value(inner, part, there.get(key, _NOTHING), (*pointer, key))
        for key, part in there.items():
            if key in properties and not resolved(properties[key]).get("x-normative", True):
                found[key] = part
        return found

    def items(self, node: Schema, approved: list[Any], source: Any, pointer: Pointer) -> list[Any]:
        """The approved entries, each beside its own in the source: by id, else the same, else as many in the same place."""
        inner = resolved(node["items"]) if "items" in node else {}
        there: list[Any] = source if isinstance(source, list) else []
        own = {item["id"]: item for item in there if isinstance(item, dict) and isinstance(item.get("id"), str)}
        same = {repr(canonical.value_of(inner, item, self.first)): item for item in reversed(there)}
        found = []
        for index, part in enumerate(approved):
            beside = there[index] if len(there) == len(approved) else _NOTHING
            beside = same.get(repr(part), beside)
            if isinstance(part, dict) and isinstance(part.get("id"), str):
                beside = own.get(part["id"], _NOTHING)
            found.append(self.value(inner, part, beside, (*pointer, index)))
        return found

    def text(self, approved: str, pointer: Pointer) -> Any:
        """An approved text by language."""
        found = self.known.get(approved)
        if found is None:
            found = {self.first: approved, **self.recorded.get(address(pointer), {})}
        there = set(found) if isinstance(found, Mapping) else {self.first}
        self.untranslated = self.untranslated or not there.issuperset(self.others)
        return found
