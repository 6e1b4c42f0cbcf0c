"""An entry that stands twice in one list: the same column, task, agenda item, link of a chain, risk or table row.

Why: nobody knows whether one was meant to say something else; a form asks twice, a chain signs twice.

Example: two columns “Keeper” in one ledger, or the same review twice in a chain of approval.

Instead: take the second one out, or write what it was meant to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.json import encode

from remit.diagnostics import Diagnostic, Edit, Related
from remit.evidence.memory import kept
from remit.evidence.running_text import element_at
from remit.model.organisation import Organisation
from remit.model.values import INLINE, Entity, Origin
from remit.source.document import Pointer
from remit.views.wording import name_of

_SHOWN = 40


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Items of a list that equal an earlier one but for their id; references twice in a list are the linker's to tell."""
    for entity in organisation.entities():
        if entity.kind != "approval":
            for pointer, items in _lists(entity.origin.document.data, ()):
                yield from _list(organisation, entity, pointer, items)


def _lists(data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, list[Any]]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if not isinstance(value, str):
                yield from _lists(value, (*pointer, key))
    elif isinstance(data, list):
        # The cells of a table row may well be equal; its rows may not.
        if len(data) > 1 and not (len(pointer) > 1 and pointer[-2] == "rows"):
            yield pointer, data
        for index, value in enumerate(data):
            if not isinstance(value, str):
                yield from _lists(value, (*pointer, index))


@kept
def _references(organisation: Organisation) -> frozenset[tuple[str, Pointer]]:
    """Where references stand."""
    return frozenset((ref.origin.document.path, ref.origin.pointer) for ref in organisation.refs)


def _list(organisation: Organisation, entity: Entity, pointer: Pointer, items: list[Any]) -> Iterator[Diagnostic]:
    document = entity.origin.document
    seen: dict[str | bytes, int] = {}
    for index, item in enumerate(items):
        place = (*pointer, index)
        first = seen.setdefault(_said(item), index)
        # A text with links in it is no reference, though references stand in it.
        is_plain = isinstance(item, str) and "{" not in item
        if first != index and not (is_plain and (document.path, place) in _references(organisation)):
            shown = {lang: _linked(organisation, _words(item, lang), lang) for lang in organisation.languages}
            subject = element_at(organisation, Origin(document, place))
            related = (Related(document.span((*pointer, first)), "other-place"),)
            edit = Edit(document.path, "remove", place)
            yield Diagnostic("entry-repeated", document.span(place), subject.ref, {"entry": shown}, related, (edit,))


def _said(item: Any) -> str | bytes:
    """An item without its id, written the same way whatever the order of its keys."""
    if isinstance(item, str):
        return item
    said = {key: value for key, value in item.items() if key != "id"} if isinstance(item, Mapping) else item
    return encode(said, order="deterministic")


def _linked(organisation: Organisation, text: str, lang: str) -> str:
    """A text with the names of what it links to, shortened."""

    def name(found: re.Match[str]) -> str:
        element = organisation.find(f"{found[1]}:{found[2]}")
        return found[3] or (name_of(element, lang) if element is not None else found[2])

    shown = INLINE.sub(name, text)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _words(item: Any, lang: str) -> str:
    """The words of an item in a language: its own text, else the first text in it."""
    if isinstance(item, Mapping):
        if lang in item:
            return _words(item[lang], lang)
        wanted = [item[key] for key in ("name", "text", "zh", "en") if key in item] or list(item.values())
        return _words(wanted[0], lang) if wanted else ""
    if isinstance(item, list):
        return _words(item[0], lang) if item else ""
    return str(item)
