"""Documents to documents: everything above a reader's level is left out, and nothing that stays names what went.

What is withheld takes with it what is nothing without it, until nothing more goes. Filtering for one level and then for
another is filtering for the lower of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from remit.audience.copying import Copying, Gone
from remit.audience.reader import Reader
from remit.model.places import places, renamed
from remit.model.restricted import WHOLE, marks, paths
from remit.source.document import Document, Mark, Pointer

Marks = Mapping[str, Iterable[tuple[str, str]]]
"""By document, paths and levels that hold for it besides what it says itself."""

_TABLES = {"document_classes": "document-class", "duty_classes": "duty-class", "extra": "extra"}


def withheld(
    documents: Iterable[Document], reader: Reader, also: Marks | None = None, without: Iterable[str] = ()
) -> dict[str, Document]:
    """What the reader may see of sound documents, by reference; a document of which nothing goes is the same object.

    `also` are further marks; what refers to the documents `without` is treated as if they had been there and withheld.
    """
    every = {document.ref: document for document in documents}
    hidden = {ref: _hidden(document, reader, (also or {}).get(ref, ())) for ref, document in every.items()}
    gone = Gone({*every, *(name for document in every.values() for name in _names(document))}, set(without))
    for ref, pointers in hidden.items():
        if () in pointers:
            _leave(every[ref], [()], gone)
    made: dict[str, Copying] = {}
    while True:
        before = len(gone.names), len(gone.ids)
        for ref, document in every.items():
            if ref not in gone.names:
                made[ref] = copy = Copying(document, hidden[ref], gone, reader)
                _leave(document, [()] if copy.data is None else copy.left, gone)
        if (len(gone.names), len(gone.ids)) == before:
            break
    copies = {ref: copy for ref, copy in made.items() if ref not in gone.names}
    return _renumbered(copies, {ref: _document(copy) for ref, copy in copies.items()})


def _hidden(document: Document, reader: Reader, also: Iterable[tuple[str, str]]) -> frozenset[Pointer]:
    """The places that are withheld for their own level; the document itself is the place ()."""
    above = [path for path, level in (*marks(document.data), *also) if not reader.sees(level)]
    if not above:
        return frozenset()
    if WHOLE in above:
        return frozenset({()})
    known = paths(document.kind, document.data)
    return frozenset(pointer for path in above for pointer in known.get(path, ()))


def _names(document: Document) -> Iterator[str]:
    """The names of the elements of a document."""
    return (place.key for place in places(document.kind, document.ref, document.data) if place.defines)


def _leave(document: Document, left: Iterable[Pointer], gone: Gone) -> None:
    """Note the names of everything at and below places that went."""
    roots = set(left)
    if not roots:
        return
    data: Any = document.data
    if () in roots:
        gone.names.add(document.ref)
    for place in places(document.kind, document.ref, data):
        if place.defines and any(place.pointer[:depth] in roots for depth in range(len(place.pointer) + 1)):
            gone.names.add(place.key)
    for field, table in _TABLES.items() if document.kind == "system" else ():
        for index, entry in enumerate(data.get(field, ())):
            if not roots.isdisjoint({(), (field,), (field, index)}):
                gone.ids.add((table, entry["id"]))


def _document(copy: Copying) -> Document:
    """The copy as a document, each place with the line that it has in the file."""
    source = copy.document
    if copy.data == source.data:
        return source
    values: dict[Pointer, Mark] = dict(_marked(source.values, copy))
    return replace(source, data=copy.data, values=values, keys=dict(_marked(source.keys, copy)))


def _marked(places_: Mapping[Pointer, Mark], copy: Copying) -> Iterator[tuple[Pointer, Mark]]:
    left = set(copy.left)
    for pointer, mark in places_.items():
        if not any(pointer[:depth] in left for depth in range(len(pointer) + 1)):
            yield copy.place(pointer), mark


def _renumbered(copies: Mapping[str, Copying], documents: dict[str, Document]) -> dict[str, Document]:
    """The documents with references to elements whose address changed because one of the same id went."""
    now: dict[str, str] = {}
    for ref, copy in copies.items():
        if copy.left:
            now |= dict(_changed(copy, documents[ref]))
    if not now:
        return documents
    found = {}
    for ref, document in documents.items():
        data: Any = document.data
        changes = list(renamed(document.kind, ref, data, lambda name: now.get(name, name)))
        found[ref] = replace(document, data=_set(data, changes)) if changes else document
    return found


def _changed(copy: Copying, document: Document) -> Iterator[tuple[str, str]]:
    """Old and new address of elements of a copy."""
    source = copy.document
    left = set(copy.left)
    before = {
        copy.place(place.pointer): place.key
        for place in places(source.kind, source.ref, source.data)
        if place.defines and not any(place.pointer[:depth] in left for depth in range(len(place.pointer) + 1))
    }
    for place in places(document.kind, document.ref, document.data):
        if place.defines and before.get(place.pointer, place.key) != place.key:
            yield before[place.pointer], place.key


def _set(data: Any, changes: Iterable[tuple[Pointer, str]]) -> Any:
    """Data with some of its texts replaced."""
    below: dict[str | int, list[tuple[Pointer, str]]] = {}
    for pointer, text in changes:
        if not pointer:
            return text
        below.setdefault(pointer[0], []).append((pointer[1:], text))
    items = data.items() if isinstance(data, dict) else enumerate(data)
    made = {key: _set(part, below[key]) if key in below else part for key, part in items}
    return made if isinstance(data, dict) else list(made.values())
