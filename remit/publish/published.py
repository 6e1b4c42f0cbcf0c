"""The organisation as it is published on a day: every document in the version that is in force, and the versions before it.

Non-documents (units, records, meetings, the system itself) are approved by nobody and come from the source as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict

from remit.language.schemas import kinds
from remit.language.validate import validate
from remit.model.entities import Approval
from remit.model.ledger import DocumentState, approved_data, states
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.publish.dangling import has_dangling, linked
from remit.publish.restore import restored
from remit.publish.timeline import ends, holds_for, start, timelines
from remit.source.document import Document


@dataclass(frozen=True, slots=True)
class Superseded:
    """A version that was in force before: its approval, the one that took its place, its state, the organisation it stood in.

    `folder` tells it apart from the other versions of its document: the version, else the day of its approval.
    """

    approval: Approval
    successor: Approval
    state: DocumentState
    organisation: Organisation
    folder: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: the organisation, the state of each of its documents, and by document the superseded versions.

    `past` is whether the ledger has approvals after the day, so that the source is later than it.
    """

    organisation: Organisation
    states: Mapping[str, DocumentState]
    archive: Mapping[str, tuple[Superseded, ...]]
    past: bool


def published(working: Organisation, as_of: str = "", unnamed: Mapping[str, str] | None = None) -> Publication:
    """The system in force on the day `as_of` (YYYY-MM-DD; empty: after everything that the ledger has).

    Where every document is as it was approved, `organisation` is `working` itself. With `unnamed`, words by language, what
    is no more is called so wherever it is named still, and superseded versions are left out: nobody knows how confidential
    it was.
    """
    return _Publishing(working, as_of, unnamed).publication()


