"""What a file in somebody's hands is: of which document and version, whether that is in force, and whether its words are
those that were made.

A file in force is made again and compared as a whole, so that renewing the seal inside it does not help; of a superseded
one the ledger tells what was approved, and the seal whether the words were changed afterwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from remit.backends import Edition
from remit.backends.paper import approvals_by_document, document_number
from remit.language.validate import validate
from remit.model import canonical
from remit.model.entities import Approval
from remit.model.ledger import DocumentState
from remit.model.link import link
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.office.properties import read_properties
from remit.office.reading import Line, ReadDocument, read_text
from remit.office.seal import PROPERTY, seal_of
from remit.office.unpacking import Package, UnreadableError, parse_part
from remit.registry import BACKENDS, Portion
from remit.source.document import Document
from remit.source.yaml_reader import parse
from remit.views.difference import Difference, Piece, differences
from remit.views.plain_sheet import lines
from remit.views.wording import plain

_MAKERS, _LONGEST = ("docProps/core.xml", "docProps/app.xml"), 1 << 20
_WORD_PART = b"word/document.xml"
_BACKENDS = {
    "post": "remit.backends.job_descriptions",
    "policy": "remit.backends.policy_documents",
    "record": "remit.backends.forms",
}
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
_SOURCE_LINE = re.compile(r"^\s*(?:- )?\S+  policies/\S+:\d+$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    `state` is that of the document's version: current, revision (in force, with a revision in preparation), coming
    (approved, not yet in force), draft, superseded, withdrawn, gone (no longer in the system), other-content (of a known document, but a text that nobody
    approved), pdf (a PDF other than those made now), likely (without identification, by what it prints), foreign, or unreadable.

    `words` says how its words are: same, other (made before something it prints has changed), altered, or unknown.
    `stretch` says between what the differences are: "file" from what is right now to the file, "versions" from the file's
    version to the one in force.
    """

    state: str
    words: str = "unknown"
    entity: Entity | None = None
    reference: str = ""
    version: str = ""
    language: str = ""
    digest: str = ""
    current: str = ""
    effective: str = ""
    approved: str = ""
    stretch: str = ""
    differences: tuple[Difference, ...] = ()
    tracked: tuple[Difference, ...] = ()
    problem: UnreadableError | None = None

    @property
    def holds(self) -> bool:
        """Whether the file is that of a version in force, with the words it was made with, and nothing is pending in it."""
        return self.state in ("current", "revision") and self.words == "same" and not self.tracked


def verify(edition: Edition, documents: Sequence[Document], data: bytes) -> Verdict:
    """The verdict on a file; `documents` are those the organisation was linked from."""
    if data.startswith(b"%PDF"):
        return _pdf(edition, data)
    try:
        hand = _InHand(data, read_properties(data), read_text(data) if _WORD_PART in data else None, _makers(data))
    except UnreadableError as error:
        return Verdict("unreadable", problem=error)
    verdict = _Verifying(edition, documents, hand).verdict()
    return replace(verdict, tracked=tuple(_tracked(hand.read))) if hand.read is not None else verdict


def _pdf(edition: Edition, data: bytes) -> Verdict:
    """A PDF is not read: it is in force where it is one that is made now, to the byte."""
    for lang in edition.organisation.languages:
        for path, made in _downloads(edition, lang):
            if path.endswith(".pdf") and made == data:
                return Verdict("current", "same", reference=path.rpartition("/")[2].removesuffix(".pdf"), language=lang)
    return Verdict("pdf")


def _downloads(edition: Edition, lang: str) -> Iterator[tuple[str, bytes]]:
    """The files made now that are of many documents or are no Word files, in one language."""
    for backend in BACKENDS:
        if backend.per_language and backend.owns.startswith("downloads") and backend.module not in _BACKENDS.values():
            yield from Portion(backend, lang).files(edition)


@dataclass(frozen=True, slots=True)
class _InHand:
    """A file with its properties, its words where it is a Word file, and what it says of who made it."""

    data: bytes
    properties: dict[str, str]
    read: ReadDocument | None
    makers: str


