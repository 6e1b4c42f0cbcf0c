"""The published organisation for a reader: documents filtered and linked anew, with the states that they really have.

The ledger keeps whole contents. In a copy an entry has the content that is shown, or none; so has its digest, because the
digest of something short can be guessed. What was approved stays approved, whatever of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from remit.audience.reader import Reader
from remit.audience.withhold import withheld
from remit.model import canonical
from remit.model.entities import Approval, Person
from remit.model.ledger import DocumentState
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.model.restricted import WHOLE
from remit.model.values import Entity
from remit.publish.published import Publication
from remit.source.document import Document


def nameless(working: Organisation, reader: Reader) -> Organisation:
    """The organisation with words in the place of the names of people; itself where it knows nobody."""
    people = working.all(Person)
    if not people:
        return working
    documents = {entity.ref: entity.origin.document for entity in working.entities()}
    for person in people:
        data: Any = person.origin.document.data
        rest = {key: value for key, value in data.items() if key != "note"}
        documents[person.ref] = replace(person.origin.document, data={**rest, "name": dict(reader.instead)})
    return _linked(documents, working.broken)


def shown(found: Publication, working: Organisation, reader: Reader) -> Publication:
    """What the reader may see of what is published; `working` is the organisation of the source."""
    documents = {entity.ref: entity.origin.document for entity in found.organisation.entities()}
    without = set(_unmarked(found, working))
    stays = [one for ref, one in documents.items() if ref not in without and one.kind != "rename"]
    entries = [one for one in stays if one.kind != "approval" or _document(one) in found.states]
    copies = withheld(entries, reader, dict(_marks(found, working)), without)
    lost = {ref for ref, state in found.states.items() if state.state == "coming" and not _kept(state, copies)}
    if lost:  # what is to come is known by its approval alone
        copies = withheld([one for ref, one in copies.items() if ref not in lost], reader, without=lost | without)
    contents = dict(_contents(found, copies))
    copies = {ref: _entry(one, found, contents, reader) for ref, one in copies.items()}
    copies |= dict(_readings(copies, documents))
    organisation = _linked(copies)
    states = {ref: _state(organisation, state, contents[ref]) for ref, state in found.states.items() if ref in copies}
    return Publication(organisation, states, {}, found.past)


def _linked(documents: Mapping[str, Document], broken: Iterable[str] = ()) -> Organisation:
    """The organisation of documents. Raises ValueError without the system file."""
    unread = [Document(*ref.partition(":")[::2], "", None) for ref in sorted(broken)]
    organisation, _ = link(documents.values(), [*documents.values(), *unread])
    if organisation is None:
        raise ValueError("the documents are without the system file")
    return organisation


def _unmarked(found: Publication, working: Organisation) -> Iterator[str]:
    """Documents that the source has no more: nothing says how confidential they are."""
    return (ref for ref in found.states if ref not in working.elements)


def _marks(found: Publication, working: Organisation) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Marks besides those in a published document: the classification that its source has now, and where the source has
    moved on, the marks of the day of its approval, since the source may no longer have what they protected."""
    for ref, state in found.states.items():
        source = working.elements[ref].origin.document if ref in working.elements else None
        if source is None or source is state.entity.origin.document:
            continue
        data: Any = source.data
        level = (data.get("control") or {}).get("classification")
        more = [(WHOLE, level)] if isinstance(level, str) else []
        yield ref, more + list(state.approval.marks.items() if state.approval is not None else ())


def _kept(state: DocumentState, copies: Mapping[str, Document]) -> bool:
    return state.approval is not None and state.approval.ref in copies


def _document(entry: Document) -> str:
    """The document that an entry of the ledger is about."""
    data: Any = entry.data
    return str(data["document"])


def _contents(found: Publication, copies: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """The content of each document as it is shown; the approved one to the letter where nothing of it is withheld."""
    first = found.organisation.languages[0]
    for ref, state in found.states.items():
        if ref in copies:
            whole = state.entity.origin.document
            text = state.content if copies[ref] is whole else canonical.content(copies[ref], first)
            same = text == state.content or text == canonical.content(whole, first)
            yield ref, state.content if same else text


def _entry(
    entry: Document,
    found: Publication,
    contents: Mapping[str, str],
    reader: Reader,
) -> Document:
    """An entry of the ledger with what is shown of the approved content: all of it, the part that is, or nothing."""
    if entry.kind != "approval":
        return entry
    data: Any = entry.data
    ref = _document(entry)
    state = found.states[ref]
    if data["digest"] == state.digest and contents[ref] == state.content:
        return entry
    content = next(iter(reader.instead.values()), "")
    if data["digest"] == state.digest:
        content = contents[ref]
    rest = {key: value for key, value in data.items() if key not in ("translations", "marks")}
    return replace(entry, data={**rest, "content": content, "digest": canonical.digest(content)})


def _readings(copies: Mapping[str, Document], documents: Mapping[str, Document]) -> Iterator[tuple[str, Document]]:
    """Acknowledgements with the digests that the contents which were read have now."""
    now: dict[tuple[str, str], str] = {}
    for ref, entry in copies.items():
        if entry.kind == "approval":
            before: Any = documents[ref].data
            after: Any = entry.data
            now[_document(entry), before["digest"]] = after["digest"]
    for ref, entry in copies.items():
        if entry.kind == "acknowledgement":
            data: Any = entry.data
            digest = now.get((_document(entry), data["digest"]), "")
            if digest and digest != data["digest"]:
                yield ref, replace(entry, data={**data, "digest": digest})


def _state(organisation: Organisation, state: DocumentState, content: str) -> DocumentState:
    entity = organisation.elements[state.entity.ref]
    if not isinstance(entity, Entity):
        raise TypeError(entity.ref)
    found = organisation.find(state.approval.ref) if state.approval is not None else None
    digest = state.digest if content == state.content else canonical.digest(content)
    return replace(
        state,
        entity=entity,
        content=content,
        digest=digest,
        approval=found if isinstance(found, Approval) else None,
        next=None,
        excerpt=digest != state.digest,
    )
