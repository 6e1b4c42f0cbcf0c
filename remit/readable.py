"""What back ends can read of an edition: texts, files, states and findings, each with a digest; and the digest of all the rest.

All the rest, the ground, is what an organisation is but for its words: which entities there are, what they refer to, how their
documents stand. Where the ground is the same, the same things can be read, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from msgspec.json import encode

from remit.backends import Edition
from remit.cache.inputs import compiler
from remit.cache.standing import Things
from remit.diagrams.png import fonts
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.model.values import Entity, Text
from remit.office.pdf import font_files
from remit.source.document import Document

FOLLOWED: tuple[tuple[type, str], ...] = (
    (Text, "by_language"),
    (Document, "data"), (Document, "recorded"),
    (DocumentState, "content"), (DocumentState, "digest"),
    (DocumentState, "revising"), (DocumentState, "untranslated"),
    (Edition, "findings"), (Edition, "working"),
)  # fmt: skip
"""The fields that tell of being read. What any other field holds is in the ground."""

_Below = dict[Any, Any]


def things_of(edition: Edition) -> Things:
    """What can be read of the edition. What its organisations remember is forgotten: nobody knows what was read for it."""
    numbers: dict[int, int] = {}
    digests: list[bytes] = []
    ground = blake2b(digest_size=16)

    def add(thing: object, holds: object) -> None:
        if id(thing) not in numbers:
            numbers[id(thing)] = len(digests)
            digests.append(blake2b(encode(holds), digest_size=16).digest())

    def rest(*values: object) -> None:
        ground.update(
            encode(values, order="deterministic") + b"\n"
        )  # in which order fields are written does not matter

    for organisation in _organisations(edition):
        organisation.answers.clear()
        for state in states(organisation).values():
            add(state, _of(state))
            rest(*_rest_of(state))
        for known in organisation.answers.values():
            known.rests_on_nothing()  # the states say themselves when their content is read
        for text in organisation.texts:
            add(text, text.by_language)
        below = _texts_below(organisation.texts)
        for entity in organisation.entities():
            document = entity.origin.document
            add(document, (document.data, document.recorded))
            rest(document.ref, document.path, _but_texts(document.data, below.get(id(document), {})))
            rest([list(entries.items()) for entries in _open_fields(entity)])
        for loose in organisation.loose:
            rest(loose.kind, loose.text, loose.origin.document.ref, loose.origin.pointer)
        renames = organisation.renames
        rest(
            [(step.document.ref, step.document.data) for step in renames.steps],
            renames.digests,
            renames.roots,
            renames.last,
        )
        rest(sorted(organisation.broken))
    for state in _states(edition):
        add(state, _of(state))
        rest(*_rest_of(state))
    add(edition, (list(map(repr, edition.findings)), [(ref, one.digest) for ref, one in edition.working.items()]))
    rest(edition.as_of, edition.past, edition.reader.level, sorted(edition.reader.visible or ()), edition.reader.people)
    for version in (version for versions in edition.archive.values() for version in versions):
        rest(version.approval.ref, version.successor.ref, version.folder)
    rest(fonts(), font_files())
    for files in (edition.attachments, edition.templates):
        rest([(path, blake2b(data).hexdigest()) for path, data in sorted(files.items())])
    return Things(compiler(), ground.hexdigest(), numbers, digests)


def _organisations(edition: Edition) -> Iterable[Organisation]:
    """What is published, and what superseded versions stood in."""
    every = (edition.organisation, *(one.organisation for found in edition.archive.values() for one in found))
    return {id(organisation): organisation for organisation in every}.values()


def _states(edition: Edition) -> Iterator[DocumentState]:
    yield from edition.states.values()
    for versions in edition.archive.values():
        yield from (version.state for version in versions)


def _of(state: DocumentState) -> object:
    """What the fields of a state hold that tell of being read."""
    return state.digest, state.revising, state.untranslated


def _rest_of(state: DocumentState) -> Iterator[object]:
    """What the others hold."""
    yield from (state.entity.ref, state.state, state.since, state.excerpt)
    yield from (approval.ref if approval is not None else "" for approval in (state.approval, state.next))


def _open_fields(entity: Entity) -> Iterator[Mapping[str, Any]]:
    """The fields whose keys are the company's own: in which order these are written does matter."""
    for element in (entity, getattr(entity, "lint", None)):
        if element is not None:
            fields = (getattr(element, name) for name in element.__struct_fields__)
            yield from (field for field in fields if isinstance(field, Mapping))


def _texts_below(texts: Iterable[Text]) -> Mapping[int, _Below]:
    """By the id() of each document a tree of the keys that lead to its texts, with their links at the ends."""
    found: dict[int, _Below] = {}
    for text in texts:
        below = found.setdefault(id(text.origin.document), {})
        *path, last = text.origin.pointer
        for key in path:
            below = below.setdefault(key, {})
        below[last] = tuple(text.refs)
    return found


def _but_texts(data: Any, below: _Below | tuple[str, ...] | None) -> Any:
    """Data without the words of its texts."""
    if below is None:
        return data
    if isinstance(below, tuple):
        return ["named" if isinstance(data, dict) and "named" in data else "text", below]
    if isinstance(data, dict):
        return {key: _but_texts(value, below.get(key)) for key, value in data.items()}
    return [_but_texts(value, below.get(index)) for index, value in enumerate(data)]