class _Verifying:
    """One file against one edition."""

    def __init__(self, edition: Edition, documents: Sequence[Document], hand: _InHand) -> None:
        self.edition, self.documents = edition, documents
        self.data, self.found, self.read, self.makers = hand.data, hand.properties, hand.read, hand.makers
        self.organisation: Organisation = edition.organisation
        self.ledger = approvals_by_document(self.organisation)
        lang = hand.properties.get("remit.language", "")
        self.lang = lang if lang in self.organisation.languages else self.organisation.languages[0]

    def verdict(self) -> Verdict:
        """What is to be said of the file; its digest is the one it has, also where its document has been renamed since."""
        found, digest = self._verdict(), self.found.get("remit.digest", "")
        return replace(found, digest=digest) if digest and found.digest else found

    def _verdict(self) -> Verdict:
        renames = self.organisation.renames
        reference = renames.current(self.found.get("remit.reference", ""))
        digest = self.found.get("remit.digest", "")
        digest = renames.digests.get(digest, digest)
        if not reference or not digest:
            return self._likely()
        about = Verdict(
            "foreign",
            reference=reference,
            version=self.found.get("remit.version", ""),
            language=self.found.get("remit.language", ""),
            digest=digest,
        )
        if not self._ours():
            return about
        if self.read is None or ":" not in reference:
            return self._bound(about)
        entity = self.organisation.find(reference)
        if not isinstance(entity, Entity):
            return self._gone(about)
        about = replace(about, entity=entity, words=self._sealed())
        state = self.edition.states.get(reference)
        if state is None:
            return self._without_approval(about, entity)
        return self._of(about, entity, state)

    def _ours(self) -> bool:
        """Whether the company's name stands in the file or its properties, in a language of the system."""
        lines = (*self.read.header, *self.read.body, *self.read.footer) if self.read is not None else ()
        text = "\n".join([self.makers, *(line.text for line in lines)])
        name = self.organisation.system.name
        return any(plain(name, lang) in text for lang in self.organisation.languages)

    def _bound(self, about: Verdict) -> Verdict:
        """Of a workbook or a file that binds many documents: against those that are made now under its name."""
        for _, data in _downloads(self.edition, self.lang):
            if data[:2] != b"PK" or (_WORD_PART in data) != (self.read is not None):
                continue
            found = read_properties(data)
            if found.get("remit.reference") != about.reference:
                continue
            entity = self.organisation.find(about.reference)
            about = replace(
                about,
                state="current" if found.get("remit.digest") == about.digest else "superseded",
                entity=entity if isinstance(entity, Entity) else None,
                current=found.get("remit.version", ""),
                words="same" if data == self.data else self._sealed(),
            )
            if self.read is None or about.state != "current":
                return about
            return self._beside(about, read_text(data))
        return replace(about, state="gone")

    def _sealed(self) -> str:
        """Whether the words are those that were made, as far as the seal in the file tells."""
        seal = self.found.get(PROPERTY, "")
        if not seal or self.read is None:
            return "unknown"
        return "same" if seal_of(self.read) == seal else "altered"

    def _gone(self, about: Verdict) -> Verdict:
        """Of a document that the system does not have: one that it had, or never."""
        approvals = self.ledger.get(about.reference, ())
        known = next((one for one in approvals if one.digest == about.digest), None)
        if not approvals:
            return replace(about, state="gone", words=self._sealed())
        return replace(
            about,
            state="gone",
            words=self._sealed(),
            version=(known.version if known else None) or about.version,
            approved=(known.approved.on if known else None) or "",
        )

    def _without_approval(self, about: Verdict, entity: Entity) -> Verdict:
        """Of what is not approved by itself, such as a form: the text there is now is the one that holds."""
        text = canonical.content(entity.origin.document, self.organisation.languages[0])
        now = str(getattr(entity, "version", None) or "")
        if canonical.digest(text) == about.digest:
            return self._compared(replace(about, state="current", current=now))
        return replace(about, state="superseded", current=now)

    def _of(self, about: Verdict, entity: Entity, state: DocumentState) -> Verdict:
        last = state.approval
        control = state.control
        now = (control.version if control else None) or ""
        about = replace(about, current=now)
        if state.state == "withdrawn":
            return replace(about, state="withdrawn")
        if last is not None:
            effective = last.effective or (control.effective if control else None) or last.approved.on
            about = replace(
                about, current=last.version or now, effective=effective or "", approved=last.approved.on or ""
            )
        if about.digest == state.digest:
            held = {"approved": "current", "revising": "revision", "coming": "coming"}.get(state.shown, "draft")
            return self._compared(replace(about, state=held, version=about.version or now))
        if state.next is not None and about.digest == state.next.digest:
            return replace(about, state="coming", effective=state.next.effective or state.next.approved.on or "")
        if (working := self.edition.working.get(about.reference)) is not None and about.digest == working.digest:
            return replace(about, state="draft")
        approved = next((one for one in self.ledger.get(entity.ref, ()) if one.digest == about.digest), None)
        if approved is None:
            return self._compared(replace(about, state="other-content"))
        about = replace(about, version=approved.version or about.version)
        if last is not None and approved.digest == last.digest:
            return replace(about, state="revision")
        return replace(
            about, state="superseded", stretch="versions", differences=self._between(entity, approved, state)
        )

    def _compared(self, about: Verdict) -> Verdict:
        """Against the file as it is made now: the same, made before something it prints has changed, or altered.

        That a revision is in preparation is printed, and does not make those copies invalid that were printed before.
        """
        right = self._again(self.edition, about.reference)
        if right is None:
            return about
        found = self._beside(about, right)
        state = self.edition.states.get(about.reference)
        if found.words == "same" or state is None or state.state != "approved":
            return found
        states = {**self.edition.states, about.reference: replace(state, revising=not state.revising)}
        other = self._again(replace(self.edition, states=states), about.reference)
        return self._beside(about, other) if other is not None and _words(other) == self._own_words() else found

    def _own_words(self) -> tuple[str, ...]:
        return _words(self.read) if self.read is not None else ()

    def _beside(self, about: Verdict, right: ReadDocument) -> Verdict:
        if self.read is None:
            return about
        changes = differences(_words(right), tuple(self._today(line) for line in _words(self.read)))
        if not changes:
            return replace(about, words="same")
        words = "other" if about.words == "same" and about.state != "other-content" else about.words
        words = "altered" if words == "unknown" else words
        return replace(about, words=words, stretch="file", differences=changes)

    def _today(self, line: str) -> str:
        """A line with the digest that its document has under the names of today."""
        old = self.found.get("remit.digest", "")
        now = self.organisation.renames.digests.get(old, old)
        return line.replace(_printed(old), _printed(now)) if old != now else line

    def _again(self, edition: Edition, reference: str) -> ReadDocument | None:
        """The document as it is made of an edition, in the language of the file."""
        module = _BACKENDS.get(reference.partition(":")[0])
        if module is None:
            return None
        files: dict[str, bytes] = import_module(module).render(edition, self.lang, only=reference)
        return read_text(next(iter(files.values()))) if files else None

    def _between(self, entity: Entity, approved: Approval, state: DocumentState) -> tuple[Difference, ...]:
        """From the approved content of the file's version to that in force, field by field."""
        now = state.approval.content if state.approval is not None else state.content
        return differences(self._sheet(entity, approved.content), self._sheet(entity, now))

    def _sheet(self, entity: Entity, content: str) -> tuple[str, ...]:
        """A content of the ledger in words: the organisation with the document as it was then."""
        data = json.loads(content)
        data.pop("document", None)
        own = entity.origin.document
        old = Document(own.kind, own.id, own.path, parse(json.dumps(data, ensure_ascii=False)).data)
        sound, _ = validate([old if one.ref == own.ref else one for one in self.documents])
        organisation, _ = link(sound, self.documents)
        found = organisation.find(own.ref) if organisation is not None else None
        if found is None:  # the language has moved on since: the bare content is still better than nothing
            return tuple(" ".join(line.split()) for line in content.splitlines())
        first = self.organisation.languages[0]
        every = lines(found, self.organisation.system, first)
        return tuple(" ".join(line.split()) for line in every if not _SOURCE_LINE.match(line))

    def _likely(self) -> Verdict:
        """Without identification: by the digest or the number that the file prints."""
        if self.read is None:
            return Verdict("foreign")
        text = "\n".join(line.text for line in (*self.read.header, *self.read.footer, *self.read.body))
        printed = set(_DIGEST.findall(text))
        for state in self.edition.states.values():
            digests = [state.digest, *(one.digest for one in self.ledger.get(state.entity.ref, ()))]
            digests += [old for old, now in self.organisation.renames.digests.items() if now in digests]
            whole = next((one for one in digests if _printed(one) in printed), None)
            if whole is not None:
                return self._by_print(state, self.organisation.renames.digests.get(whole, whole))
        header = {line.text for line in self.read.header}
        for state in self.edition.states.values():
            if document_number(state.entity) and document_number(state.entity) in header and self._ours():
                return self._by_print(state, "")
        return Verdict("foreign")

    def _by_print(self, state: DocumentState, digest: str) -> Verdict:
        """What it would be by what it prints, compared with what is right now where that is what it prints."""
        entity = state.entity
        approved = next((one for one in self.ledger.get(entity.ref, ()) if one.digest == digest), None)
        about = Verdict(
            "likely",
            entity=entity,
            reference=entity.ref,
            digest=digest,
            version=(approved.version if approved else None) or "",
            current=(state.control.version if state.control else None) or "",
        )
        self.lang = self._language()
        return self._compared(about) if digest in ("", state.digest) else about

    def _language(self) -> str:
        """The language whose name of the company stands at the head."""
        head = "\n".join(line.text for line in self.read.header) if self.read is not None else ""
        name = self.organisation.system.name
        return next((lang for lang in self.organisation.languages if plain(name, lang) in head), self.lang)


def _makers(data: bytes) -> str:
    """What the file says of who made it; the template of a company need not print its name. Raises UnreadableError."""
    package = Package(data)
    found: list[str] = []
    for part in _MAKERS:
        if part in package.names:
            parse_part(package.read(part, _LONGEST), part, lambda *_: None, characters=found.append)
            found.append("\n")
    return "".join(found)


def _printed(digest: str) -> str:
    """A digest as documents print it."""
    return digest.removeprefix("sha256:")[:12]


def _words(read: ReadDocument) -> tuple[str, ...]:
    """The lines that are compared, heads and feet first; what was inserted but not accepted counts as written."""
    return tuple(line.text for line in (*read.header, *read.footer, *read.body, *read.notes) if line.text)


def _tracked(read: ReadDocument) -> Iterable[Difference]:
    """Changes that somebody has marked in the file and nobody has accepted."""
    for line in (*read.header, *read.body, *read.notes, *read.footer):
        if line.inserted or line.deleted:
            yield _pending(line)


def _pending(line: Line) -> Difference:
    pieces = [Piece("removed", text) for text in line.deleted] + [Piece("added", text) for text in line.inserted]
    return tuple(pieces)