class _Flags(TypedDict, total=False):
    """What only the state of a published document says."""

    revising: bool
    next: Approval | None
    untranslated: bool
    since: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What stands for a document: its data, and its state but for the entity, which is linked later."""

    document: Document
    content: str
    digest: str
    approval: Approval | None
    state: str
    flags: _Flags = field(default_factory=_Flags)


class _Publishing:
    def __init__(self, working: Organisation, as_of: str, unnamed: Mapping[str, str] | None) -> None:
        self.working, self.as_of, self.unnamed = working, as_of, unnamed
        self.past = bool(as_of) and any((one.approved.on or "") > as_of for one in working.all(Approval))
        self.register = states(working)
        self.ledger = timelines(working, as_of)
        self.ends = ends(working, self.ledger)

    def publication(self) -> Publication:
        """The published organisation, linked anew only where it is not the working one."""
        chosen = {ref: self._chosen(state) for ref, state in self.register.items()}
        chosen |= {one.document.ref: one for one in self._gone()}
        documents = {entity.ref: entity.origin.document for entity in self.working.entities()}
        changed = documents | {ref: one.document for ref, one in chosen.items()}
        for approval in self._hidden(chosen):
            del changed[approval.ref]
        same = changed.keys() == documents.keys() and all(changed[ref] is own for ref, own in documents.items())
        if same and not has_dangling(self.working):
            organisation = self.working
        else:
            organisation, changed = linked(changed.values(), self.working, self.ledger, self.unnamed)
        found = {ref: _state(organisation, one) for ref, one in chosen.items()}
        ordered = {entity.ref: found[entity.ref] for entity in organisation.entities() if entity.ref in found}
        archive = self._archive(changed, organisation) if self.unnamed is None else {}
        return Publication(organisation, ordered, archive, self.past)

    def _chosen(self, working: DocumentState) -> _Chosen:
        """The version of a document of the source that is published."""
        line = self.ledger.get(working.entity.ref)
        source = working.entity.origin.document
        if line is None:
            return _Chosen(source, working.content, working.digest, working.approval, working.state)
        if line.held is None:
            return self._version(source, line.coming or line.approvals[0], working, "coming")
        flags: _Flags = {"next": line.coming}
        control = working.control
        expires = control.expires if control is not None and working.state == "withdrawn" else None
        if not self._still(working.entity.ref, line.held, expires, there=working.state != "withdrawn"):
            return self._version(source, line.held, working, "withdrawn")
        if working.state == "withdrawn":
            flags["since"] = "withdrawn"
        moved_on = not any(holds_for(one, working) for one in (line.held, *line.after))
        redrafted = working.state in ("draft", "consultation")
        # What was being prepared on a day before a later approval, nobody wrote down.
        later = any((one.approved.on or "") > self.as_of for one in line.after) if self.as_of else False
        flags["revising"] = (moved_on or redrafted) and not later
        return self._version(source, line.held, working, "approved", flags)

    def _version(
        self,
        source: Document,
        approval: Approval,
        working: DocumentState | None,
        state: str,
        flags: _Flags | None = None,
    ) -> _Chosen:
        """A document as an approval has it; the working text where the language has moved on so far that it cannot be read."""
        document, lacking = source, False
        if working is None or working.digest != approval.digest:
            document, lacking = restored(source, approved_data(approval), approval.translations, self.working.languages)
        document = _with_status(document, state)
        if document is not source and not validate([document])[0]:
            if working is not None:
                return _Chosen(source, working.content, working.digest, approval, working.state)
            state = "unreadable"
        return _Chosen(
            document,
            approval.content,
            approval.digest,
            approval,
            state,
            {**(flags or _Flags()), "untranslated": lacking},
        )

    def _still(self, ref: str, held: Approval, expires: str | None = None, *, there: bool = False) -> bool:
        """Whether a document with an approval in force was not withdrawn by the day; `there`: the source has it in use.

        Its end is written in the ledger (`until`), in a document that takes its place, or for what the source has as
        withdrawn as its last day. Where it is written nowhere, what the source does not have in use was in force on
        every day before the last approval of the ledger.
        """
        replaced = None if there else self.ends.get(ref)
        first_day_after = [day for day in (held.until, replaced) if day]
        if any(not self.as_of or day <= self.as_of for day in first_day_after) or (expires and expires < self.as_of):
            return False
        return there or (bool(self.as_of) and (bool(first_day_after) or bool(expires) or self.past))

    def _gone(self) -> Iterator[_Chosen]:
        """Documents that the source has no more and that were in force on the day."""
        for ref, line in self.ledger.items():
            kind, _, ident = ref.partition(":")
            if ref in self.register or kind not in kinds() or not kinds()[kind].is_document:
                continue
            if line.held is not None and self._still(ref, line.held):
                source = Document(kind, ident, f"policies/{kinds()[kind].folder}/{ident}.yaml", {})
                one = self._version(source, line.held, None, "approved", {"since": "removed", "next": line.coming})
                if one.state == "approved":
                    yield one

    def _hidden(self, chosen: Mapping[str, _Chosen]) -> Iterator[Approval]:
        """Entries of the ledger that are not told yet: those that take effect later and are not what is shown."""
        shown = {one.approval.ref for one in chosen.values() if one.approval is not None}
        for approval in self.working.all(Approval):
            if self.as_of and start(approval) > self.as_of and approval.ref not in shown:
                yield approval

    def _archive(
        self, documents: dict[str, Document], organisation: Organisation
    ) -> Mapping[str, tuple[Superseded, ...]]:
        """The superseded versions, the newest first: one organisation for all that are equally far back."""
        earlier = {
            ref: line.superseded for ref, line in self.ledger.items() if line.superseded and organisation.find(ref)
        }
        found: dict[str, list[Superseded]] = {ref: [] for ref in earlier}
        for generation in range(max((len(every) for every in earlier.values()), default=0)):
            old = {ref: every[generation] for ref, every in earlier.items() if len(every) > generation}
            versions = {ref: self._version(documents[ref], approval, None, "approved") for ref, approval in old.items()}
            versions = {ref: one for ref, one in versions.items() if one.state == "approved"}
            then, _ = linked(
                (documents | {ref: one.document for ref, one in versions.items()}).values(), self.working, self.ledger
            )
            for ref, one in versions.items():
                approvals = self.ledger[ref].approvals
                successor = approvals[approvals.index(old[ref]) + 1]
                folder = _folder(old[ref], [version.folder for version in found[ref]])
                found[ref].append(Superseded(old[ref], successor, _state(then, one), then, folder))
        return {ref: tuple(every) for ref, every in found.items() if every}


def _folder(approval: Approval, taken: list[str]) -> str:
    """A name for the folder of a version, as file systems take it."""
    name = (approval.version or "").replace("/", "-").lower() or approval.approved.on
    name = name if name not in taken else approval.approved.on
    return name if name not in taken else f"{name}-{len(taken) + 1}"


def _state(organisation: Organisation, one: _Chosen) -> DocumentState:
    entity = organisation.elements[one.document.ref]
    if not isinstance(entity, Entity):
        raise TypeError(one.document.ref)
    return DocumentState(entity, one.content, one.digest, _there(organisation, one.approval), one.state, **one.flags)


def _there(organisation: Organisation, approval: Approval | None) -> Approval | None:
    """An entry of the ledger as it stands in an organisation, so that who approved is who is published; itself where it is not told
    there."""
    found = organisation.find(approval.ref) if approval is not None else None
    return found if isinstance(found, Approval) else approval


def _with_status(document: Document, state: str) -> Document:
    """The document with the state in its control data that fits: a version in force is neither draft nor withdrawn."""
    data = document.data
    control = data.get("control") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(control, dict):
        return document
    fitting = {key: value for key, value in control.items() if key != "status"}
    if state == "withdrawn":
        fitting["status"] = state
    if fitting.get("status", "normal") == control.get("status", "normal"):
        return document
    return replace(document, data={**data, "control": fitting})
